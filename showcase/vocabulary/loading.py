"""Loads the vocabulary's files into its tables, idempotently.

A term stores a digest of the file row it was loaded from: an unchanged row leaves the term alone, with a vocabulary
editor's changes; a changed row updates it in place. Nothing is ever deleted: codes are permanent.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction

from portal.caching import content_version
from showcase.vocabulary import file_names, tables
from showcase.vocabulary.choices import IndustryLevel
from showcase.vocabulary.models import (
    Catalogue,
    CodedTerm,
    Goal,
    Industry,
    Level,
    Process,
    Programme,
    Region,
    TagTerm,
    Technique,
)

VOCABULARY_DIR = tables.DATA
Rows = Iterable[tuple[str, dict[str, Any]]]


@dataclass(frozen=True)
class Loaded:
    """How many terms of a vocabulary were created, updated and left unchanged."""

    name: str
    made: int
    updated: int
    unchanged: int


@transaction.atomic
def load_vocabulary() -> list[Loaded]:
    """Load every file. Raises VocabularyError (file, row, column) before anything is written."""
    file_names.check_names()
    loaded = [
        _load(Industry, (*_industry_groups(), *_industries()), {"parent": Industry, "industry_group": Industry}),
        _load(Technique, _techniques(), parents={"parent": Technique}),
        _load(Region, _regions(), parents={"parent": Region}),
        _load(Process, _processes()),
        _load(Goal, _goals()),
        _load(Catalogue, _catalogues()),
        _load(Programme, _programmes()),
        _load(Level, _levels()),
    ]
    _map_goals()
    if any(vocabulary.made or vocabulary.updated for vocabulary in loaded):
        content_version.vocabulary_changed()
    return loaded


def _load(model: Any, rows: Rows, parents: Mapping[str, type[CodedTerm]] | None = None) -> Loaded:
    """Insert or update rows (code, fields); fields named in `parents` hold codes, linked once all rows exist."""
    known: dict[str, Any] = {term.code: term for term in model.objects.all()}
    links = parents or {}
    new: list[Any] = []
    changed: list[Any] = []
    linked: list[tuple[Any, dict[str, str]]] = []
    unchanged = 0
    for position, (code, fields) in enumerate(rows):
        digest = hashlib.sha256(repr((position, sorted(fields.items()))).encode()).hexdigest()[:16]
        term = known.get(code)
        if term is not None and term.file_digest == digest:
            unchanged += 1
            continue
        (changed if term else new).append(term := term or model(code=code))
        for name, value in {**fields, "position": position, "file_digest": digest}.items():
            if name not in links:
                setattr(term, name, value)
        linked.append((term, {name: fields.get(name, "") for name in links}))
    _write(model, new, changed)
    _link(model, linked, links)
    return Loaded(str(model._meta.verbose_name_plural), len(new), len(changed), unchanged)


def _write(model: Any, new: list[Any], changed: list[Any]) -> None:
    for term in (*new, *changed):
        if isinstance(term, TagTerm):
            term.set_tag_names()
    model.objects.bulk_create(new, batch_size=500)
    if changed:
        fields = [field.name for field in model._meta.concrete_fields if not field.primary_key]
        model.objects.bulk_update(changed, fields, batch_size=200)


def _link(model: Any, linked: list[tuple[Any, dict[str, str]]], links: Mapping[str, Any]) -> None:
    if not links or not linked:
        return
    ids: dict[str, int] = dict(model.objects.values_list("code", "pk"))
    for term, codes in linked:
        term.pk = ids[term.code]
        for name, code in codes.items():
            setattr(term, f"{name}_id", ids[code] if code else None)
    # Every row exists, so this updates alone: `bulk_update` writes a CASE per term, ten times the work.
    terms = [term for term, _ in linked]
    model.objects.bulk_create(
        terms, batch_size=500, update_conflicts=True, update_fields=list(links), unique_fields=["pk"]
    )


def _names(row: tables.TermRow) -> dict[str, Any]:
    return {"zh": row.zh, "en": row.en, "aliases_zh": list(row.aliases_zh), "aliases_en": list(row.aliases_en)}


def _industry_groups() -> Rows:
    for row in tables.read_industry_groups():
        yield row.code, {**_names(row), "level": IndustryLevel.GROUP}


def _industries() -> Rows:
    for row in tables.read_industries():
        yield (
            row.code,
            {
                **_names(row),
                "level": row.level.value,
                "parent": row.parent,
                "industry_group": row.industry_group,
                "isic": row.isic,
                "nace": row.nace,
            },
        )


def _techniques() -> Rows:
    for row in tables.read_techniques():
        definitions = {"definition_zh": row.definition_zh, "definition_en": row.definition_en}
        yield row.code, {**_names(row), "parent": row.parent, "ambiguous": list(row.ambiguous), **definitions}


def _regions() -> Rows:
    for row in tables.read_regions():
        yield row.code, {**_names(row), "parent": row.parent, "kind": row.kind.value}


def _processes() -> Rows:
    for row in tables.read_processes():
        yield row.code, {**_names(row), "kind": row.kind, "ambiguous": row.ambiguous}


def _goals() -> Rows:
    for row in tables.read_goals():
        yield row.code, {"zh": row.zh, "en": row.en, "version": row.version, "weight": row.weight}


def _catalogues() -> Rows:
    for row in tables.read_catalogues():
        yield row.code, {"zh": row.zh, "en": row.en, "edition": row.edition, "aliases_zh": list(row.aliases_zh)}


def _programmes() -> Rows:
    for row in tables.read_programmes():
        yield row.code, {"zh": row.zh, "en": row.en}


def _levels() -> Rows:
    for row in tables.read_levels():
        yield row.code, {"zh": row.zh, "en": row.en}


def _map_goals() -> None:
    """Link the goals of 2018 to those of 2025; an editor's additional links stay."""
    goals = {goal.code: goal for goal in Goal.objects.all()}
    for old, new in tables.read_goal_mapping():
        goals[old].successors.add(goals[new])
