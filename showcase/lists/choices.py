"""The values that announcements, entries and events choose from."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class AnnouncementKind(models.TextChoices):
    """公示, 公布 or 调整; the events of one day count in this order."""

    PROPOSAL = "proposal", pgettext_lazy("kind of notice", "Notice of a proposed list")
    FINAL = "final", pgettext_lazy("kind of notice", "Final list")
    ADJUSTMENT = "adjustment", pgettext_lazy("kind of notice", "Adjustment")


class Basis(models.TextChoices):
    """What our copy of a list was taken from."""

    OFFICIAL_FILE = "official_file", _("official file")
    OFFICIAL_PAGE = "official_page", _("official page")
    PRESS = "press", _("press report")


class Coverage(models.TextChoices):
    """How much of the list we hold."""

    COMPLETE = "complete", _("complete")
    PARTIAL = "partial", _("partial")
    UNKNOWN = "unknown", _("unknown")


class EntryAction(models.TextChoices):
    """What a row of a list does to its unit."""

    LIST = "list", _("listed")
    REMOVE = "remove", _("removed")
    RENAME = "rename", _("renamed")
    REVERIFY = "reverify", _("re-verified")
    SUSPEND = "suspend", _("suspended")
    RESUME = "resume", _("resumed")
    EXPIRE = "expire", _("expired")


class EventKind(models.TextChoices):
    """What a notice says happened to a listing."""

    PROPOSED = "proposed", _("proposed")
    LISTED = "listed", _("listed")
    REMOVED = "removed", _("removed")
    RENAMED = "renamed", _("renamed")
    REVERIFIED = "reverified", _("re-verified")
    SUSPENDED = "suspended", _("suspended")
    RESUMED = "resumed", _("resumed")
    EXPIRED = "expired", _("expired")
    WITHDRAWN = "withdrawn", _("withdrawn")
    MERGED = "merged", _("merged")
    CORRECTED = "corrected", _("corrected")


ENDING_KINDS = frozenset({EventKind.REMOVED, EventKind.EXPIRED, EventKind.WITHDRAWN, EventKind.MERGED})
"""Kinds of events that end a listing."""

OUT_OF_FORCE_KINDS = ENDING_KINDS | {EventKind.SUSPENDED}
"""Kinds of events after which a listing is not in force."""
