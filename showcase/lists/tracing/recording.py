"""Records each change to a published notice, however it is saved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db.models.signals import post_save, pre_delete, pre_save
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.refusals import RefusedError
from showcase.lists.tracing.models import NoticeChange
from showcase.lists.tracing.rules import ONCE_SAID, TRACED, Difference, differences

if TYPE_CHECKING:
    from showcase.lists.models import AnnouncementPage

_FIELDS = (*TRACED, *ONCE_SAID)


def connect(page_model: type[AnnouncementPage]) -> None:
    """Connect the receivers; called once when the app is ready."""
    pre_save.connect(_remember, sender=page_model, dispatch_uid="showcase.notice_before")
    post_save.connect(_record, sender=page_model, dispatch_uid="showcase.notice_changes")
    pre_delete.connect(_keep, sender=NoticeChange, dispatch_uid="showcase.keep_notice_changes")


def pending_differences(page: AnnouncementPage) -> tuple[Difference, ...]:
    """Return what publishing this state of the page would change now; one query. Empty for a draft."""
    if page.pk is None or not page.is_source:
        return ()
    live = type(page).objects.filter(pk=page.pk, live=True).values(*_FIELDS).first()
    return differences(live, {field: getattr(page, field) for field in _FIELDS}) if live else ()


def change_faults(page: AnnouncementPage) -> list[str]:
    """Return why a changed notice may not go live: a change of what was published needs a reason."""
    changed = pending_differences(page)
    if not changed or page.change_reason.strip():
        return []
    names = ", ".join(str(field_label(page, difference.field)) for difference in changed)
    text = _(
        "This notice is published. Give the reason in “Reason for the change”; readers see the old value, the "
        "new value and the reason: %(fields)s."
    )
    return [text % {"fields": names}]


def field_label(page: AnnouncementPage, field: str) -> Any:
    """Return the name of a field as the edit form shows it."""
    return page._meta.get_field(field.removesuffix("_id")).verbose_name


def _remember(instance: AnnouncementPage, **kwargs: Any) -> None:
    named = kwargs.get("update_fields")
    is_told = named is None or bool(set(named) & {*_FIELDS, "level"})
    instance.__dict__["_changing"] = (
        pending_differences(instance) if instance.live and is_told and not kwargs.get("raw") else ()
    )


def _record(instance: AnnouncementPage, **kwargs: Any) -> None:
    changed: tuple[Difference, ...] = instance.__dict__.pop("_changing", ())
    if changed:
        _write(instance, changed)
    if instance.live and instance.change_reason and kwargs.get("update_fields") is None and not kwargs.get("raw"):
        # The next change needs a reason of its own.
        type(instance).objects.filter(pk=instance.pk).update(change_reason="")
        instance.change_reason = ""


def _write(instance: AnnouncementPage, changed: tuple[Difference, ...]) -> None:
    moment, reason = timezone.now(), instance.change_reason.strip()
    author = instance.live_revision.user if instance.live_revision else None
    NoticeChange.objects.bulk_create(
        NoticeChange(
            announcement=instance,
            field=difference.field,
            was=difference.was,
            now=difference.now,
            reason=reason,
            changed_at=moment,
            changed_by=author,
        )
        for difference in changed
    )


def _keep(instance: NoticeChange, **kwargs: Any) -> None:
    raise RefusedError(
        _("The record of a change to a notice cannot be deleted: what was published must remain traceable.")
    )
