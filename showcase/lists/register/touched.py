"""Records which enterprises a change of the register touched, so that processes reread only those.

A change writes its note in its own transaction, so a note is lost only with the change. After the commit the notes get
the register's next version, one change at a time: a process that reads version n can read every note up to n.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models.signals import m2m_changed, post_delete, post_save
from wagtail.models import PageViewRestriction

from portal.caching import content_version
from portal.running.after_commit import once_after_commit
from showcase.enterprises.models import Enterprise, FormerName, enterprises_written
from showcase.lists.models import AnnouncementPage
from showcase.vocabulary.models import Industry, Level, Programme, Region

KEPT_VERSIONS = 1000


class RegisterTouch(models.Model):
    """`enterprises`: primary keys, None: any may be touched; `version` None: committed a moment ago."""

    version = models.PositiveBigIntegerField(null=True, db_index=True)
    enterprises = models.JSONField(null=True)

    def __str__(self) -> str:
        return f"{self.version}: {self.enterprises}"


def touch(enterprises: Iterable[int] | None) -> None:
    """Write a note within the transaction of a change; other processes see it after the commit.

    An empty `enterprises` is a change too: the public announcements are compared with every version.
    """
    keys = None if enterprises is None else sorted(set(enterprises))
    RegisterTouch.objects.create(enterprises=keys)
    once_after_commit(settle)


def settle() -> None:
    """Give committed notes a version; the worker does so too, in case a process died right after its commit."""
    waiting = RegisterTouch.objects.filter(version=None)
    if not waiting.exists():
        return
    with transaction.atomic():
        version = content_version.advance_register()
        waiting.update(version=version)
        RegisterTouch.objects.filter(version__lte=version - KEPT_VERSIONS).delete()
    content_version.move()


def touched_between(known: int, version: int) -> set[int] | None:
    """Return enterprises touched after version `known` up to `version`; None: unknown, or too long ago."""
    if not version - KEPT_VERSIONS < known <= version:
        return None
    notes = RegisterTouch.objects.filter(version__gt=known, version__lte=version)
    enterprises: set[int] = set()
    for keys in notes.values_list("enterprises", flat=True):
        if keys is None:
            return None
        enterprises.update(keys)
    return enterprises


def connect() -> None:
    """Called once when the app is ready. Whatever lays out spans calls `touch` itself."""
    for sender in (Industry, Region, Programme, Level):
        _watch(sender, _touch_all)
    for sender in (AnnouncementPage, PageViewRestriction):
        _watch(sender, _touch_none)
    _watch(Enterprise, _touch_enterprise)
    _watch(FormerName, _touch_its_enterprise)
    enterprises_written.connect(_touch_many, dispatch_uid="showcase.register_touch.many")
    through = Enterprise.industries.through
    m2m_changed.connect(_touch_industries, sender=through, dispatch_uid="showcase.register_touch.industries")


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


def _touch_many(keys: list[int], **kwargs: Any) -> None:
    touch(keys)


def _touch_industries(instance: Any, action: str, reverse: bool, pk_set: set[int] | None, **kwargs: Any) -> None:
    """Industries of an enterprise changed, or (`reverse`) the enterprises of an industry, which `pk_set` then holds.

    Django names none when all are taken away: they are read before (`pre_clear`).
    """
    if not reverse:
        touch([instance.pk])
    elif pk_set is not None:
        touch(pk_set)
    elif action == "pre_clear":
        touch(instance.enterprises.values_list("pk", flat=True))


def _touch_its_enterprise(instance: Any, **kwargs: Any) -> None:
    if not kwargs.get("raw"):
        touch([instance.enterprise_id])
