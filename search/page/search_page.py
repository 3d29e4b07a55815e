"""The context of the search page: what it shows of a result set."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from portal.caching.content_version import kept_many
from portal.frame.frame import ExportLink
from portal.frame.paging import pager
from search.core.query import MAX_HITS, PAGE_SIZES, PER_PAGE, SearchQuery
from search.core.ranges import RANGES, Range
from search.core.results import Hit, SearchResults
from search.index.source import cards_of_others
from search.page.filter_column import chosen_filters, figure_choice, filter_groups, labels_of
from search.page.matched_by import TermMatches
from search.page.order_words import AMOUNT_OF_SORT, is_placed, order_note, size_links, sort_links
from search.text.expansion import NO_EXPANSION, ConceptKind, Expansion
from search.text.highlighting import Passage, highlighter, units_of
from search.text.vocabulary import vocabulary
from showcase.cards import Chip, StoryCard
from showcase.effects.rows import NOTHING_WANTED, WantedFigures
from showcase.models import Industry, StoryPage, Technique
from showcase.stories.card_builder import story_cards
from showcase.vocabulary.chips import industry_chip, technique_chip

ELLIPSIS = "…"


def search_context(request: HttpRequest, results: SearchResults, finder: str = "") -> dict[str, Any]:
    """Return the context of `search/search_page.html` and its fragment; a constant number of queries.

    `finder`: permanent id of the finder it is shown on.
    """
    query, names = results.query, labels_of(results)
    cards = cards_of(replace(query, sort=results.sort), [*results.hits, *results.related], results.expansion)
    return {
        "q": query.text,
        "form_url": request.path,
        "hidden": _kept(query),
        "total": results.total,
        "found": results.found,
        "partial": results.in_part,
        "groups": filter_groups(results, names),
        "figure_choice": figure_choice(results),
        "chosen": chosen_filters(query, names),
        "clear_url": _url(query.without_choices()),
        "searched_also": () if query.typed else results.expansion.also_searched,
        "strict_url": _url(query.as_typed()),
        "is_strict": query.typed,
        "widened_url": _url(replace(query, typed=False, page=1)) if query.typed else "",
        "offers": _offers(results),
        "sort_links": sort_links(results),
        "size_links": size_links(query) if results.total > min(PAGE_SIZES) else (),
        "order_note": order_note(results),
        "beyond_limit": results.total > MAX_HITS,
        "limit": f"{MAX_HITS:,}",
        "exports": _exports(results),
        "subscribe_url": _subscribe_url(query, finder),
        "feed_url": request.path + _url(feed_of(query)),
        "canonical_url": canonical_url(request.path, query),
        "cards": [cards[hit.id] for hit in results.hits if hit.id in cards and is_placed(results, hit)],
        "unplaced": [cards[hit.id] for hit in results.hits if hit.id in cards and not is_placed(results, hit)],
        "related": [cards[hit.id] for hit in results.related if hit.id in cards],
        "pager": pager(query.page, min(results.pages, MAX_HITS // query.per_page), lambda n: _url(query.with_page(n))),
        "noindex": bool(query.text),
        "page_title": query.text or _("Search"),
    }


def _exports(results: SearchResults) -> tuple[ExportLink, ...]:
    """Return the result set as data; no CSV of stories that match in part, which it leaves out."""
    query, whole = results.query, replace(results.query, page=1)
    csv = () if results.in_part else (ExportLink("CSV", _url(replace(whole, format="csv")), "text/csv"),)
    return (
        *csv,
        ExportLink("JSON", _url(replace(whole, format="json")), "application/json"),
        ExportLink(_("Atom feed"), _url(feed_of(query)), "application/atom+xml"),
    )


def _subscribe_url(query: SearchQuery, finder: str) -> str:
    """Return the address of the form that subscribes to this search."""
    params = replace(query, sort="", page=1, per_page=PER_PAGE).to_params()
    params += [("finder", finder)] if finder else []
    path = reverse("subscription_new")
    return f"{path}?{urlencode(params)}" if params else path


def feed_of(query: SearchQuery) -> SearchQuery:
    """Return the query of the feed of a search: always newest first, from the first page."""
    return replace(query, sort="", page=1, per_page=PER_PAGE, format="atom")


def canonical_url(path: str, query: SearchQuery) -> str:
    """Return the one address of a search: its parameters in their fixed order, unknown ones dropped."""
    params = query.to_query_string()
    return f"{settings.SITE_URL}{path}?{params}" if params else settings.SITE_URL + path


def _sources(ids: Sequence[str]) -> Any:
    return StoryPage.objects.sources().published().filter(translation_key__in=list(ids)).specific()


def cards_by_id(ids: Sequence[str], wanted: WantedFigures = NOTHING_WANTED) -> dict[str, StoryCard]:
    """Id → card of those that are public now."""
    cards = cards_of_others(ids)
    stories = [key for key in ids if key not in cards]
    # Cards that show what the reader asks for are theirs alone.
    is_usual = not wanted.amounts and not wanted.every
    return cards | (kept_many("search.cards", stories, _cards) if is_usual else _cards(stories, wanted))


def _cards(ids: Sequence[str], wanted: WantedFigures = NOTHING_WANTED) -> dict[str, StoryCard]:
    return {card.id: card for card in story_cards(_sources(ids), wanted)} if ids else {}


def cards_of(query: SearchQuery, hits: Sequence[Hit], expansion: Expansion = NO_EXPANSION) -> dict[str, StoryCard]:
    """Return story id → card with marked words, of those hits that the database says are public now."""
    if not hits:
        return {}
    cards = cards_by_id([hit.id for hit in hits], _wanted_figures(query))
    marker = highlighter(query.text, () if query.typed else expansion.also_searched) if query.text else None
    public_hits = {hit.id: hit for hit in hits if hit.id in cards}
    if marker is None:
        return {key: cards[key] for key in public_hits}
    named = frozenset() if query.typed else frozenset(concept.code for concept in expansion.concepts)
    terms = TermMatches(marker, vocabulary(), units_of(query.text), named)
    return {key: _marked(terms, hit, cards[key]) for key, hit in public_hits.items()}


def _marked(terms: TermMatches, hit: Hit, card: StoryCard) -> StoryCard:
    """Return the card with its words marked; the best passage of the text replaces the summary."""
    marker, text = terms.marker, hit.record.texts.get(card.language)
    body = f"{card.summary}\n{text.body}" if text else card.summary
    passage = marker.passage(body)
    return replace(
        card,
        title=marked_html(marker.whole(card.title)),
        summary=marked_html(passage),
        matched_by=terms.of(card, passage.text),
    )


def marked_html(passage: Passage) -> SafeString:
    """Return the passage as HTML: matches in <mark>, everything else escaped, … where text was left out."""
    parts = (f"<mark>{escape(text)}</mark>" if marked else escape(text) for text, marked in passage.parts())
    return mark_safe(f"{ELLIPSIS * passage.before}{''.join(parts)}{ELLIPSIS * passage.after}")  # noqa: S308 - escaped


def _offers(results: SearchResults) -> tuple[Chip, ...]:
    """Return concepts that the text names, as filters to choose."""
    chosen = {code for codes in results.query.choices.values() for code in codes}
    wanted = {concept.code: concept.kind for concept in results.expansion.concepts if concept.code not in chosen}
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


def _kept(query: SearchQuery) -> tuple[tuple[str, str], ...]:
    """Return the hidden fields of the filter form: what it keeps besides the text and the boxes."""
    kept = (("sort", query.sort), ("typed", "1" * query.typed))
    size = "" if query.per_page == PER_PAGE else str(query.per_page)
    return tuple((name, value) for name, value in (*kept, ("per", size)) if value)


def _url(query: SearchQuery) -> str:
    return f"?{query.to_query_string()}"


def _wanted_figures(query: SearchQuery) -> WantedFigures:
    """Return the figures in a chosen range, and those of the amount that the results are sorted by."""
    ordered = AMOUNT_OF_SORT.get(query.sort)
    wanted = {
        facet.name: _in_any(query.chosen(facet.name))
        for facet in RANGES
        if query.chosen(facet.name) or facet.name == ordered
    }
    return WantedFigures(wanted, every=query.widened)


def _in_any(codes: tuple[str, ...]) -> Callable[[float], bool]:
    """Return a test for "in any of these ranges"; no range means any number."""
    ranges = [Range.of(code) for code in codes]
    return lambda number: not ranges or any(known.holds(number) for known in ranges)
