"""Shares of a whole as one bar with a line of words for each part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from portal.answers.csv_answer import csv_answer
from portal.answers.drawing_answer import FileForm, drawing_answer
from portal.charts.marks import Drawing
from portal.charts.png import can_write
from portal.charts.shares import share_bar, share_bar_with_words
from portal.charts.sheets import joined

_WHOLE = 100


@dataclass(frozen=True, slots=True)
class Share:
    """A part. `number`: as the source has it, without the unit; `note`: what else is said of it; `url`: its page."""

    label: str
    number: str
    percent: Decimal
    note: str = ""
    url: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class ShareBar:
    """The drawing of a whole. `unit`: of the numbers; `source`: in words; `source_numbers`: those of the page.

    `source_url`: of a page that explains the numbers; `csv_url`, `svg_url`, `png_url`: its files.
    """

    title: str
    unit: str
    shares: tuple[Share, ...]
    source: str
    csv_url: str
    svg_url: str
    png_url: str = ""
    source_url: str = ""
    source_numbers: tuple[int, ...] = ()

    @property
    def plot(self) -> Drawing:
        """The bar alone, for a page that has the words below it."""
        return share_bar(self._percents)

    @property
    def plot_with_words(self) -> Drawing:
        """The bar with a line of words for each part."""
        words = [f"{share.label}: {share.number}" for share in self.shares]
        return share_bar_with_words(self._percents, words, _("not stated by the source"))

    @property
    def has_rest(self) -> bool:
        """Say whether the parts are less than the whole."""
        return sum(self._percents) < _WHOLE

    @property
    def _percents(self) -> list[Decimal]:
        return [share.percent for share in self.shares]


def png_address(name: str, *args: object) -> str:
    """Return the address of a drawing as PNG; empty where the server cannot write one."""
    return reverse(name, args=args) if can_write() else ""


def shares_file(request: HttpRequest, form: FileForm, key: str, bar: ShareBar, address: str) -> HttpResponse:
    """Return the drawing as a file with title and source in it; `address`: of the page it comes from."""
    source = f"{_('Source:')} {joined((bar.source, request.build_absolute_uri(address)))}"
    title = f"{bar.title} ({bar.unit})"
    return drawing_answer(form, f"{key}:{get_language()}", bar.plot_with_words, title, "", source)


def shares_csv(name: str, bar: ShareBar) -> HttpResponse:
    """Return the numbers as a table."""
    return csv_answer(name, (_("of what"), _("part"), _("value"), _("unit"), _("source")), _rows(bar))


def _rows(bar: ShareBar) -> Iterator[Sequence[object]]:
    for share in bar.shares:
        yield bar.title, share.label, share.number, bar.unit, bar.source
