"""Finding a term by anything an editor may type: code, name or another name, in either language."""

from collections.abc import Iterable
from typing import Any

from django.db.models import Case, QuerySet, When

from portal.admin_search import forms_of

SHOWN = 200


def find_terms(terms: QuerySet[Any], query: str) -> QuerySet[Any]:
    """The terms that have every word of `query` in one of their names, best match first; at most 200.

    Compared in Python: SQLite keeps aliases as escaped JSON, in which no Chinese word can be looked up.
    """
    words = [[form.casefold() for form in forms_of(word)] for word in query.split()]
    rows = terms.order_by("position", "code").values_list("pk", "code", "zh", "en", "aliases_zh", "aliases_en")
    ranked = []
    for pk, code, zh, en, aliases_zh, aliases_en in rows:
        names = [name.casefold() for name in (code, zh, en, *aliases_zh, *aliases_en) if name]
        if all(any(form in name for name in names for form in forms) for forms in words):
            ranked.append((_rank(query.casefold().strip(), names), pk))
    ranked.sort(key=lambda row: row[0])
    keys = [pk for _rank_of_row, pk in ranked[:SHOWN]]
    order = Case(*(When(pk=pk, then=at) for at, pk in enumerate(keys)), default=len(keys)) if keys else "pk"
    return terms.filter(pk__in=keys).order_by(order)


def _rank(query: str, names: Iterable[str]) -> int:
    """0: a name is the query, 1: one begins with it, 2: the words are somewhere in them."""
    return min((0 if name == query else 1 if name.startswith(query) else 2) for name in names)
