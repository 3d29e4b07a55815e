"""Pages of a list: the requested number, and the links to the others."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.core.exceptions import BadRequest
from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import gettext as _

from portal.frame.frame import PageLink, Pager

_AROUND = 2  # pages shown on either side of the current one


def page_number(request: HttpRequest, total: int, per_page: int) -> int:
    """Return the requested page, from 1. Raises BadRequest for what is no number, Http404 beyond the last page."""
    raw = request.GET.get("page") or "1"
    if not re.fullmatch(r"[0-9]{1,9}", raw, re.ASCII) or int(raw) < 1:
        raise BadRequest(_("page: a number from 1"))
    number = int(raw)
    if number > page_count(total, per_page):
        raise Http404("There is no such page")
    return number


def page_count(total: int, per_page: int) -> int:
    """Return the number of pages; at least one, also for an empty list."""
    return max(1, -(-total // per_page))


def pager_for(request: HttpRequest, number: int, count: int) -> Pager:
    """Return links to the pages around this one, the first and the last, with the query of the request."""
    return pager(number, count, lambda page: f"{request.path}{_query(request.GET, page)}")


def pager(number: int, count: int, url: Callable[[int], str]) -> Pager:
    """Return the pager of page `number` of `count`; `url`: page → address.

    Left-out pages are one link with number 0.
    """
    near = range(max(1, number - _AROUND), min(count, number + _AROUND) + 1)
    links: list[PageLink] = []
    for page in sorted({1, count, *near}):
        if links and page > links[-1].number + 1:
            links.append(PageLink(0))
        links.append(PageLink(page, url(page), current=page == number))
    return Pager(
        number=number,
        count=count,
        links=tuple(links),
        previous_url=url(number - 1) if number > 1 else "",
        next_url=url(number + 1) if number < count else "",
    )


def _query(params: QueryDict, page: int) -> str:
    query = params.copy()
    query.pop("page", None)
    if page > 1:
        query["page"] = str(page)
    return f"?{query.urlencode()}" if query else ""
