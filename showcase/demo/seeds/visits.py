"""Visits of the demonstration, all invented, with dates from the day of seeding."""

from __future__ import annotations

import datetime as dt

from django.utils import timezone
from wagtail.models import Locale

from showcase.demo import translating
from showcase.demo.ledger import Report, page_of
from showcase.demo.reading.visit_records import VisitFile
from showcase.demo.seeds.enterprises import enterprise_of
from showcase.demo.seeds.page_pair import seed_pair
from showcase.lists.notice_state import SHANGHAI
from showcase.models import Region, VisitIndexPage, VisitPage, VisitStory

_OPENS = dt.timedelta(days=30)
_CLOSES = dt.timedelta(days=2)


def seed_visit(facts: VisitFile, report: Report) -> None:
    """Make the visit and its English page, once; a file that changed writes both again, with new dates."""

    def write(page: VisitPage | None) -> VisitPage:
        page = page or _made(facts)
        _write(page, facts)
        return page

    seed_pair("visit", facts, VisitPage, write, _english_texts(facts), report)


def _made(facts: VisitFile) -> VisitPage:
    page = VisitPage(title=facts.title.zh, slug=facts.slug, live=False, is_example=True)
    _set_times(page, facts)
    page.seats = facts.seats
    VisitIndexPage.objects.get(locale=Locale.get_default()).add_child(instance=page)
    return page


def _write(page: VisitPage, facts: VisitFile) -> None:
    page.title, page.introduction = facts.title.zh, facts.introduction.zh
    items = "".join(f"<li>{line.zh}</li>" for line in facts.programme)
    page.body = [("heading", facts.heading.zh), ("text", f"<ul>{items}</ul>")]
    page.address, page.price = facts.address.zh, facts.price.zh
    page.host = enterprise_of(facts.host)
    page.region = Region.objects.get(code=facts.region)
    page.seats, page.spoken_language, page.is_example = facts.seats, facts.spoken_language, True
    _set_times(page, facts)
    keys = [pk for slug in facts.stories if (pk := page_of(slug))]
    page.story_items = [VisitStory(target_id=pk, sort_order=place) for place, pk in enumerate(keys)]


def _set_times(page: VisitPage, facts: VisitFile) -> None:
    day = timezone.localdate(timezone=SHANGHAI) + dt.timedelta(days=facts.in_days)
    page.begins_at = dt.datetime.combine(day, facts.begins, SHANGHAI)
    page.ends_at = dt.datetime.combine(day, facts.ends, SHANGHAI)
    page.registration_opens_at, page.registration_closes_at = page.begins_at - _OPENS, page.begins_at - _CLOSES


def _english_texts(facts: VisitFile) -> dict[str, str]:
    plain = (facts.title, facts.introduction, facts.heading, facts.address, facts.price)
    texts = translating.rich((f"<p>{line.zh}</p>", f"<p>{line.en}</p>") for line in facts.programme)
    for words in plain:
        texts |= translating.plain(words.zh, words.en)
    return texts
