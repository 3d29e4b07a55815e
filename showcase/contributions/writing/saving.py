"""What a sender does behind the link: save, take a file away, submit. Each function locks its row first."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from showcase.contributions import recognition
from showcase.contributions.models import Contribution
from showcase.inbox import handling, letters
from showcase.inbox.handling import AlreadyClosed
from showcase.inbox.models import Action, Submission, SubmissionState

Content = dict[str, Any]


def may_write(submission: Submission) -> bool:
    """Say whether its sender may still change it: until it is closed, or a draft was made of it."""
    is_held = submission.state == SubmissionState.WRITING or submission.is_open
    return is_held and not Contribution.objects.filter(submission=submission.pk, draft__isnull=False).exists()


@transaction.atomic
def save(submission: Submission, changed: Callable[[Content], Content]) -> Content:
    """Store what `changed` makes of the stored content, and return it; raises AlreadyClosed.

    Whoever has the link has read the mail, so this confirms the address. What is being written is kept from now on.
    """
    held = handling.locked(submission)
    if not may_write(held):
        raise AlreadyClosed
    handling.confirm_address(held)
    before = Submission.objects.only("content").get(pk=held.pk).fields()
    content = changed(before)
    whole = json.dumps(content, ensure_ascii=False)
    if held.state == SubmissionState.WRITING:
        Submission.objects.filter(pk=held.pk).update(content=whole, received_at=timezone.now())
    elif content != before:
        Submission.objects.filter(pk=held.pk).update(content=whole, state=SubmissionState.NEW)
        handling.note(held, Action.CHANGED)
    return content


@transaction.atomic
def submit(submission: Submission) -> None:
    """Put it on the desk, and send the receipt; raises AlreadyClosed where it is there already."""
    held = handling.locked(submission)
    if held.state != SubmissionState.WRITING:
        raise AlreadyClosed
    Submission.objects.filter(pk=held.pk).update(state=SubmissionState.NEW, received_at=timezone.now())
    handling.note(held, Action.RECEIVED)
    Contribution.objects.get_or_create(submission=held)
    recognition.recognise_sender(held)
    letters.send_receipt(held, was_submitted=True)


def with_files(content: Content, pictures: Sequence[Content], word: Content | None) -> Content:
    """Return the content with further pictures, and with another Word file where one was sent."""
    found = {**content, "pictures": [*content.get("pictures", []), *pictures]}
    return {**found, "word": word} if word else found


def without_file(content: Content, key: int) -> Content:
    """Return the content without this picture or Word file."""
    word = content.get("word") or {}
    pictures = [picture for picture in content.get("pictures", []) if picture["file"] != key]
    return {**content, "pictures": pictures, "word": None if word.get("file") == key else content.get("word")}
