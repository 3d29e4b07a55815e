"""The admin's search: finds a word inside a name, in Chinese too, by every name and code a thing has.

Wagtail asks one backend for every listing and chooser of pages, images and documents. Its database backends cut text at
blanks and so find no Chinese inside a title; the one without an index compares substrings, and this one adds to it the
names that `search_fields` cannot name: those of related rows. Apps register them when ready.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable
from functools import cache
from typing import Any

from django.db.models import Model, Q
from modelsearch.backends.database.fallback import DatabaseSearchBackend, DatabaseSearchQueryCompiler

Finder = Callable[[str], Q]

_NAMES: dict[type[Model], tuple[str, ...]] = {}
_FINDERS: dict[type[Model], tuple[Finder, ...]] = {}
_BRACKETS = str.maketrans("[(【〖{<〈《])】〗}>〉》", "〔" * 8 + "〕" * 8)


def register(model: type[Model], *lookups: str) -> None:
    """Let rows of `model` and of models that extend it be found by these fields too (`tags__name`)."""
    _NAMES[model] = tuple(dict.fromkeys((*_NAMES.get(model, ()), *lookups)))


def register_finder(model: type[Model], finder: Finder) -> None:
    """Let rows of `model` and of models that extend it be found by a comparison of an app's own.

    `finder`: a word → the filter on `model` that finds its rows.
    """
    found = _FINDERS.get(model, ())
    _FINDERS[model] = found if finder in found else (*found, finder)


def forms_of(word: str) -> tuple[str, ...]:
    """The word as typed, in half-width simplified characters, and so with the brackets of document numbers."""
    folded: str = _simplify(unicodedata.normalize("NFKC", word))
    return tuple(dict.fromkeys((word, folded, folded.translate(_BRACKETS))))


def anywhere(fields: tuple[str, ...], word: str) -> Q:
    """A filter: any of the fields contains any form of the word, whatever its case."""
    found = Q()
    for field in fields:
        for form in forms_of(word):
            found |= Q(**{f"{field}__icontains": form})
    return found


class NamesCompiler(DatabaseSearchQueryCompiler):
    """Every word of the query must stand in some name of the row."""

    def build_single_term_filter(self, term: str) -> Q:
        found = anywhere(tuple(self.fields_names), term)
        if self.fields is None:
            for model in self.queryset.model.__mro__:
                if model in _NAMES:
                    # By key: a row that two related names match would come twice.
                    rows = model._default_manager.filter(anywhere(_NAMES[model], term))  # noqa: SLF001 — Django's public way
                    found |= Q(pk__in=rows.values("pk"))
                for finder in _FINDERS.get(model, ()):
                    rows = model._default_manager.filter(finder(term))  # noqa: SLF001 — Django's public way
                    found |= Q(pk__in=rows.values("pk"))
        return found


class SearchBackend(DatabaseSearchBackend):
    """Named by `WAGTAILSEARCH_BACKENDS`."""

    query_compiler_class = NamesCompiler
    autocomplete_query_compiler_class = NamesCompiler


def _simplify(text: str) -> str:
    return str(_converter().convert(text))


@cache
def _converter() -> Any:
    import opencc

    return opencc.OpenCC("t2s")
