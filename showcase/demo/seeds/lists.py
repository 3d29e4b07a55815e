"""Announcements of the demonstration content. A published list is locked: the seed makes it once."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from wagtail.models import Locale

from portal.text.dates import PartialDate, Precision
from showcase.demo import translating
from showcase.demo.ledger import Report, digest, find, remember, revisions_of
from showcase.demo.reading.list_records import EntryFacts, ListFacts, NoticeFacts
from showcase.demo.seeds.enterprises import enterprise_of, source_fields
from showcase.models import (
    AnnouncementIndexPage,
    AnnouncementPage,
    AnnouncementSource,
    Level,
    ListEntry,
    Programme,
    Region,
)


def seed_list(facts: ListFacts, report: Report) -> None:
    """Make the announcement, once, and publish it unless it is held back.

    A published list is locked and a draft belongs to its editors: a changed file is only reported.
    """
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
    revision, english = page.save_revision(), None
    if not facts.held_back:
        revision.publish()
        page = AnnouncementPage.objects.get(pk=page.pk)
        english = translating.publish_english(page, _english_texts(facts))
    remember("announcement", facts.slug, page, state, revisions_of(page, english))
    report.made.append(key)


def _english_texts(facts: ListFacts) -> dict[str, str]:
    texts = translating.plain(facts.title.zh, facts.title.en) | translating.plain(facts.text.zh, facts.text.en)
    if facts.batch:
        texts |= translating.plain(facts.batch.zh, facts.batch.en)
    return texts


def _page(facts: ListFacts) -> AnnouncementPage:
    effective, precision = _effective(facts)
    held = f"{facts.held_back.zh}\n\n" if facts.held_back else ""
    page = AnnouncementPage(
        title=facts.title.zh,
        slug=facts.slug,
        live=False,
        introduction=f"{held}{facts.text.zh}",
        search_description=facts.title.zh,
        kind=facts.kind,
        level=Level.objects.get(code=facts.level),
        year=facts.year or effective.year,
        batch=facts.batch.zh if facts.batch else "",
        document_number=facts.document_number,
        effective_on=effective,
        effective_precision=precision,
        basis=facts.basis,
        coverage=facts.coverage,
        stated_total=facts.stated,
        is_example=facts.is_example,
    )
    if facts.notice:
        _set_notice(page, facts.notice)
    page.sources = [AnnouncementSource(**source_fields(source)) for source in facts.sources]
    return page


def _effective(facts: ListFacts) -> tuple[dt.date, str]:
    if facts.notice and facts.notice.open_days is not None:
        return timezone.localdate(), Precision.DAY
    date = PartialDate.parse(facts.effective_on)
    return date.last_day, date.precision


def _set_notice(page: AnnouncementPage, notice: NoticeFacts) -> None:
    page.issuer = notice.issuer
    page.office_contact, page.discipline_contact = notice.office_contact, notice.discipline_contact
    page.takes_objections_online = notice.takes_objections_online
    if notice.decides:
        proposal = find("announcement", notice.decides)
        page.decides_id = proposal.object_id if proposal else None
    published, until = notice.published_on, notice.objections_until
    page.published_on = PartialDate.parse(published).last_day if published else None
    closing = PartialDate.parse(until).last_day if until else None
    if notice.open_days is not None:
        page.published_on = timezone.localdate()
        closing = page.published_on + dt.timedelta(days=notice.open_days)
    if closing:
        page.objections_from = page.published_on
        page.objections_until = timezone.make_aware(dt.datetime.combine(closing, dt.time(17, 30)))


def _entry(page: AnnouncementPage, position: int, row: EntryFacts) -> ListEntry:
    return ListEntry(
        announcement=page,
        position=position,
        name=row.name_printed,
        former_name=row.former_name,
        product_printed=row.product,
        reason_printed=row.reason,
        action=row.action,
        programme=Programme.objects.get(code=row.programme),
        region=Region.objects.get(code=row.region) if row.region else None,
        enterprise=enterprise_of(row.enterprise) if row.enterprise else None,
    )
