"""Announcements of the demonstration content. A published list is locked: the seed makes it once."""

from __future__ import annotations

import calendar
import datetime as dt

from wagtail.models import Locale

from showcase.demo import translating
from showcase.demo.ledger import Report, digest, find, remember, revisions_of
from showcase.demo.records import EntryFacts, ListFacts
from showcase.demo.seed_enterprises import enterprise_of, source_fields
from showcase.models import (
    AnnouncementIndexPage,
    AnnouncementPage,
    AnnouncementSource,
    Level,
    ListEntry,
    Programme,
    Region,
)

_PRECISION = {4: "year", 7: "month", 10: "day"}


def seed_list(facts: ListFacts, report: Report) -> None:
    """Make and publish the announcement, once: a published list is locked, a changed file is only reported."""
    key, state = f"announcement {facts.slug}", digest(facts.path)
    known = find("announcement", facts.slug)
    if known is not None:
        same = known.file_digest == state
        (report.unchanged if same else report.left_alone).append(key if same else f"{key} (published lists are locked)")
        return
    page = _page(facts)
    section = AnnouncementIndexPage.objects.get(locale=Locale.get_default())
    section.add_child(instance=page)
    ListEntry.objects.bulk_create(_entry(page, position, row) for position, row in enumerate(facts.entries, start=1))
    page.save_revision().publish()
    page = AnnouncementPage.objects.get(pk=page.pk)
    texts = translating.plain(facts.title.zh, facts.title.en) | translating.plain(facts.text.zh, facts.text.en)
    if facts.batch:
        texts |= translating.plain(facts.batch.zh, facts.batch.en)
    english = translating.publish_english(page, texts)
    remember("announcement", facts.slug, page, state, revisions_of(page, english))
    report.made.append(key)


def _page(facts: ListFacts) -> AnnouncementPage:
    effective, precision = last_day(facts.effective_on)
    page = AnnouncementPage(
        title=facts.title.zh,
        slug=facts.slug,
        live=False,
        introduction=facts.text.zh,
        search_description=facts.text.zh[:300],
        kind=facts.kind,
        level=Level.objects.get(code=facts.level),
        year=facts.year or effective.year,
        batch=facts.batch.zh if facts.batch else "",
        document_number=facts.document_number,
        effective_on=effective,
        effective_precision=precision,
        basis=facts.basis,
        coverage=facts.coverage.code,
        stated_total=facts.coverage.stated,
    )
    page.sources = [AnnouncementSource(**source_fields(source)) for source in facts.sources]
    return page


def last_day(text: str) -> tuple[dt.date, str]:
    """The last day a partial date can mean, and its precision: `2023` → 31 December 2023, year."""
    parts = [int(part) for part in text.split("-")]
    year, month = parts[0], parts[1] if len(parts) > 1 else 12
    day = parts[2] if len(parts) > 2 else calendar.monthrange(year, month)[1]
    return dt.date(year, month, day), _PRECISION[len(text)]


def _entry(page: AnnouncementPage, position: int, row: EntryFacts) -> ListEntry:
    return ListEntry(
        announcement=page,
        position=position,
        name=row.name_printed,
        programme=Programme.objects.get(code=row.programme),
        region=Region.objects.get(code=row.region) if row.region else None,
        enterprise=enterprise_of(row.enterprise) if row.enterprise else None,
    )
