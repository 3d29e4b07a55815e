"""The terms that stories are tagged with, from the database; kept in the process until a term changes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from portal.caching.content_version import current_vocabulary, kept_in_process
from showcase.vocabulary.models import Catalogue, CodedTerm, Goal, Industry, Process, Region, Technique
from showcase.vocabulary.tagging.in_text import Words
from showcase.vocabulary.tagging.terms import Tag, Tags
from showcase.vocabulary.tagging.typed import Spelt, spelt

TAGGED: Mapping[str, type[CodedTerm]] = {
    "industry": Industry,
    "technique": Technique,
    "process": Process,
    "region": Region,
    "goal": Goal,
    "catalogue": Catalogue,
}
"""The vocabularies that stories are tagged with, by the name of their model, in the order of the form."""


@dataclass(frozen=True)
class Known:
    """The terms, their spellings and their words."""

    tags: Tags
    spelt: tuple[Spelt, ...]
    words: Words


def known() -> Known:
    """Return all terms; at most seven queries, and none while no term has changed."""
    return kept_in_process("vocabulary.tagging", current_vocabulary(), _read)


def key_of(term: CodedTerm) -> str:
    """Return the key of a term of one of these vocabularies."""
    return f"{term._meta.model_name}:{term.pk}"


def _read() -> Known:
    tags = Tags(tag for name, model in TAGGED.items() for tag in tags_of(name, model))
    return Known(tags, spelt(tags), Words(tags))


def tags_of(vocabulary: str, model: Any) -> Iterator[Tag]:
    """Yield the terms of one vocabulary; one query."""
    for term in model.objects.all():
        aliases = (*term.aliases_zh, *term.aliases_en)
        marked = getattr(term, "ambiguous", ())
        parent, group = getattr(term, "parent_id", None), getattr(term, "industry_group_id", None)
        yield Tag(
            key=f"{vocabulary}:{term.pk}",
            vocabulary=vocabulary,
            code=term.code,
            zh=term.zh,
            en=term.en,
            aliases=aliases,
            # A process is marked as a whole: all of its other names are used for other machines too.
            ambiguous=frozenset(aliases if marked is True else marked or ()),
            parent=f"{vocabulary}:{parent}" if parent else "",
            group=f"{vocabulary}:{group}" if group else "",
        )
