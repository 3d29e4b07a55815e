"""Takes the reasons that a form posts: who gave and who confirmed them is what the server knows, not the form."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.utils import timezone

from portal.reasons import cleaned_reason
from showcase.stories.checks.gate import CheckedFinding, State, checked
from showcase.stories.checks.wording import MESSAGES
from showcase.stories.relations import FindingAnswer

REASON, CONFIRM, SHOWN = "finding-reason", "finding-confirm", "finding-shown"


def reason_name(rule: str, digest: str) -> str:
    """Return the name of the form field for the reason of a finding."""
    return f"{REASON}:{rule}:{digest}"


def take_answers(page: Any, posted: Mapping[str, Any], user: Any, *, may_confirm: bool) -> bool:
    """Put the posted reasons into the page's rows, and say whether anything changed; the page is not saved.

    An emptied reason is withdrawn. A reason of a user who may publish is confirmed with it; a changed one of anybody
    else has to be confirmed again. Reasons whose finding has vanished meanwhile are kept, and hold for nothing.
    """
    rows = {row.digest: row for row in page.finding_answers.all()}
    before = [(row.digest, row.reason, row.confirmed_at) for row in rows.values()]
    texts = {one.finding.digest: one for one in checked(page)}
    now = timezone.now()
    for rule, digest, reason in _reasons(posted):
        row = rows.get(digest)
        if _is_untouched(posted, digest, reason, row):
            continue
        if not reason:
            rows.pop(digest, None)
        elif row is None or row.reason != reason:
            rows[digest] = _row(row, rule, digest, reason, texts.get(digest), user, now)
            if may_confirm:
                rows[digest].confirm(user, now)
        elif may_confirm and not row.confirmed_at and posted.get(f"{CONFIRM}:{digest}"):
            row.confirm(user, now)
    if before == [(row.digest, row.reason, row.confirmed_at) for row in rows.values()]:
        return False
    page.finding_answers = list(rows.values())
    return True


def _is_untouched(posted: Mapping[str, Any], digest: str, reason: str, row: FindingAnswer | None) -> bool:
    """Say whether the form shows what it showed when it was opened, while somebody else has changed the reason."""
    shown = posted.get(f"{SHOWN}:{digest}")
    return shown is not None and cleaned_reason(shown) == reason != (row.reason if row else "")


def overrule(page: Any, reasons: Callable[[CheckedFinding], str | None], name: str) -> list[CheckedFinding]:
    """Add reasons by code, confirmed in this name, for the findings that `reasons` has one for; returns those.

    For content that is loaded from files. The page is not saved.
    """
    now, answered = timezone.now(), []
    for one in checked(page):
        reason = None if one.blocks or one.state == State.NOTE else reasons(one)
        if not reason:
            continue
        row = FindingAnswer(rule=one.finding.rule, digest=one.finding.digest, finding=one.text, reason=reason)
        row.given_by_name = row.confirmed_by_name = name
        row.given_at = row.confirmed_at = now
        page.finding_answers.add(row)
        answered.append(one)
    return answered


def _reasons(posted: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Yield rule, digest and cleaned reason of every field of a known rule."""
    for name in posted:
        kind, _colon, rest = name.partition(":")
        rule, _colon, digest = rest.partition(":")
        if kind == REASON and rule in MESSAGES and len(digest) <= 16:
            yield rule, digest, cleaned_reason(posted[name])


def _row(
    row: FindingAnswer | None,
    rule: str,
    digest: str,
    reason: str,
    found: CheckedFinding | None,
    user: Any,
    now: dt.datetime,
) -> FindingAnswer:
    changed = row or FindingAnswer(rule=rule, digest=digest)
    changed.finding = found.text if found else changed.finding
    changed.give(reason, user, now)
    return changed
