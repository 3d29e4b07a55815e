"""Collections of the demonstration content, below the section `collections`."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from wagtail.models import Locale

from showcase.collections.models import CollectionIndexPage, CollectionItem, CollectionPage
from showcase.demo import translating
from showcase.demo.ledger import Report, digest, find, is_settled, page_of, remember, revisions_of
from showcase.demo.reading.collection_records import CollectionFacts


def seed_collection(facts: CollectionFacts, report: Report) -> None:
    """Create the collection, or update it where its file changed and no editor did."""
    key, state = f"collection {facts.slug}", digest(facts.path)
    known = find("collection", facts.slug)
    page = CollectionPage.objects.filter(pk=known.object_id).first() if known else None
    english = page.get_translation_or_none(Locale.objects.get(language_code="en")) if page else None
    if is_settled(known, revisions_of(page, english), state, key, report):
        return
    page = page or _made(facts)
    _write(page, facts)
    page.save_revision().publish()
    page = CollectionPage.objects.get(pk=page.pk)
    english = translating.publish_english(page, _english_texts(facts))
    remember("collection", facts.slug, page, state, revisions_of(page, english))
    (report.updated if known else report.made).append(key)


def _made(facts: CollectionFacts) -> CollectionPage:
    section = CollectionIndexPage.objects.get(locale=Locale.get_default())
    page = CollectionPage(title=facts.title.zh, slug=facts.slug, live=False)
    section.add_child(instance=page)
    return page


def _write(page: CollectionPage, facts: CollectionFacts) -> None:
    page.title, page.summary = facts.title.zh, facts.summary.zh
    page.introduction = _paragraphs(facts.introduction.zh)
    found = [(page_of(item.story), item.remark) for item in facts.items]
    page.items = [
        CollectionItem(story_id=story, remark_zh=remark.zh, remark_en=remark.en, sort_order=place)
        for place, (story, remark) in enumerate(found)
        if story is not None
    ]


def _paragraphs(texts: Iterable[str]) -> str:
    return "".join(f"<p>{escape(text, quote=False)}</p>" for text in texts)


def _english_texts(facts: CollectionFacts) -> dict[str, str]:
    texts = translating.plain(facts.title.zh, facts.title.en) | translating.plain(facts.summary.zh, facts.summary.en)
    pairs = zip(facts.introduction.zh, facts.introduction.en, strict=True)
    return texts | translating.rich((_paragraphs([ours]), _paragraphs([theirs])) for ours, theirs in pairs)
