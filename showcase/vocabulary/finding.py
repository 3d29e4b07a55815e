"""Finds a term by anything an editor may type: code, name or another name; and English names for translators."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.db.models import Case, QuerySet, When

from portal.admin.search import forms_of
from showcase.vocabulary.models import VOCABULARIES

SHOWN = 200


def find_terms(terms: QuerySet[Any], query: str) -> QuerySet[Any]:
    """Return the terms with every word of `query` in one of their names, best match first; at most 200.

    Compared in Python: SQLite stores aliases as escaped JSON, in which no Chinese word can be found.
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
    """Return 0 where a name equals the query, 1 where one begins with it, 2 otherwise."""
    return min((0 if name == query else 1 if name.startswith(query) else 2) for name in names)


def english_names(texts: Collection[str]) -> dict[str, str]:
    """Return Chinese → English of the texts that are names of terms; none for a name with several English ones.

    One query for each vocabulary.
    """
    found: dict[str, set[str]] = defaultdict(set)
    for vocabulary in VOCABULARIES:
        terms = vocabulary._default_manager.filter(zh__in=texts)  # noqa: SLF001 - Django's public way
        for zh, en in terms.exclude(en="").values_list("zh", "en"):
            found[zh].add(en)
    return {zh: next(iter(names)) for zh, names in found.items() if len(names) == 1}
