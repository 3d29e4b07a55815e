"""What the file of an invented visit holds, as a frozen record; conventions as in `records`."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Annotated

from pydantic import Field

from showcase.demo.reading import fields
from showcase.demo.reading.fields import Bilingual, Facts
from showcase.visits.choices import SpokenLanguage


class VisitFile(Facts):
    """An invented visit. ``in_days``: from the day of seeding; negative: it is over. Times are China time."""

    slug: str
    path: Path

    title: Bilingual
    introduction: Bilingual
    heading: Bilingual
    programme: Annotated[tuple[Bilingual, ...], Field(min_length=1)]
    address: Bilingual
    price: Bilingual
    host: fields.EnterpriseKey
    region: fields.Region
    in_days: int
    begins: dt.time
    ends: dt.time
    seats: int
    spoken_language: SpokenLanguage
    stories: tuple[Annotated[str, fields.known("stories", "no story is called “{}”")], ...] = ()

    rules = (("ends", lambda it: it.ends <= it.begins, "a visit ends after it begins"),)
