"""Keeps what a contact says of a draft, and whether they confirmed it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from django.db import transaction
from django.dispatch import Signal
from django.utils import timezone
from wagtail.log_actions import log

from showcase.signoff.asking import COMMENTED, CONFIRMED
from showcase.signoff.content import content_digest
from showcase.signoff.models import SignOff, SignOffComment, SignOffState

if TYPE_CHECKING:
    from showcase.stories.models import StoryPage

version_confirmed = Signal()
"""Sent with `sign_off` in the transaction of a confirmation."""

MOST_COMMENTS = 200  # of one link


class LinkEnded(Exception):
    """The link was revoked, has expired, or the version was confirmed."""


@transaction.atomic
def comment(sign_off: SignOff, texts: Mapping[str, tuple[str, str]]) -> int:
    """Keep comments (passage → its label, text); return how many were new. The same text twice is kept once.

    Raises LinkEnded where the link is not open any more.
    """
    held = _locked(sign_off)
    if held.state() != SignOffState.OPEN:
        raise LinkEnded
    known = {(one.passage, one.text) for one in held.comments.all()}
    new = [
        SignOffComment(sign_off=held, passage=passage, label=label, text=text)
        for passage, (label, text) in texts.items()
        if (passage, text) not in known
    ][: MOST_COMMENTS - len(known)]
    for one in new:
        one.save()
    if new:
        log(held.page, COMMENTED, revision=held.revision)
    return len(new)


@transaction.atomic
def confirm(sign_off: SignOff, name: str) -> None:
    """Note that this version is confirmed by the person of that name; a second time changes nothing.

    Raises LinkEnded where the link was revoked or has expired.
    """
    held = _locked(sign_off)
    if held.state() == SignOffState.CONFIRMED:
        return
    if held.state() != SignOffState.OPEN:
        raise LinkEnded
    held.confirmed_at = timezone.now()
    held.confirmed_by = name  # type: ignore[assignment]  # encrypted_fields has no types
    held.save(update_fields=["confirmed_at", "confirmed_by"])
    log(held.page, CONFIRMED, revision=held.revision, data={"sha256": held.digest})
    version_confirmed.send(SignOff, sign_off=held)


def _locked(sign_off: SignOff) -> SignOff:
    """Read it again and keep others from changing it until the transaction ends."""
    return SignOff.objects.select_for_update(of=("self",)).get(pk=sign_off.pk)


def confirmed_version(source: StoryPage) -> SignOff | None:
    """Return the newest confirmation of what the live page says; None for another version, or none at all.

    One query for a page that nobody confirmed, two for others.
    """
    confirmed = list(
        SignOff.objects.defer(*SignOff.SEALED)
        .filter(page_id=source.pk)
        .exclude(confirmed_at=None)
        .order_by("-confirmed_at")
    )
    if not confirmed or source.live_revision is None:
        return None
    digest = content_digest(source.live_revision.content)
    return next((one for one in confirmed if one.digest == digest), None)
