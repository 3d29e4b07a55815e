"""Which enterprises a change of the register touched, so that whoever keeps the register in memory rereads only them.

What changes something notes it in its own transaction, so a note is lost only with the change. After the commit the
notes get the register's next version, one change at a time: who reads version n can read every note up to n.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save

from portal import content_version

KEPT_VERSIONS = 1000


class RegisterTouch(models.Model):
    """`enterprises`: keys, None = any may be touched; `version` None = committed a moment ago."""

    version = models.PositiveBigIntegerField(null=True, db_index=True)
    enterprises = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.version}: {self.enterprises}"


def touch(enterprises: Iterable[int] | None) -> None:
    """Note within the transaction what it changes; readers see it after the commit.

    No enterprise at all is a change too: the public announcements are compared anew with every version.
    """
    keys = None if enterprises is None else sorted(set(enterprises))
    RegisterTouch.objects.create(enterprises=keys)
    content_version.once_after_commit(settle)


def settle() -> None:
    """Give committed notes a version; the worker does it too, for a process that died between commit and this."""
    waiting = RegisterTouch.objects.filter(version=None)
    if not waiting.exists():
        return
    with transaction.atomic():
        version = content_version.advance_register()
        waiting.update(version=version)
        RegisterTouch.objects.filter(version__lte=version - KEPT_VERSIONS).delete()
    content_version.move()


def touched_between(known: int, version: int) -> set[int] | None:
    """The enterprises touched after version `known` up to `version`; None = any may be, or that is too long ago."""
    if not version - KEPT_VERSIONS < known <= version:
        return None
    notes = RegisterTouch.objects.filter(version__gt=known, version__lte=version)
    found: set[int] = set()
    for keys in notes.values_list("enterprises", flat=True):
        if keys is None:
            return None
        found.update(keys)
    return found


def connect() -> None:
    """Called once when the app is ready. Whatever lays out spans calls `touch` itself."""
    from wagtail.models import PageViewRestriction

    from showcase import models as content

    for sender in (content.Industry, content.Region, content.Programme, content.Level):
        _watch(sender, _touch_all)
    for sender in (content.AnnouncementPage, PageViewRestriction):
        _watch(sender, _touch_none)
    _watch(content.Enterprise, _touch_enterprise)
    _watch(content.FormerName, _touch_its_enterprise)
    through = content.Enterprise.industries.through
    m2m_changed.connect(_touch_enterprise, sender=through, dispatch_uid="showcase.register_touch.industries")


def _watch(sender: type[models.Model], receiver: Any) -> None:
    for signal in (post_save, post_delete):
        signal.connect(receiver, sender=sender, dispatch_uid=f"showcase.register_touch.{sender.__name__}")


def _touch_all(**kwargs: Any) -> None:
    if not kwargs.get("raw"):
        touch(None)


def _touch_none(**kwargs: Any) -> None:
    if not kwargs.get("raw"):
        touch(())


def _touch_enterprise(instance: models.Model, **kwargs: Any) -> None:
    if not kwargs.get("raw"):
        touch([instance.pk])


def _touch_its_enterprise(instance: Any, **kwargs: Any) -> None:
    if not kwargs.get("raw"):
        touch([instance.enterprise_id])
