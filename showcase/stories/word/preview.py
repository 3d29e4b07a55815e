"""The preview of a Word file: each block beside what it becomes."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import TextChoices
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from showcase.choices import Evidence
from showcase.effects.choices import Per, Scope
from showcase.effects.display import format_quantity
from showcase.stories.blocks import SECTIONS, SECTIONS_OF
from showcase.stories.word.composing.drafting import compose
from showcase.stories.word.composing.figures import figures_in
from showcase.stories.word.composing.roles import Choice, Role, roles_for
from showcase.stories.word.composing.sources import SourceLine
from showcase.stories.word.composing.texts import flat, rich
from showcase.stories.word.making import Wish
from showcase.stories.word.models import WordImport
from showcase.stories.word.pictures import LONGEST_ALT, fault_of
from showcase.stories.word.reading.document import Block, Kind, Left, Place
from showcase.stories.word.wording import PLACES, ROLES


@dataclass(frozen=True, slots=True)
class Option:
    """What a block may become: the code that is posted, its words, whether it is chosen."""

    code: str
    label: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A block of the preview. `at`: its index; `html`: its text; `rows`: of a table; `place`: in words, empty for text.

    `has_picture`: whether its picture can be shown; `alt`: what the editor typed, else the file's; `problem`: in words.
    """

    at: int
    kind: str
    html: SafeString
    label: str
    rows: tuple[tuple[str, ...], ...]
    place: str
    has_picture: bool
    alt: str
    problem: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class FigureLine:
    """A figure that was found: the key that is posted, its words, what was read, whether it is ticked at first."""

    key: str
    printed: str
    read: str
    is_ticked: bool


@dataclass(frozen=True, slots=True)
class FigureChoice:
    """A field of effects that is chosen for all figures at once: its name, its words, (value, words) to choose from."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class LeftLine:
    """A text of the remainder, and in words where it is."""

    place: str
    text: str
    part: str


# Kind of a block → what it may become, in words.
Choices = Mapping[Kind, Sequence[tuple[str, str]]]


def _choices(found: WordImport) -> Choices:
    """Return what blocks may become; of sections those that this kind of story has."""
    own = SECTIONS_OF[found.section.specific.story_kind]
    sections = [(code, _("section: %(name)s") % {"name": label}) for code, label in SECTIONS if code in own]
    return {kind: tuple(_choices_of(kind, sections)) for kind in Kind}


def _choices_of(kind: Kind, sections: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    for role in roles_for(kind):
        if role is Role.SECTION:
            yield from ((Choice(role, section).code, label) for section, label in sections)
        else:
            yield Choice(role).code, str(ROLES[role])


def preview_lines(found: WordImport) -> Iterator[Line]:
    """Yield the blocks of an import in their order."""
    choices = _choices(found)
    for at, (block, code) in enumerate(zip(found.document.blocks, found.choices, strict=True)):
        fault = fault_of(block.part) if block.kind is Kind.PICTURE else ""
        chosen = str(Role.LEFT_OUT) if fault else code
        yield Line(
            at=at,
            kind=str(block.kind),
            html=mark_safe(rich(block.spans)),  # noqa: S308 - `rich` escapes every text
            label=block.label,
            rows=tuple(tuple(flat(cell.spans) for cell in row) for row in block.rows),
            place="" if block.place is Place.BODY else str(PLACES[block.place]),
            has_picture=block.kind is Kind.PICTURE and not fault,
            alt=found.alts.get(str(at), block.alt),
            problem=fault,
            options=tuple(Option(code, label, code == chosen) for code, label in choices[block.kind]),
        )


def figure_lines(found: WordImport) -> Iterator[FigureLine]:
    """Yield the figures that the file states."""
    for figure in figures_in(found.document.blocks, found.choices):
        effect = figure.effect
        words = (effect.quantity.label if effect.quantity else "", effect.direction.label if effect.direction else "")
        per = str(effect.per or Per.NONE)
        value = format_quantity(effect.low, effect.high, effect.unit, per, get_language() or "")
        read = " · ".join(filter(None, (*map(str, words), value, effect.period)))
        yield FigureLine(figure.key, effect.printed, read, figure.is_clear)


def left_lines(lefts: Sequence[Left]) -> list[LeftLine]:
    """Return texts that are not in the draft, with their places in words."""
    return [LeftLine(str(PLACES[left.place]), left.text, left.part) for left in lefts]


def all_left(found: WordImport) -> list[LeftLine]:
    """Return the remainder of the file, then what its draft left out."""
    own = [Left(Place(row["place"]), row["text"], row["part"]) for row in found.left]
    return left_lines([*found.document.remainder, *own])


def figure_choices(found: WordImport) -> list[FigureChoice]:
    """Return what the editor may say of all figures at once: their scope, evidence and source."""
    sources = compose(found.document.blocks, [Choice.of(code) for code in found.choices]).sources
    return [
        FigureChoice("scope", _("Scope of the figures"), _options_of(Scope)),
        FigureChoice("evidence", _("What they are based on"), _options_of(Evidence)),
        FigureChoice("source_number", _("Their source"), tuple(map(_source_option, sources))),
    ]


def _source_option(source: SourceLine) -> tuple[str, str]:
    return str(source.number), f"〔{source.number}〕{source.title}"


def _options_of(choices: type[TextChoices]) -> tuple[tuple[str, str], ...]:
    return tuple((str(value), str(label)) for value, label in choices.choices)


def problems(found: WordImport) -> list[str]:
    """Return what the editor should know before the draft is made, in their language."""
    roles = [Choice.of(code).role for code in found.choices]
    said = []
    if Role.TITLE not in roles:
        said.append(_("No title was recognised: choose one below, else the name of the file is the title."))
    if Role.SECTION not in roles:
        said.append(_("No section was recognised: choose below where each section begins."))
    if Role.SOURCE not in roles:
        said.append(_("No list of sources was recognised: a story needs at least one source before it is published."))
    return said


def wish_of(found: WordImport, posted: Mapping[str, str], enterprises: Sequence[str], figures: Collection[str]) -> Wish:
    """Return what the editor posted; what is missing or not allowed for a block stays as it was suggested."""
    blocks = found.document.blocks
    allowed = {kind: {code for code, _label in choices} for kind, choices in _choices(found).items()}
    codes = [(posted.get(f"role-{at}", ""), suggested) for at, suggested in enumerate(found.choices)]
    choices = [
        _posted(block, code if code in allowed[block.kind] else suggested)
        for block, (code, suggested) in zip(blocks, codes, strict=True)
    ]
    alts = {at: posted[f"alt-{at}"][:LONGEST_ALT] for at in range(len(blocks)) if f"alt-{at}" in posted}
    keys = [int(key) for key in enterprises if key.isascii() and key.isdigit()]
    ticked = [one for one in figures_in(blocks, found.choices) if one.key in figures]
    return Wish(choices, alts, keys, ticked, _for_figures(found, posted))


def _for_figures(found: WordImport, posted: Mapping[str, str]) -> dict[str, str]:
    """Return what was chosen for all figures, without what is no choice."""
    allowed = {one.name: dict(one.options) for one in figure_choices(found)}
    chosen = {name: posted.get(name, "") for name in allowed}
    return {name: value for name, value in chosen.items() if value in allowed[name]}


def _posted(block: Block, code: str) -> Choice:
    return Choice(Role.LEFT_OUT) if block.kind is Kind.PICTURE and fault_of(block.part) else Choice.of(code)
