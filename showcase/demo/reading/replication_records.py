"""What the files of invented replications hold, as frozen records."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from showcase.choices import Evidence
from showcase.demo.reading import fields
from showcase.demo.reading.fields import Bilingual, Facts, Text
from showcase.effects.choices import Per, Quantity
from showcase.replications.reasons import Outcome, Reason


class PlantName(Facts):
    """The name of an invented plant; it says that the plant is invented."""

    zh: Annotated[Text, Field(pattern="虚构")]
    en: Annotated[Text, Field(pattern="invented")]


class ReportedText(Facts):
    """A text, with or without its English."""

    zh: Text
    en: str = ""


class ReportedFacts(Facts):
    """A figure as a plant would type it."""

    quantity: Quantity
    amount: Text
    per: Per | None = None
    evidence: Evidence


class ReplicationFacts(Facts):
    """An invented report of an invented plant on a story. Without ``plant`` the plant is not named."""

    key: str

    story: Annotated[str, fields.known("stories", "no story is called “{}”")]
    outcome: Outcome
    year: int
    plant: PlantName | None = None
    industry: fields.Industry
    reasons: tuple[Reason, ...] = ()
    figures: tuple[ReportedFacts, ...] = ()
    text: ReportedText
    changed: Bilingual | None = None

    rules = (
        (
            "reasons",
            lambda it: bool(it.reasons) == (it.outcome == Outcome.ADOPTED),
            "give reasons for what was not adopted, and only for that",
        ),
    )
