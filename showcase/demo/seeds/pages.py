"""Information pages of the demonstration content, below the page `about`."""

from __future__ import annotations

import datetime as dt

from wagtail.models import Locale

from portal.models import InfoPage, InfoPageSource
from showcase.demo import streams, translating
from showcase.demo.ledger import Report, digest, find, is_settled, page_of, remember, revisions_of
from showcase.demo.reading.records import InfoPageFile
from showcase.demo.seeds.enterprises import source_fields

ABOUT = "about"


def seed_page(facts: InfoPageFile, report: Report) -> None:
    """Fill the page; the file called `about` is the section's own page, which the site tree has from the start."""
    key, state = f"page {facts.slug}", digest(facts.path.parent)
    known = find("page", facts.slug)
    page = _existing(facts, known.object_id if known else None)
    english = page.get_translation_or_none(Locale.objects.get(language_code="en")) if page else None
    if is_settled(known, revisions_of(page, english), state, key, report):
        return
    page = page or _made(facts)
    _write(page, facts)
    page.save_revision().publish()
    page = InfoPage.objects.get(pk=page.pk)
    english = translating.publish_english(page, _english_texts(facts))
    remember("page", facts.slug, page, state, revisions_of(page, english))
    (report.updated if known else report.made).append(key)


def _existing(facts: InfoPageFile, object_id: int | None) -> InfoPage | None:
    by_slug = {"slug": facts.slug, "locale": Locale.get_default()}
    found: InfoPage | None = InfoPage.objects.filter(**({"pk": object_id} if object_id else by_slug)).first()
    return found


def _made(facts: InfoPageFile) -> InfoPage:
    about = InfoPage.objects.get(slug=ABOUT, locale=Locale.get_default())
    page = InfoPage(title=facts.texts["zh-hans"].title, slug=facts.slug, live=False)
    about.add_child(instance=page)
    return page


def _write(page: InfoPage, facts: InfoPageFile) -> None:
    text = facts.texts["zh-hans"]
    page.title = text.title
    page.introduction = page.search_description = text.summary
    page.body = streams.body_blocks("heading", text.sections, page_of)
    page.confirmed_on = dt.date.fromisoformat(facts.confirmed_on) if facts.confirmed_on else None
    page.sources = [InfoPageSource(**source_fields(source)) for source in facts.sources]


def _english_texts(facts: InfoPageFile) -> dict[str, str]:
    ours, theirs = facts.texts["zh-hans"], facts.texts["en"]
    texts = translating.rich(streams.rich_pairs(ours.sections, theirs.sections, page_of))
    texts |= translating.plain(ours.title, theirs.title) | translating.plain(ours.summary, theirs.summary)
    for chinese, english in zip(ours.sections, theirs.sections, strict=True):
        texts |= translating.plain(chinese.key, english.key)
    return texts
