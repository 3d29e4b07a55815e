"""Labels of orders and page sizes, and how many results an order cannot place."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from search.core.query import PAGE_SIZES, SearchQuery
from search.core.results import Hit, SearchResults
from showcase.filters import SortLink

AMOUNT_OF_SORT = {"saving": "energy", "payback": "payback"}
"""Order → the amount it sorts by."""


def sort_links(results: SearchResults) -> tuple[SortLink, ...]:
    """Return the links to the orders; relevance only where there is a text."""
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
    """Return the links to the page sizes."""
    return tuple(
        SortLink(str(size), str(size), f"?{query.with_page_size(size).to_query_string()}", size == query.per_page)
        for size in PAGE_SIZES
    )


def is_placed(results: SearchResults, hit: Hit) -> bool:
    """Say whether the current order has a number to place a hit by."""
    amount = AMOUNT_OF_SORT.get(results.sort)
    return amount is None or bool(hit.record.numbers(amount, widened=results.query.widened))


def order_note(results: SearchResults) -> str:
    """Return the note on results that an order by an amount cannot place; empty where it places all."""
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
    """Return how many results have the amount: all of them where one of its ranges is chosen."""
    return results.total if results.query.chosen(amount) else results.range(amount).given
