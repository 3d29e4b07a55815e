"""Merges on the timeline of an enterprise: when two records were found to be one, and why."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.dates import PartialDate, format_date
from showcase.enterprises.merging.models import EnterpriseMerge, recorded_merges
from showcase.enterprises.models import Enterprise
from showcase.panels import ListingLine


def merge_lines(enterprise: Enterprise) -> tuple[ListingLine, ...]:
    """Merges of it and of what counts as it, newest first, undone ones too; two queries.

    Records that were never published are not named.
    """
    merged = recorded_merges()
    if len(merged.family(enterprise.pk)) == 1:
        return ()
    members = merged.members(enterprise.pk)
    about = Q(survivor__in=members) | Q(duplicate=enterprise.pk)
    found = EnterpriseMerge.objects.filter(about, duplicate__live=True, survivor__live=True)
    return tuple(_line(merge, enterprise) for merge in found.select_related("duplicate", "survivor"))


def _line(merge: EnterpriseMerge, enterprise: Enterprise) -> ListingLine:
    language = get_language() or "zh-hans"
    other = merge.survivor if merge.duplicate_id == enterprise.pk else merge.duplicate
    values = {"name": other.label_in(language), "number": other.number, "reason": merge.reason}
    label = _("Merged with %(name)s (portal number %(number)s): %(reason)s") % values
    if merge.undone_at is not None:
        undone = {"date": _shown(merge.undone_at, language), "reason": merge.undo_reason}
        label = _("%(merged)s; undone on %(date)s: %(reason)s") % {"merged": label, **undone}
    day = timezone.localdate(merge.recorded_at)
    return ListingLine(_shown(merge.recorded_at, language), "", "", "recorded", label, day=day)


def _shown(moment: dt.datetime, language: str) -> str:
    return format_date(PartialDate.of(timezone.localdate(moment)), language)
