"""Compares two records, and lists what suggests that they are different enterprises."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.db.models import Q
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from rapidfuzz import fuzz, process

from showcase.enterprises.finding import find_enterprises
from showcase.enterprises.identity import identities
from showcase.enterprises.models import Enterprise, EnterpriseQuerySet
from showcase.lists.importing.rows.names import core_name
from showcase.lists.models import ListEntry
from showcase.lists.register_pages.listings import listings_of
from showcase.merging.actions import codes_differ
from showcase.panels import ListingLine
from showcase.stories.models import StoryPage

ALIKE = 80  # per cent of characters that the cores of two names share
SHOWN = 20


@dataclass(frozen=True, slots=True)
class Compared:
    """One property of both records, as lines of text. `is_mark`: it should be the same if they are one enterprise."""

    label: str
    kept: tuple[str, ...]
    duplicate: tuple[str, ...]
    is_mark: bool = False

    @property
    def differs(self) -> bool:
        """Whether both records state a property that should be the same, and it is not."""
        return self.is_mark and bool(self.kept and self.duplicate) and self.kept != self.duplicate


def candidates(enterprise: Enterprise, query: str = "") -> list[Enterprise]:
    """Return records to merge with: found by name, code or number, else those with a similar name."""
    others = Enterprise.objects.unmerged().exclude(pk=enterprise.pk).filter(is_example=enterprise.is_example)
    found = find_enterprises(others, query) if query.strip() else _alike(enterprise, others)
    return list(found.select_related("region").order_by("number")[:SHOWN])


def _alike(enterprise: Enterprise, others: EnterpriseQuerySet) -> EnterpriseQuerySet:
    cores = {pk: core_name(name) for pk, name in others.values_list("pk", "name_zh")}
    own = core_name(enterprise.name_zh)
    near = process.extract(own, cores, scorer=fuzz.ratio, score_cutoff=ALIKE, limit=SHOWN)
    return others.filter(pk__in=[pk for _core, _score, pk in near])


def compared(kept: Enterprise, duplicate: Enterprise) -> tuple[Compared, ...]:
    """Return what both have: names, code, place, industries, listings, stories."""
    pair = (kept, duplicate)
    known, listings = identities((one.pk for one in pair), drafts=True), listings_of(one.pk for one in pair)

    def row(label: str, texts_of: Callable[[Enterprise], Iterable[str]], *, is_mark: bool = False) -> Compared:
        return Compared(label, _filled(texts_of(kept)), _filled(texts_of(duplicate)), is_mark)

    return (
        row(_("Portal number"), lambda one: (str(one.number), "" if one.live else _("draft"))),
        row(_("Name in Chinese"), lambda one: (one.name_zh,), is_mark=True),
        row(_("Name in English"), lambda one: (one.name_en,), is_mark=True),
        row(_("Former names"), lambda one: (name.name_zh for name in known[one.pk].names)),
        row(_("Unified social credit code"), lambda one: (one.credit_code or "", *known[one.pk].codes), is_mark=True),
        row(_("Region"), lambda one: (one.region.label,), is_mark=True),
        row(_("Industries"), lambda one: (industry.label for industry in one.industries.all())),
        row(_("Size"), lambda one: (str(one.get_size_display()),)),
        row(_("On lists"), lambda one: (_line(line) for line in listings[one.pk].lines)),
        row(_("Stories"), _titles),
        row(_("Sources"), lambda one: (source.title for source in one.sources.all())),
    )


def warnings(kept: Enterprise, duplicate: Enterprise) -> tuple[str, ...]:
    """Return what an officer should check before deciding that the two are one."""
    found = []
    if codes_differ(duplicate, kept):
        found.append(_("Different credit codes: one legal person has one code for life."))
    if kept.region_id != duplicate.region_id:
        values = {"one": kept.region.label, "other": duplicate.region.label}
        found.append(_("Different regions: %(one)s and %(other)s.") % values)
    found += [
        _("Both are in the same list, in separate rows: %(list)s.") % {"list": title}
        for title in _common_lists(kept, duplicate)
    ]
    return tuple(found)


def _common_lists(kept: Enterprise, duplicate: Enterprise) -> Iterable[str]:
    """Return announcements with a row for each, of one programme: an authority considered them two."""
    rows = ListEntry.objects.filter(enterprise__in=[*kept.record_keys, *duplicate.record_keys])
    sides_of: dict[tuple[int, int, str], set[bool]] = {}
    mine = set(kept.record_keys)
    fields = ("announcement_id", "programme_id", "announcement__title", "enterprise_id")
    for announcement, programme, title, enterprise in rows.order_by("announcement_id").values_list(*fields):
        sides_of.setdefault((announcement, programme, title), set()).add(enterprise in mine)
    return dict.fromkeys(title for (_notice, _kind, title), sides in sides_of.items() if len(sides) == 2)


def _titles(enterprise: Enterprise) -> tuple[str, ...]:
    """Return the titles of all stories that name it, drafts too: they follow the merge."""
    named = Q(enterprise_items__enterprise__in=enterprise.record_keys)
    return tuple(StoryPage.objects.sources().filter(named).distinct().values_list("title", flat=True)[:SHOWN])


def _line(line: ListingLine) -> str:
    parts = (line.date, line.level, line.programme, line.state_label, line.announcement_title)
    return (" " if get_language() == "en" else "　").join(part for part in parts if part)


def _filled(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
