"""The admin's search: finds a word inside a name, in Chinese too, by every name and code of an object.

Wagtail uses one backend for every listing and chooser of pages, images and documents. Its database backends split text
at spaces and so find no Chinese inside a title; the one without an index compares substrings, and this one adds to it
the names that `search_fields` cannot state: those of related rows. Apps register them when ready.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable

from django.db.models import Model, Q
from modelsearch.backends.database.fallback import DatabaseSearchBackend, DatabaseSearchQueryCompiler

from portal.text.simplified import simplified

Finder = Callable[[str], Q]

_NAMES: dict[type[Model], tuple[str, ...]] = {}
_FINDERS: dict[type[Model], tuple[Finder, ...]] = {}
_BRACKETS = str.maketrans("[(【〖{<〈《])】〗}>〉》", "〔" * 8 + "〕" * 8)


def register(model: type[Model], *lookups: str) -> None:
    """Let rows of `model` and of models that extend it be found by these fields too (`tags__name`)."""
    _NAMES[model] = tuple(dict.fromkeys((*_NAMES.get(model, ()), *lookups)))


def register_finder(model: type[Model], finder: Finder) -> None:
    """Let rows of `model` and of models that extend it be found by an app's own comparison.

    `finder`: a word → the filter on `model` that finds its rows.
    """
    found = _FINDERS.get(model, ())
    _FINDERS[model] = found if finder in found else (*found, finder)


def forms_of(word: str) -> tuple[str, ...]:
    """Return the word as typed, in half-width simplified characters, and with the brackets of document numbers."""
    folded = simplified(unicodedata.normalize("NFKC", word))
    return tuple(dict.fromkeys((word, folded, folded.translate(_BRACKETS))))


def anywhere(fields: tuple[str, ...], word: str) -> Q:
    """Return a filter: any of the fields contains any form of the word, ignoring case."""
    found = Q()
    for field in fields:
        for form in forms_of(word):
            found |= Q(**{f"{field}__icontains": form})
    return found


class NamesCompiler(DatabaseSearchQueryCompiler):
    """Every word of the query must occur in some name of the row."""

    def build_single_term_filter(self, term: str) -> Q:
        found = anywhere(tuple(self.fields_names), term)
        if self.fields is None:
            for model in self.queryset.model.__mro__:
                if model in _NAMES:
                    # By primary key: a row that two related names match would be returned twice.
                    rows = model._default_manager.filter(anywhere(_NAMES[model], term))  # noqa: SLF001 — Django's public way
                    found |= Q(pk__in=rows.values("pk"))
                for finder in _FINDERS.get(model, ()):
                    rows = model._default_manager.filter(finder(term))  # noqa: SLF001 — Django's public way
                    found |= Q(pk__in=rows.values("pk"))
        return found


class SearchBackend(DatabaseSearchBackend):
    """The backend that `WAGTAILSEARCH_BACKENDS` names."""

    query_compiler_class = NamesCompiler
    autocomplete_query_compiler_class = NamesCompiler
