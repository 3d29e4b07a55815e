"""Collections of the demonstration content, below the section `collections`."""

from __future__ import annotations

from collections.abc import Iterable
from html import escape

from wagtail.models import Locale

from showcase.collections.models import CollectionIndexPage, CollectionItem, CollectionPage
from showcase.demo import translating
from showcase.demo.ledger import Report, page_of
from showcase.demo.reading.collection_records import CollectionFacts
from showcase.demo.seeds.page_pair import seed_pair


def seed_collection(facts: CollectionFacts, report: Report) -> None:
    """Create the collection, or update it where its file changed and no editor did."""

    def write(page: CollectionPage | None) -> CollectionPage:
        page = page or _made(facts)
        _write(page, facts)
        return page

    seed_pair("collection", facts, CollectionPage, write, _english_texts(facts), report)


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
