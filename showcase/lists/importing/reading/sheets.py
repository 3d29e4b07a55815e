"""What every reader returns: plain rows that know their place in the file."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, field

Progress = Callable[[int, int], None]  # (pages or sheets done, number of them)

_HAN = r"[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f]"
_BREAK_IN_HAN = re.compile(rf"(?<={_HAN})[^\S\r\n]*[\r\n]\s*(?={_HAN})")
_UNSEEN = ("Cc", "Cf", "Cs", "Co")
# PDFs made by browsers and WPS contain radicals that look like the intended characters. NFKC maps only Kangxi ones.
_RADICALS = str.maketrans(
    "⺁⺄⺆⺈⺌⺍⺝⺟⺠⺩⺫⺼⺾⻁⻂⻃⻄⻅⻆⻉⻋⻌⻑⻓⻔⻘⻙⻚⻛⻜⻝⻠⻢⻣⻤⻥⻦⻧⻨⻩⻪⻬⻮⻰⻱⻲⻳㬵",
    "厂乙冂刀小小月母民王目肉艹虎衤西西见角贝车辶長长门青韦页风飞食饣马骨鬼鱼鸟卤麦黄黾齐齿龙龟龟龟胶",
)


class FileRefused(Exception):
    """The file is refused.

    `fault`: the reason (a key of `wording.REFUSALS`); `place`: the sheet, page, part or cell; `values`: further
    placeholders of the sentence.
    """

    def __init__(self, fault: str, place: str = "", **values: object) -> None:
        super().__init__(f"{fault}: {place} {values or ''}".strip())
        self.fault, self.place, self.values = fault, place, values


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell as printed, on one line.

    `formula`: its formula, if any (`text` then is the value stored in the file, or empty). `is_number`: stored as a
    number, so long codes have lost digits. `repeats`: covered by a merged cell, whose text it repeats.
    """

    text: str = ""
    formula: str = ""
    is_number: bool = False
    repeats: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A row with content. `number` counts from 1 in `place`: a sheet, `第3页` of a PDF, `表2` of a document.

    `is_text`: a paragraph outside the tables, given as one cell. `starts_page`: the first table row after a page break.
    """

    place: str
    number: int
    cells: tuple[Cell, ...]
    is_text: bool = False
    starts_page: bool = False

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(cell.text for cell in self.cells)

    def text_at(self, column: int) -> str:
        return self.cells[column].text if column < len(self.cells) else ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet of a workbook, or a whole CSV, PDF or Word file. `name` is empty where the file has no sheets."""

    file: str
    name: str
    rows: tuple[Row, ...]
    is_hidden: bool = field(default=False)


def unwatched(done: int, total: int) -> None:
    """Ignore the progress."""


def tidy(text: str) -> str:
    """Return one line without control characters and radicals; drops a line break inside Han text, else a space."""
    kept = "".join(_letter(c) for c in text if c in "\n\t\r" or unicodedata.category(c) not in _UNSEEN)
    return " ".join(_BREAK_IN_HAN.sub("", kept.translate(_RADICALS).strip()).split())


def _letter(c: str) -> str:
    return unicodedata.normalize("NFKC", c) if "\u2f00" <= c <= "\u2fd5" else c
