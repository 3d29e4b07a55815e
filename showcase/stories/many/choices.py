"""The closed lists that cells of the workbook choose from: what is offered, and which words mean what."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from django.db.models import TextChoices
from django.utils.translation import override

from portal.pages.sources import SourceKind
from showcase.choices import Evidence, Standing
from showcase.effects.choices import Per, Quantity, Scope
from showcase.vocabulary.names import fold_name

CHOICES: Mapping[str, type[TextChoices]] = {
    "standing": Standing,
    "quantity": Quantity,
    "per": Per,
    "scope": Scope,
    "evidence": Evidence,
    "source_kind": SourceKind,
}
"""Name of a list, as in `columns.csv` → its values."""

_NOT_OFFERED = frozenset({Standing.COMPILED})  # no case is compiled


@cache
def labels_of(name: str, language: str) -> Mapping[str, str]:
    """Return value → label of what a list offers, in a language."""
    with override(language):
        return {str(one): str(one.label) for one in CHOICES[name] if one not in _NOT_OFFERED}


def value_of(name: str, words: str) -> str:
    """Return the value that words mean: its label in either language, or itself; empty for none."""
    return _meanings(name).get(fold_name(words), "")


@cache
def _meanings(name: str) -> Mapping[str, str]:
    offered = {value: value for value in labels_of(name, "en")}
    labels = {label: value for language in ("en", "zh-hans") for value, label in labels_of(name, language).items()}
    return {fold_name(words): value for words, value in {**offered, **labels}.items()}
