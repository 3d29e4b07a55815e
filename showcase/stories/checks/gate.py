"""Joins findings with the reasons given for them, and says what stands in the way of publishing."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.translation import gettext as _

from showcase.effects.plausibility.checking import check
from showcase.effects.plausibility.figures import Finding, Severity
from showcase.stories.checks.content import check_content
from showcase.stories.checks.content_reading import story_content
from showcase.stories.checks.reading import story_figures
from showcase.stories.checks.wording import sentence, source


class State(StrEnum):
    """Where a finding stands: `open` and `unconfirmed` ones prevent publishing."""

    OPEN = "open"
    UNCONFIRMED = "unconfirmed"
    OVERRULED = "overruled"
    NOTE = "note"


@dataclass(frozen=True)
class CheckedFinding:
    """A finding in words, with the reason given for it.

    `former`: a reason that was given when other values were compared; it no longer holds. `keys`: its figures.
    """

    finding: Finding
    text: str
    source: str
    state: State
    reason: str = ""
    given: str = ""
    confirmed: str = ""
    former: str = ""

    @property
    def blocks(self) -> bool:
        """Whether only a correction helps."""
        return self.finding.severity == Severity.BLOCKS


def checked(page: Any) -> tuple[CheckedFinding, ...]:
    """Return the findings of the source page `page`, saved or not, with their reasons."""
    labels = {str(effect.uid): str(effect) for effect in page.effects.all()}
    labels |= {f"source {source.number}": str(at) for at, source in enumerate(page.sources.all(), start=1)}
    answers = list(page.finding_answers.all())
    findings = sorted([*check(story_figures(page)), *check_content(story_content(page))], key=_severity)
    current = {finding.digest for finding in findings}
    former = {answer.rule: answer.reason for answer in answers if answer.digest not in current}
    by_digest = {answer.digest: answer for answer in answers}
    return tuple(
        _checked(finding, sentence(finding, labels), by_digest.get(finding.digest), former.get(finding.rule, ""))
        for finding in findings
    )


def _severity(finding: Finding) -> int:
    """Return the place of a finding in the list: what blocks comes first."""
    return tuple(Severity).index(finding.severity)


def _checked(finding: Finding, text: str, answer: Any, former: str) -> CheckedFinding:
    if finding.severity == Severity.NOTES:
        return CheckedFinding(finding, text, source(finding), State.NOTE)
    if finding.severity == Severity.BLOCKS or answer is None:
        return CheckedFinding(finding, text, source(finding), State.OPEN, former=former)
    state = State.OPEN if not answer.is_long_enough else State.OVERRULED if answer.confirmed_at else State.UNCONFIRMED
    return CheckedFinding(
        finding, text, source(finding), state, answer.reason, answer.given_by_name, answer.confirmed_by_name
    )


def finding_faults(page: Any) -> list[str]:
    """Return why findings on the source page prevent publishing, each with what to do and where."""
    found = [one for one in checked(page) if not (one.state == State.UNCONFIRMED and page.may_await_confirmation)]
    return [text for one in found if (text := _fault(one))]


def _fault(one: CheckedFinding) -> str:
    if one.blocks:
        return _("%(finding)s (See the tab “Checks”.)") % {"finding": one.text}
    if one.state == State.OPEN:
        return _("%(finding)s Correct it, or give a reason in the tab “Checks”.") % {"finding": one.text}
    if one.state == State.UNCONFIRMED:
        words = {"finding": one.text, "reason": one.reason, "name": one.given}
        return (
            _(
                "%(finding)s %(name)s gave a reason (“%(reason)s”): a user who may publish must confirm it in the tab "
                "“Checks”."
            )
            % words
        )
    return ""


def overruled(page: Any) -> Iterable[CheckedFinding]:
    """Yield the findings whose reasons let the page go live."""
    return (one for one in checked(page) if one.state == State.OVERRULED)
