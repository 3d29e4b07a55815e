"""Shares of a whole as one bar with a line of words for each part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from portal.answers.csv_answer import csv_answer
from portal.charts.shares import Part, parts_of_whole

_FIRST_LINE, _LINE, _SOURCE_HEIGHT = 118, 26, 24  # pixels of the file


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

    `source_url`: of a page that explains the numbers; `csv_url` and `svg_url`: its files.
    """

    title: str
    unit: str
    shares: tuple[Share, ...]
    source: str
    csv_url: str
    svg_url: str
    source_url: str = ""
    source_numbers: tuple[int, ...] = ()

    @property
    def drawn(self) -> tuple[tuple[Share, Part], ...]:
        """Each share with its place on the line."""
        return tuple(zip(self.shares, self._parts, strict=False))

    @property
    def rest(self) -> Part | None:
        """The part of which the source says nothing."""
        return self._parts[-1] if len(self._parts) > len(self.shares) else None

    @property
    def rest_percent(self) -> Decimal:
        return 100 - sum((share.percent for share in self.shares), Decimal(0))

    @property
    def lines(self) -> tuple[tuple[Share, int], ...]:
        """Each share with the y of its line in the file."""
        return tuple((share, _FIRST_LINE + _LINE * n) for n, share in enumerate(self.shares))

    @property
    def rest_y(self) -> int:
        """The y of the line on what the source does not state."""
        return _FIRST_LINE + _LINE * len(self.shares)

    @property
    def height(self) -> int:
        """Pixels of the file."""
        return self.rest_y + _LINE * bool(self.rest) + _SOURCE_HEIGHT

    @property
    def _parts(self) -> tuple[Part, ...]:
        return parts_of_whole([share.percent for share in self.shares])


def shares_svg(request: HttpRequest, bar: ShareBar, address: str) -> HttpResponse:
    """Return the drawing as a file with title and source in it."""
    context = {"bar": bar, "address": request.build_absolute_uri(address), "source_y": bar.height - 12}
    return render(request, "showcase/shares.svg", context, content_type="image/svg+xml")


def shares_csv(name: str, bar: ShareBar) -> HttpResponse:
    """Return the numbers as a table."""
    return csv_answer(name, (_("of what"), _("part"), _("number"), _("unit"), _("source")), _rows(bar))


def _rows(bar: ShareBar) -> Iterator[Sequence[object]]:
    for share in bar.shares:
        yield bar.title, share.label, share.number, bar.unit, bar.source
