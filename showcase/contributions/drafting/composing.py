"""Composes the texts of a contribution as blocks, with the code that composes Word files. Pure.

Numbers, addresses and names of persons are left out of every text: nothing personal gets into a draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from showcase.lists.screening.patterns import without_personal_data
from showcase.stories.word.composing.drafting import Draft, compose
from showcase.stories.word.composing.roles import Choice, Role
from showcase.stories.word.composing.sources import MOST, SourceLine, read_source
from showcase.stories.word.reading.document import Block, Kind, Span

# Section of a case, its heading in `headings.csv`, and the texts of the form that stand in it.
_PLACES = (
    ("background", "背景与问题", ("why",)),
    ("practices", "主要做法", ("what", "how")),
    ("results", "成效", ("results",)),
    ("transfer", "可推广之处", ("check",)),
    ("lessons", "经验", ("wrong",)),
)
_PICTURES_IN = "practices"


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a draft comes from: receipt number, enterprise as the sender wrote it, day (YYYY-MM-DD)."""

    number: str
    enterprise: str
    day: str


def picture_part(key: int) -> str:
    """Return the name by which a block names a picture of the form."""
    return f"contribution-{key}"


def composed(content: Mapping[str, Any], origin: Origin, numbers_before: int = 0) -> Draft:
    """Return the draft of what was typed; its paragraphs cite the contribution itself, the last of its sources.

    `numbers_before`: the largest number that sources of a Word file take.
    """
    sources = _sources(content, origin, numbers_before)
    pairs = list(_blocks(content, sources[-1].number))
    draft = compose([block for block, _choice in pairs], [choice for _block, choice in pairs], sources)
    return replace(draft, left=[])


def origin_number(draft: Draft) -> int:
    """Return the number of the source that is the contribution itself."""
    return draft.sources[-1].number


def cleaned_blocks(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks of a Word file without personal data."""
    return [
        replace(
            block,
            spans=_cleaned(block.spans),
            rows=tuple(tuple(replace(cell, spans=_cleaned(cell.spans)) for cell in row) for row in block.rows),
            alt=without_personal_data(block.alt),
        )
        for block in blocks
    ]


def _cleaned(spans: Sequence[Span]) -> tuple[Span, ...]:
    return tuple(replace(span, text=without_personal_data(span.text)) for span in spans)


def _sources(content: Mapping[str, Any], origin: Origin, before: int) -> list[SourceLine]:
    lines = [without_personal_data(line) for line in str(content.get("sources", "")).splitlines()]
    read = [read_source(line) for line in lines if line.strip()][: max(0, MOST - before - 1)]
    title = f"企业投稿 {origin.number}"
    own = SourceLine(title, without_personal_data(origin.enterprise), origin.day, kind="company")
    return [replace(line, number=before + at) for at, line in enumerate([*read, own], start=1)]


def _blocks(content: Mapping[str, Any], own: int) -> Iterator[tuple[Block, Choice]]:
    if title := content.get("title"):
        yield _line(title), Choice(Role.TITLE)
    for line in _lines(content.get("summary")):
        yield _line(line), Choice(Role.SUMMARY)
    for section, heading, names in _PLACES:
        lines = [line for name in names for line in _lines(content.get(name))]
        pictures = content.get("pictures", ()) if section == _PICTURES_IN else ()
        if lines or pictures:
            yield Block(Kind.HEADING, (Span(heading),), level=1), Choice(Role.SECTION, section)
        for line in lines:
            yield _line(f"{line}[{own}]"), Choice(Role.PARAGRAPH)
        for picture in pictures:
            shows = without_personal_data(picture["shows"])
            yield Block(Kind.PICTURE, part=picture_part(picture["file"]), alt=shows), Choice(Role.PICTURE)


def _line(text: str) -> Block:
    return Block(Kind.PARAGRAPH, (Span(without_personal_data(text)),))


def _lines(text: Any) -> list[str]:
    return [line.strip() for line in str(text or "").splitlines() if line.strip()]
