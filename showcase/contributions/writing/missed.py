"""The industry and technique on which a reader of the matrix missed a case."""

from __future__ import annotations

from django.http import HttpRequest

from showcase.cards import Chip
from showcase.vocabulary.chips import industry_chip, technique_chip
from showcase.vocabulary.models import Industry, Technique


def missed(request: HttpRequest) -> tuple[Chip, Chip] | None:
    """Return the terms that the address names by `industry` and `technique`, or None unless there are both."""
    industry, technique = request.GET.get("industry", ""), request.GET.get("technique", "")
    row, column = Industry.objects.filter(code=industry).first(), Technique.objects.filter(code=technique).first()
    return (industry_chip(row), technique_chip(column)) if row and column else None


def missed_names(request: HttpRequest) -> dict[str, str]:
    """Return their names by the fields of a contribution; nothing unless there are both."""
    found = missed(request)
    return {"industries": found[0].label, "techniques": found[1].label} if found else {}
