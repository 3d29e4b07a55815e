"""Merges on the timeline of an enterprise: when two records were found to be one, and why."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.text.dates import PartialDate, format_date
from showcase.enterprises.merges import EnterpriseMerge, recorded_merges
from showcase.enterprises.models import Enterprise
from showcase.panels import ListingLine


def merge_timeline(enterprise: Enterprise) -> tuple[ListingLine, ...]:
    """Return the merges of it and of records that count as it, newest first, undone ones too; two queries."""
    return tuple(_timeline_line(merge, enterprise) for merge in merges_about(enterprise))


def merges_about(enterprise: Enterprise) -> tuple[EnterpriseMerge, ...]:
    """Return the merges of it and of records that count as it, newest first, undone ones too; two queries.

    Records that were never published are not named.
    """
    merged = recorded_merges()
    if len(merged.family(enterprise.pk)) == 1:
        return ()
    members = merged.members(enterprise.pk)
    about = Q(survivor__in=members) | Q(duplicate=enterprise.pk)
    found = EnterpriseMerge.objects.filter(about, duplicate__live=True, survivor__live=True)
    return tuple(found.select_related("duplicate", "survivor"))


def describe_merge(merge: EnterpriseMerge, enterprise: Enterprise) -> str:
    """Describe a merge from the side of `enterprise`: with what and why; and when and why it was undone."""
    language = get_language() or "zh-hans"
    other = merge.survivor if merge.duplicate_id == enterprise.pk else merge.duplicate
    values = {"name": other.label_in(language), "number": other.number, "reason": merge.reason}
    label = _("Merged with %(name)s (portal number %(number)s): %(reason)s") % values
    if merge.undone_at is None:
        return label
    undone = {"date": shown_moment_day(merge.undone_at), "reason": merge.undo_reason}
    return _("%(merged)s; undone on %(date)s: %(reason)s") % {"merged": label, **undone}


def shown_moment_day(moment: dt.datetime) -> str:
    """Format the day of a moment, China time."""
    return format_date(PartialDate.of(timezone.localdate(moment)), get_language() or "zh-hans")


def _timeline_line(merge: EnterpriseMerge, enterprise: Enterprise) -> ListingLine:
    day = timezone.localdate(merge.recorded_at)
    description = describe_merge(merge, enterprise)
    return ListingLine(shown_moment_day(merge.recorded_at), "", "", "recorded", description, day=day)
