"""What can be done with a submission. Each function locks its row, changes it, writes the step and queues the mail."""

from __future__ import annotations

import json
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.log_actions import log

from showcase.inbox import letters
from showcase.inbox.kinds import kind_of
from showcase.inbox.models import Action, Submission, SubmissionState, SubmissionStep


class AlreadyClosed(Exception):
    """It is closed: what was to be done was not done."""


@transaction.atomic
def take(submission: Submission, user: Any) -> None:
    """Make the user its owner; raises AlreadyClosed."""
    held = open_row(submission)
    Submission.objects.filter(pk=held.pk).update(owner=user)
    note(held, Action.TAKEN, user)


@transaction.atomic
def ask_sender(submission: Submission, text: str, user: Any) -> None:
    """Send a question to the sender; raises AlreadyClosed."""
    held = open_row(submission)
    Submission.objects.filter(pk=held.pk).update(state=SubmissionState.WAITING, owner=held.owner_id or user.pk)
    note(held, Action.ASKED, user, text)
    letters.send_question(held, text)


@transaction.atomic
def answer(submission: Submission, text: str) -> None:
    """Keep an answer of the sender, once; raises AlreadyClosed."""
    held = open_row(submission)
    last = held.steps.defer("text").last()  # the text of a question may be sealed with a lost key
    if last is not None and last.action == Action.ANSWERED and last.text == text:
        return
    Submission.objects.filter(pk=held.pk).update(state=SubmissionState.NEW)
    note(held, Action.ANSWERED, text=text)


@transaction.atomic
def change(submission: Submission, content: dict[str, Any]) -> None:
    """Store what the sender changed; raises AlreadyClosed."""
    held = open_row(submission)
    whole = json.dumps(content, ensure_ascii=False)
    if Submission.objects.only("content").get(pk=held.pk).content == whole:
        return
    Submission.objects.filter(pk=held.pk).update(content=whole, state=SubmissionState.NEW)
    note(held, Action.CHANGED)


@transaction.atomic
def confirm_address(submission: Submission) -> None:
    """Note that the address belongs to who opened the link; a second time changes nothing."""
    held = locked(submission)
    if held.address_confirmed_at is None:
        Submission.objects.filter(pk=held.pk).update(address_confirmed_at=timezone.now())
        note(held, Action.ADDRESS_CONFIRMED)


@transaction.atomic
def withdraw(submission: Submission) -> None:
    """Close it for the sender, and erase at once what they wrote; raises AlreadyClosed."""
    held = locked(submission)
    if not held.is_open and held.state != SubmissionState.WRITING:
        raise AlreadyClosed
    held.steps.update(text=None)
    kind = kind_of(held.kind)
    if kind and kind.erase:
        kind.erase([held.pk])
    Submission.objects.filter(pk=held.pk).update(
        state=SubmissionState.WITHDRAWN, handled_at=timezone.now(), content=None, email=None
    )
    note(held, Action.WITHDRAWN)


@transaction.atomic
def decide(submission: Submission, state: SubmissionState, user: Any, remark: str = "", *, send: bool = False) -> None:
    """Accept or decline it; the history of its page notes it without a word of what was sent.

    `user`: None where it follows from something else. `send`: the sender is informed, with the remark. Raises
    AlreadyClosed.
    """
    held = open_row(submission)
    accepted = state == SubmissionState.ACCEPTED
    owner = held.owner_id or (user.pk if user else None)
    Submission.objects.filter(pk=held.pk).update(state=state, handled_at=timezone.now(), owner=owner)
    note(held, Action.ACCEPTED if accepted else Action.DECLINED, user, remark)
    if held.page is not None:
        log(held.page.specific, log_action(held.kind, state), user=user)
    if send:
        letters.send_decision(held, is_accepted=accepted, text=remark)


@transaction.atomic
def quarantine(submission: Submission, user: Any) -> None:
    """Put an open one into quarantine; raises AlreadyClosed."""
    held = open_row(submission)
    Submission.objects.filter(pk=held.pk).update(state=SubmissionState.QUARANTINED)
    note(held, Action.QUARANTINED, user)


@transaction.atomic
def release(submission: Submission, user: Any) -> None:
    """Take it out of quarantine; the receipt is sent where it was held back. Raises AlreadyClosed."""
    held = locked(submission)
    if held.state != SubmissionState.QUARANTINED:
        raise AlreadyClosed
    kind = kind_of(held.kind)
    was_submitted = held.steps.filter(action=Action.RECEIVED).exists()
    state = SubmissionState.NEW if kind is None or was_submitted else kind.first_state
    Submission.objects.filter(pk=held.pk).update(state=state)
    taken_out = held.steps.filter(action__in=(Action.QUARANTINED, Action.RELEASED)).defer("text")
    first = taken_out.first()
    held_back = first is not None and first.user_id is None and taken_out.count() == 1
    note(held, Action.RELEASED, user)
    if held_back:
        letters.send_receipt(held)


def note(submission: Submission, action: Action, user: Any = None, text: str = "") -> None:
    """Write a step of its history."""
    SubmissionStep.objects.create(submission=submission, action=action, user=user, text=text or None)


def log_action(kind: str, state: SubmissionState) -> str:
    """Return the name under which a decision stands in the history of a page."""
    return f"showcase.{kind}.{'accept' if state == SubmissionState.ACCEPTED else 'decline'}"


def open_row(submission: Submission) -> Submission:
    """Return the row, locked and without what was sent; raises AlreadyClosed where it is closed or in quarantine."""
    held = locked(submission)
    if not held.is_open:
        raise AlreadyClosed
    return held


def locked(submission: Submission) -> Submission:
    """Read the row again and keep others from changing it until the transaction ends."""
    rows = Submission.objects.defer(*Submission.SEALED).select_related("page")
    return rows.select_for_update(of=("self",)).get(pk=submission.pk)
