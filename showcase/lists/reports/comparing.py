"""Reads what the reports compare, in three queries."""

from __future__ import annotations

from collections import defaultdict

from django.db.models.functions import Coalesce
from wagtail.models import Locale

from showcase.enterprises.models import Enterprise
from showcase.lists.choices import EntryAction
from showcase.lists.models import AnnouncementPage, ListEntry
from showcase.lists.reports.disagreements import ComparedLists, ComparedRow

_FIELDS = ("pk", "announcement", "programme__code", "name", "head", "region__code", "industry_printed")


def compared_lists() -> tuple[ComparedLists, dict[int, str]]:
    """Return all rows that list a unit, drafts included, in the order of their lists; and the lists' titles."""
    rows = ListEntry.objects.filter(action=EntryAction.LIST).order_by("announcement__effective_on", "announcement")
    rows = rows.annotate(head=Coalesce("enterprise__merged__into", "enterprise"))
    compared = tuple(
        ComparedRow(pk, announcement, programme, name, enterprise, region or "", industry)
        for pk, announcement, programme, name, enterprise, region, industry in rows.values_list(*_FIELDS)
    )
    pages = AnnouncementPage.objects.filter(locale=Locale.get_default(), alias_of=None)
    found = list(pages.values_list("pk", "title", "decides"))
    pairs = tuple((decides, pk) for pk, _title, decides in found if decides is not None)
    return ComparedLists(compared, _names(), pairs), {pk: title for pk, title, _decides in found}


def _names() -> dict[int, frozenset[str]]:
    names: dict[int, set[str]] = defaultdict(set)
    """Enterprise → all its names, those of merged records included."""
    fields = ("merged__into", "pk", "name_zh", "former_names__name_zh")
    for into, pk, name, former in Enterprise.objects.values_list(*fields):
        names[into or pk].update(filter(None, (name, former)))
    return {pk: frozenset(found) for pk, found in names.items()}
