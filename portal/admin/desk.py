"""The first page of the admin: what waits for this user, in piles. Apps register their piles; empty ones do not show.

A pile costs the same number of queries whatever waits on it.
"""

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Count, Min, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.shortcuts import render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail.admin.ui.components import Component

from portal.accounts.role_labels import account_roles
from portal.guides.tour import is_offered

SHOWN = 5
"""Lines of a pile on the first page; the rest is behind its link."""
PER_PAGE = 50


@dataclass(frozen=True)
class Line:
    """One thing that waits: what it is called, where it is done, and a remark (may be empty).

    `post`: an address that does it at once, by a button named `post_label`; empty where that takes more.
    """

    title: str
    url: str
    note: str = ""
    post: str = ""
    post_label: str = ""


@dataclass(frozen=True)
class Pile:
    """What waits for a user for one reason.

    `rows`: all of it, a queryset or list that is sliced and not yet read; `line` makes a line of one row. `oldest`:
    since when the oldest waits; None where that says nothing. `url`: the list or report that shows all; empty where
    there is none, then the pile has a page of its own.
    """

    name: str
    heading: str
    count: int
    rows: Any
    line: Callable[[Any], Line]
    oldest: dt.datetime | dt.date | None = None
    url: str = ""

    @property
    def first(self) -> list[Line]:
        return [self.line(row) for row in self.rows[:SHOWN]]

    @property
    def whole(self) -> str:
        """The address of the whole list."""
        return self.url or reverse("desk_pile", args=[self.name])


@dataclass(frozen=True)
class Beginning:
    """Something that the user may begin: its name and the address of its empty form."""

    name: str
    url: str


Source = Callable[[Any], Pile | None]
Beginnings = Callable[[Any], Iterator[Beginning]]
_sources: dict[str, tuple[int, Source]] = {}
_beginnings: list[Beginnings] = []


def register(name: str, source: Source, order: int) -> None:
    """Add a pile: `source` makes it for a user, None where nothing waits. Low orders come first."""
    _sources[name] = (order, source)


def register_beginnings(beginnings: Beginnings) -> None:
    """Add what users may begin from the first page."""
    _beginnings.append(beginnings)


def counted(rows: QuerySet[Any], since: str) -> tuple[int, Any]:
    """Return how many rows there are, and the earliest value of the field `since`; one query."""
    found = rows.order_by().aggregate(count=Count("pk", distinct=True), oldest=Min(since))
    return found["count"], found["oldest"]


def piles(user: Any) -> list[Pile]:
    """Return what waits for the user, the most urgent kind first."""
    made = (source(user) for _order, source in sorted(_sources.values(), key=lambda pair: pair[0]))
    return [pile for pile in made if pile is not None]


class DeskPanel(Component):
    """All piles, what may be begun, and one sentence where nothing waits."""

    name = "desk"
    template_name = "wagtailadmin/home/desk.html"
    order = 100

    def get_context_data(self, parent_context: Mapping[str, Any]) -> dict[str, Any]:
        user = parent_context["request"].user
        begun = [one for beginnings in _beginnings for one in beginnings(user)]
        guides = [f"desk:{name}" for name in user.groups.values_list("name", flat=True)]
        found = {
            "user": user,
            "roles": account_roles(user),
            "piles": piles(user),
            "beginnings": begun,
            "guides": guides,
            "offers_tour": is_offered(user),
        }
        return {**found, "csrf_token": get_token(parent_context["request"])}


def whole_pile(request: HttpRequest, name: str) -> HttpResponse:
    """Show everything on one of the user's piles, fifty lines a page; 404 for a pile that nobody registered."""
    if name not in _sources:
        raise Http404
    pile = _sources[name][1](request.user)
    page = Paginator(pile.rows if pile else [], PER_PAGE).get_page(request.GET.get("p"))
    title = pile.heading if pile else _("Nothing is waiting for you.")
    crumbs = [{"url": reverse("wagtailadmin_home"), "label": _("Home")}, {"url": "", "label": title}]
    context = {
        "lines": [pile.line(row) for row in page] if pile else [],
        "page_obj": page,
        "breadcrumbs_items": crumbs,
        "header_title": title,
        "header_icon": "tasks",
    }
    return render(request, "portal/admin/pile.html", context)


URLS = [path("desk/<slug:name>/", whole_pile, name="desk_pile")]
