"""`/search/suggest/?q=`: the list below the search box, as an HTML fragment for htmx."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from search.suggest.lookup import suggestions
from search.suggest.models import SubjectKind
from search.suggest.resolve import Suggestion


@dataclass(frozen=True, slots=True)
class Section:
    """A group of the list with its heading."""

    key: str
    label: str
    items: tuple[Suggestion, ...]


def suggest(request: HttpRequest) -> HttpResponse:
    """Render suggestions for `q`; an empty fragment where there are none. Any text gets status 200."""
    found = suggestions(request.GET.get("q", ""), get_language() or "zh-hans")
    response = render(request, "search/_suggestions.html", {"sections": _sections(found), "total": len(found)})
    response["X-Robots-Tag"] = "noindex"
    return response


def _sections(found: Iterable[Suggestion]) -> tuple[Section, ...]:
    labels = {"term": _("Narrow to a term"), "enterprise": _("Enterprises"), "story": _("Stories")}
    parts = groupby(found, _part)
    return tuple(Section(part, labels[part], tuple(items)) for part, items in parts)


def _part(suggestion: Suggestion) -> str:
    return str(suggestion.kind) if suggestion.kind in (SubjectKind.ENTERPRISE, SubjectKind.STORY) else "term"
