"""Formats days and programmes for sentences about lists."""

from __future__ import annotations

import datetime as dt

from django.utils.translation import get_language

from portal.text.dates import PartialDate, Precision, format_date


def after_level(programme: str) -> str:
    """Return a programme as it follows its level: "Provincial green factory"; Chinese has no case."""
    return f"{programme[:1].lower()}{programme[1:]}"


def shown_day(day: dt.date, precision: str) -> str:
    """Format the date as exactly as the notice states it."""
    return format_date(PartialDate.of(day, Precision(precision)), get_language() or "zh-hans")
