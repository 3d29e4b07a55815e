"""What the search page shows of a set of results."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.frame import ExportLink
from portal.paging import pager
from search.expansion import ConceptKind
from search.filter_column import chosen_filters, filter_groups, labels_of
from search.highlighting import Passage, highlight
from search.query import MAX_HITS, SearchQuery
from search.results import Hit, SearchResults, Tier
from showcase.cards import Chip, StoryCard
from showcase.filters import SortLink
from showcase.models import Industry, StoryPage, Technique
from showcase.stories.card_builder import story_cards
from showcase.vocabulary.chips import industry_chip, technique_chip


def search_context(request: HttpRequest, results: SearchResults) -> dict[str, Any]:
    """Everything `search/search_page.html` and its fragment name; a constant number of queries."""
    query, names = results.query, labels_of(results)
    cards = cards_of(query, [*results.hits, *results.related])
    return {
        "q": query.text,
        "form_url": request.path,
        "hidden": _kept(query),
        "total": results.total,
        "partial": results.tier in (Tier.MOST, Tier.HALF, Tier.ANY),
        "groups": filter_groups(results, names),
        "chosen": chosen_filters(query, names),
        "clear_url": _url(query.without_choices()),
        "searched_also": () if query.typed else results.expansion.also_searched,
        "strict_url": _url(query.as_typed()),
        "is_strict": query.typed,
        "widened_url": _url(replace(query, typed=False, page=1)) if query.typed else "",
        "offers": _offers(results),
        "sort_links": _sort_links(query),
        "exports": (ExportLink("JSON", _url(replace(query, format="json", page=1)), "application/json"),),
        "cards": [cards[hit.id] for hit in results.hits if hit.id in cards],
        "related": [cards[hit.id] for hit in results.related if hit.id in cards],
        "pager": pager(query.page, min(results.pages, MAX_HITS // query.per_page), lambda n: _url(query.with_page(n))),
        "noindex": bool(query.text),
        "page_title": query.text or _("Search"),
    }


def similar_context(results: SearchResults) -> dict[str, Any]:
    """Stories similar to one, each with the reason in words."""
    ids = [results.query.like, *(hit.id for hit in results.hits)]
    cards = {card.id: card for card in story_cards(_sources(ids))}
    model = cards.get(results.query.like)
    found = [cards[hit.id] for hit in results.hits if hit.id in cards]
    return {
        "cards": [replace(card, reason=reason(model, card)) if model else card for card in found],
        "model": model,
        "noindex": True,
        "page_title": _("Similar stories"),
    }


def reason(model: StoryCard, card: StoryCard) -> str:
    """Why `card` is similar to `model`: same technique in another industry, or the other way round."""
    same_technique = {c.code for c in model.techniques} & {c.code for c in card.techniques}
    same_industry = {c.group for c in model.industries} & {c.group for c in card.industries}
    if same_technique and same_industry:
        return _("same technique, same industry")
    if same_technique:
        return _("same technique, other industry")
    if same_industry:
        return _("same industry, other technique")
    return _("related technique")


def _sources(ids: Sequence[str]) -> Any:
    return StoryPage.objects.sources().published().filter(translation_key__in=list(ids)).specific()


def cards_of(query: SearchQuery, hits: Sequence[Hit]) -> dict[str, StoryCard]:
    """Story id → card with marked words, of those hits that are public now: the database says what may be seen."""
    if not hits:
        return {}
    cards = {card.id: card for card in story_cards(_sources([hit.id for hit in hits]))}
    return {hit.id: _marked(query, hit, cards[hit.id]) for hit in hits if hit.id in cards}


def _marked(query: SearchQuery, hit: Hit, card: StoryCard) -> StoryCard:
    """The card with its words marked; the passage of the text that answers best stands in place of the summary."""
    if not query.text:
        return card
    text = hit.record.texts.get(card.language)
    if text is None:
        return card
    title = highlight(card.title, query.text, whole=True)
    passage = highlight(f"{card.summary}\n{text.body}", query.text)
    return replace(card, title=marked_html(title), summary=marked_html(passage))


def marked_html(passage: Passage) -> SafeString:
    """The passage with its spans in <mark>, everything else escaped."""
    parts: list[tuple[str, str]] = []
    end = 0
    for start, stop in passage.spans:
        parts.append((passage.text[end:start], passage.text[start:stop]))
        end = stop
    return mark_safe(  # noqa: S308 - both parts come from format_html
        format_html_join("", "{}<mark>{}</mark>", parts) + format_html("{}", passage.text[end:])
    )


def _offers(results: SearchResults) -> tuple[Chip, ...]:
    """Concepts that the text names, and those an ambiguous word may mean, as filters to choose."""
    concepts = [*results.expansion.concepts, *(c for choice in results.expansion.choices for c in choice.concepts)]
    chosen = {code for codes in results.query.choices.values() for code in codes}
    wanted = {concept.code: concept.kind for concept in concepts if concept.code not in chosen}
    chips = []
    techniques = [code for code, kind in wanted.items() if kind is ConceptKind.TECHNIQUE]
    industries = [code for code, kind in wanted.items() if kind is ConceptKind.INDUSTRY]
    for technique in Technique.objects.filter(code__in=techniques) if techniques else ():
        chip = technique_chip(technique)
        chips.append(replace(chip, url=_url(results.query.with_choice("technique", chip.code))))
    for industry in Industry.objects.filter(code__in=industries) if industries else ():
        chip = industry_chip(industry)
        chips.append(replace(chip, url=_url(results.query.with_choice("industry", chip.code))))
    return tuple(chips)


def _sort_links(query: SearchQuery) -> tuple[SortLink, ...]:
    current = query.sort or ("relevance" if query.text else "date")
    words = {"relevance": _("Relevance"), "date": _("Newest")}
    return tuple(
        SortLink(key=key, label=label, url=_url(query.with_sort(key)), current=key == current)
        for key, label in words.items()
        if query.text or key == "date"
    )


def _kept(query: SearchQuery) -> tuple[tuple[str, str], ...]:
    """What the filter form carries along besides the text and the boxes."""
    return (("sort", query.sort),) * bool(query.sort) + (("typed", "1"),) * query.typed


def _url(query: SearchQuery) -> str:
    return f"?{query.to_query_string()}"
