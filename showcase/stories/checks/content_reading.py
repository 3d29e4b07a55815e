"""Reads the content of a story page, saved or not, as its rules want it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from wagtail.models import Page

from portal.blocks.reading import block_passages, body_passages
from portal.models import Image
from showcase.enterprises.models import Enterprise
from showcase.stories.blocks import SECTIONS
from showcase.stories.checks.content import Passage, StoryContent, TermPair
from showcase.stories.links.broken import broken_addresses, hidden_pages
from showcase.stories.links.reading import links_of, outer
from showcase.stories.tagging.answers import RELATIONS
from showcase.vocabulary.tagging.pairs import pairs
from showcase.vocabulary.tagging.stored import known

_LABELS = dict(SECTIONS)


def story_content(page: Any) -> StoryContent:
    """Return what the source page says and uses; the number of queries doesn't depend on how much that is."""
    passages = tuple(_passages(page))
    links, images = _references(page)
    named = links_of(page.body)
    hidden = hidden_pages(named.pages)
    return StoryContent(
        title=page.title,
        summary=page.summary,
        passages=passages,
        empty_sections=tuple(_empty(page)),
        without_alt=tuple(Image.objects.filter(pk__in=images, alt_zh="").values_list("title", flat=True)),
        draft_enterprises=tuple(_drafts(page)),
        lost_links=len(links) - Page.objects.filter(pk__in=links).count(),
        hidden_links=tuple(words for key, words in named.pages.items() if key in hidden),
        broken_addresses=broken_addresses([*_source_addresses(page), *((address, "") for address in named.addresses)]),
        pairs=tuple(_pairs(page)),
        has_english=page.get_translations().filter(live=True, alias_of=None).exists(),
    )


def _passages(page: Any) -> Iterator[Passage]:
    for passage in body_passages(page.body):
        if not passage.is_heading:
            yield Passage(passage.text, bool(passage.sources))


def _empty(page: Any) -> Iterator[str]:
    """Yield headings that are followed by another one, or by the end; a picture fills a section too."""
    open_heading = ""
    for block in page.body:
        if block.block_type == "section":
            if open_heading:
                yield open_heading
            open_heading = str(_LABELS.get(block.value, block.value))
        elif block.block_type == "figure" or block_passages(block):
            open_heading = ""
    if open_heading:
        yield open_heading


def _references(page: Any) -> tuple[set[str], set[str]]:
    """Return the primary keys of pages that the body links to, and of pictures that the page shows."""
    links: set[str] = set()
    images = {str(page.cover_id)} if page.cover_id else set()
    for model, key, _path, _content in page.body.stream_block.extract_references(page.body):
        if issubclass(model, Page):
            links.add(str(key))
        elif issubclass(model, Image):
            images.add(str(key))
    return links, images


def _source_addresses(page: Any) -> Iterator[tuple[str, str]]:
    """Yield the addresses of the sources, each with the key of its source."""
    for source in page.sources.all():
        for address in outer([source.url]):
            yield address, str(source.number)


def _pairs(page: Any) -> Iterator[TermPair]:
    """Yield pairs among the terms of the page."""
    tags = known().tags
    for pair in pairs(tags.chosen(_chosen(page)), tags):
        yield TermPair(pair.relation, pair.first.key, pair.second.key, pair.word)


def _chosen(page: Any) -> Iterator[str]:
    for vocabulary, (relation, field) in RELATIONS.items():
        for item in getattr(page, relation).all():
            yield f"{vocabulary}:{getattr(item, f'{field}_id')}"


def _drafts(page: Any) -> Iterator[tuple[str, str]]:
    """Yield the enterprises that are neither published nor will be with the story; a merged record is no draft."""
    keys = {item.enterprise_id for item in page.enterprise_items.all()} - page.joined_enterprises
    found = Enterprise.objects.filter(pk__in=keys, live=False, merged=None)
    for key, name in found.order_by("pk").values_list("pk", "name_zh"):
        yield str(key), name
