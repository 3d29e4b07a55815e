"""What orders and page sizes are called, and how many results an order cannot place."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.query import PAGE_SIZES, SearchQuery
from search.results import Hit, SearchResults
from showcase.filters import SortLink

AMOUNT_OF_SORT = {"saving": "energy", "payback": "payback"}
"""Order → the amount it goes by."""


def sort_links(results: SearchResults) -> tuple[SortLink, ...]:
    """The orders there are; without a text there is no relevance."""
    query = results.query
    words = {
        "relevance": _("Relevance"),
        "date": _("Newest"),
        "saving": _("Largest saving"),
        "payback": _("Shortest payback"),
    }
    return tuple(
        SortLink(key, label, f"?{query.with_sort(key).to_query_string()}", current=key == results.sort)
        for key, label in words.items()
        if query.text or key != "relevance"
    )


def size_links(query: SearchQuery) -> tuple[SortLink, ...]:
    """Results on a page."""
    return tuple(
        SortLink(str(size), str(size), f"?{query.with_page_size(size).to_query_string()}", size == query.per_page)
        for size in PAGE_SIZES
    )


def is_placed(results: SearchResults, hit: Hit) -> bool:
    """Whether the order in force has a number to place a hit by."""
    amount = AMOUNT_OF_SORT.get(results.sort)
    return amount is None or bool(hit.record.numbers(amount, widened=results.query.widened))


def order_note(results: SearchResults) -> str:
    """What an order by an amount says of the results that have none; empty where it places all of them."""
    amount = AMOUNT_OF_SORT.get(results.sort)
    left = results.total - _placed(results, amount) if amount else 0
    if left == 0:
        return ""
    if amount == "energy":
        return ngettext(
            "%(n)s result gives no comparable energy saving and comes last.",
            "%(n)s results give no comparable energy saving and come last.",
            left,
        ) % {"n": f"{left:,}"}
    return ngettext(
        "%(n)s result gives no comparable payback and comes last.",
        "%(n)s results give no comparable payback and come last.",
        left,
    ) % {"n": f"{left:,}"}


def _placed(results: SearchResults, amount: str) -> int:
    """Where one of the amount's ranges is chosen, all results have it."""
    return results.total if results.query.chosen(amount) else results.range(amount).given
