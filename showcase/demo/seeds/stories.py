"""Stories of the demonstration content: first all pages as drafts, so that texts can link, then texts and facts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from django.db import transaction
from wagtail.models import Locale, ReferenceIndex

from showcase.demo import streams, translating
from showcase.demo.ledger import Report, digest, find, is_settled, page_of, remember, revisions_of
from showcase.demo.models import SeededItem
from showcase.demo.reading.story_records import StoryFile
from showcase.demo.story_facts import set_facts, sketch_text
from showcase.models import CaseStudyPage, PracticePage, StoryIndexPage, StoryPage, TechnologyPage

_PAGE_OF_KIND: dict[str, type[StoryPage]] = {
    "case": CaseStudyPage,
    "technology": TechnologyPage,
    "practice": PracticePage,
}


def make_drafts(stories: Sequence[StoryFile]) -> None:
    """Make the pages that do not stand yet, as drafts, so that the texts of all can link to them."""
    with transaction.atomic():
        for story in stories:
            if find("story", story.slug) is not None:
                continue
            section = StoryIndexPage.objects.get(story_kind=story.kind, locale=Locale.get_default())
            text = story.texts["zh-hans"]
            page = _PAGE_OF_KIND[story.kind](
                title=text.title, slug=story.slug, summary=text.summary, standing=story.standing, live=False
            )
            section.add_child(instance=page)
            remember("story", story.slug, page, "", revisions_of(page))


def seed_story(story: StoryFile, report: Report) -> None:
    """Fill a page with its texts and facts, publish it in both languages, and index what it refers to."""
    key, state = f"{story.kind} {story.slug}", digest(story.path)
    known = SeededItem.objects.get(kind="story", key=story.slug)
    page = StoryPage.objects.filter(pk=known.object_id).first()
    english = page.get_translation_or_none(Locale.objects.get(language_code="en")) if page else None
    if is_settled(known, revisions_of(page, english), state, key, report):
        return
    page = page.specific
    _write_texts(page, story)
    set_facts(page, story)
    page.full_clean()
    revision = page.save_revision(clean=False)
    if not story.held_back:
        revision.publish()
        page = StoryPage.objects.get(pk=page.pk).specific
        english = translating.publish_english(page, english_texts(story))
    _index_references(page, english)
    remember("story", story.slug, page, state, revisions_of(page, english))
    (report.updated if known.file_digest else report.made).append(key)


def _index_references(*pages: StoryPage | None) -> None:
    """What the pages use (pictures, enterprises, terms), so that the admin can say where a thing is in use."""
    for page in pages:
        if page is not None:
            ReferenceIndex.create_or_update_for_object(page.specific)


def _write_texts(page: StoryPage, story: StoryFile) -> None:
    text = story.texts["zh-hans"]
    page.title, page.summary = text.title, text.summary
    page.search_description = text.summary
    page.body = streams.body_blocks("section", text.sections, page_of)
    page.sketch = sketch_text(story)
    page.caveat = story.caveat.zh if story.caveat else ""
    page.standing_note = story.standing_note.zh if story.standing_note else ""
    page.confirmed_on = dt.date.fromisoformat(story.confirmed_on) if story.confirmed_on else None


def english_texts(story: StoryFile) -> dict[str, str]:
    """Every Chinese string of the page with its English one, as localize cuts them."""
    ours, theirs = story.texts["zh-hans"], story.texts["en"]
    texts = translating.rich(streams.rich_pairs(ours.sections, theirs.sections, page_of))
    texts |= translating.plain(ours.title, theirs.title) | translating.plain(ours.summary, theirs.summary)
    for pair in (story.caveat, story.standing_note):
        texts |= translating.plain(pair.zh, pair.en) if pair else {}
    if plant := story.plant:
        texts |= translating.plain(plant.product_zh, plant.product_en)
        texts |= translating.plain(plant.carrier_replaced_zh, plant.carrier_replaced_en)
        texts |= translating.plain(plant.provider_zh, plant.provider_en)
        for same in (plant.yearly_output, plant.energy_price):
            texts |= translating.plain(same, same)
    return texts
