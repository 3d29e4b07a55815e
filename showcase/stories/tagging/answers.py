"""What the tagging box learns from the server: terms by what is typed, by place in the tree, or from a text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.blocks.reading import body_passages
from showcase.stories.blocks import StoryBodyBlock
from showcase.vocabulary.tagging.in_text import Passage, Suggestion, suggest
from showcase.vocabulary.tagging.pairs import Pair, Relation, pairs
from showcase.vocabulary.tagging.stored import TAGGED, Known
from showcase.vocabulary.tagging.terms import Tag, Tags
from showcase.vocabulary.tagging.typed import SHOWN, find

RELATIONS: Mapping[str, tuple[str, str]] = {
    "industry": ("industry_items", "tag"),
    "technique": ("technique_items", "tag"),
    "process": ("process_items", "process"),
    "region": ("region_items", "region"),
    "goal": ("goal_items", "goal"),
    "catalogue": ("catalogue_items", "catalogue"),
}
"""Vocabulary → child relation of a story and its field that names the term."""

TITLE, SUMMARY, OFTEN = 5, 3, 2
"""Weights of a word in title and summary; one of less than `OFTEN` is named once in the body."""

_BODY = StoryBodyBlock()
Row = dict[str, Any]


def row(tag: Tag, tags: Tags, language: str, name: str = "") -> Row:
    """Return a term as the box lists it.

    `title`: as its chooser shows it; `name`: the name by which it was found, empty where that is shown already;
    `path`: names of the broader terms, the broadest first.
    """
    label = tag.label_in(language)
    return {
        "key": tag.key,
        "code": tag.code,
        "label": label,
        "title": f"{tag.code} {label}",
        "name": "" if name in (label, tag.code) else name,
        "vocabulary": vocabulary_name(tag.vocabulary),
        "path": [above.label_in(language) for above in tags.ancestors(tag)],
        "narrower": len(tags.children(tag.key)),
    }


def vocabulary_name(vocabulary: str) -> str:
    """Return the name of a vocabulary, for one of its terms."""
    return capfirst(str(TAGGED[vocabulary]._meta.verbose_name))


def found(known: Known, typed: str, language: str) -> dict[str, Any]:
    """Return the first terms that fit what was typed, and how many more do."""
    hits = find(known.spelt, typed)
    rows = [row(hit.tag, known.tags, language, hit.name) for hit in hits[:SHOWN]]
    return {"rows": rows, "more": len(hits) - len(rows)}


def below(known: Known, key: str, language: str) -> list[Row]:
    """Return the terms right below a term (`technique:2`) or at the top of a vocabulary (`technique`)."""
    tags = known.tags.roots(key) if key in TAGGED else known.tags.children(key)
    return [row(tag, known.tags, language) for tag in tags]


def suggested(known: Known, passages: Iterable[Passage], chosen: Iterable[str], language: str) -> list[Row]:
    """Return the terms that the passages name, each with its passage; `often` is False for those named once."""
    keys = [tag.key for tag in known.tags.chosen(chosen)]
    return [_suggestion(one, known.tags, language) for one in suggest(passages, known.words, keys)]


def _suggestion(one: Suggestion, tags: Tags, language: str) -> Row:
    return {
        **row(one.tag, tags, language),
        "passage": [one.shown.before, one.shown.word, one.shown.after],
        "often": one.weight >= OFTEN,
        "ambiguous": _doubt(one, tags, language),
    }


def _doubt(one: Suggestion, tags: Tags, language: str) -> str:
    """Say what else the word may mean; empty for a word with one meaning."""
    if not one.is_ambiguous:
        return ""
    others = ", ".join(f"{tag.code} {tag.label_in(language)}" for tag in tags.chosen(one.others))
    words = {"word": one.shown.word, "terms": others}
    return _("“%(word)s” also means %(terms)s.") % words if others else _("“%(word)s” has other meanings too.") % words


def texts_of(data: Mapping[str, str]) -> Iterator[Passage]:
    """Yield the texts in the posted form of a story; a damaged form raises what its blocks raise."""
    yield Passage(data.get("title", ""), TITLE)
    yield Passage(data.get("summary", ""), SUMMARY)
    if "body-count" not in data:
        return
    for passage in body_passages(_BODY.value_from_datadict(data, {}, "body")):
        yield Passage(passage.text)


def notes(known: Known, chosen: Iterable[str], language: str) -> list[str]:
    """Return in words which of the chosen terms are above each other or mean nearly the same."""
    return [_note(pair, language) for pair in pairs(known.tags.chosen(chosen), known.tags)]


def _note(pair: Pair, language: str) -> str:
    names = [f"{tag.code} {tag.label_in(language)}" for tag in (pair.first, pair.second)]
    words = {"first": names[0], "second": names[1], "word": pair.word}
    return str(NOTES[pair.relation]) % words


NOTES: Mapping[Relation, Any] = {
    Relation.BROADER: gettext_lazy(
        "%(first)s is broader than %(second)s: the narrower term is enough, the story is found under both."
    ),
    Relation.SAME_WORD: gettext_lazy(
        "%(first)s and %(second)s are both called “%(word)s”: choose both only if the story is about both."
    ),
    Relation.ALIKE: gettext_lazy(
        "%(first)s and %(second)s have very similar names: choose both only if the story is about both."
    ),
}
"""What is said of a pair of chosen terms."""
