"""Finds published figures in the texts and tables of a Word file, for the editor to tick. Pure."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from showcase.effects.reading import LONGEST_TEXT, read_effects
from showcase.effects.wording.read_effect import ReadEffect
from showcase.stories.word.composing.roles import Role
from showcase.stories.word.composing.sources import MOST, without_citations
from showcase.stories.word.composing.texts import flat
from showcase.stories.word.reading.document import Block, Kind

_SKIPPED = {Role.TITLE, Role.SOURCE, Role.HEADING_ONLY, Role.LEFT_OUT, Role.PICTURE}
_EVERY_NUMBER = range(MOST + 1)


@dataclass(frozen=True, slots=True)
class FoundFigure:
    """A figure that block `at` states. `cited`: the numbers of sources that the block cites."""

    at: int
    effect: ReadEffect
    cited: tuple[int, ...] = ()

    @property
    def key(self) -> str:
        """What the form posts for it, the same each time that the file is read."""
        return f"{self.at}-{self.effect.start}"

    @property
    def is_clear(self) -> bool:
        """Say whether its words state quantity, direction and period."""
        return None not in {self.effect.quantity, self.effect.direction, self.effect.per}

    def source_number(self, known: Collection[int]) -> int | None:
        """Return the number of its source, where the block cites exactly one of the known ones."""
        numbers = [number for number in self.cited if number in known]
        return numbers[0] if len(numbers) == 1 else None


def figures_in(blocks: Sequence[Block], codes: Sequence[str]) -> list[FoundFigure]:
    """Return the figures in the order of the file, each once; `codes`: what each block becomes.

    Of a figure that is stated several times the clearest statement counts, in the text before the summary.
    """
    roles = [Role(code.partition(":")[0]) for code in codes]
    read = [at for at, role in enumerate(roles) if role not in _SKIPPED]
    known: dict[tuple[object, ...], FoundFigure] = {}
    for at in sorted(read, key=lambda at: roles[at] is Role.SUMMARY):
        for figure in _of_block(at, blocks[at]):
            one = figure.effect
            said = (one.quantity, one.low, one.high, one.unit, one.before, one.after)
            if said not in known or (figure.is_clear and not known[said].is_clear):
                known[said] = figure
    return sorted(known.values(), key=lambda figure: (figure.at, figure.effect.start))


def _of_block(at: int, block: Block) -> Iterator[FoundFigure]:
    cited: tuple[int, ...] = ()
    if block.kind is Kind.TABLE:
        rows = ("\t".join("" if cell.covered == "left" else flat(cell.spans) for cell in row) for row in block.rows)
        text = "\n".join(rows)
    else:
        spans, cited = without_citations(block.spans, _EVERY_NUMBER)
        text = flat(spans)
    for effect in read_effects(text) if len(text) <= LONGEST_TEXT else ():
        yield FoundFigure(at, effect, cited)
