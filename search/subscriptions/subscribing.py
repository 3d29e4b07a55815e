"""What becomes of a subscription: asked for, confirmed by the owner of the address, ended."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.accounts import pace
from search.subscriptions.letters import confirmation_letter
from search.subscriptions.models import Rhythm, Subscriber, Subscription
from search.subscriptions.news import newest
from search.subscriptions.rules import MAILS_TO_STRANGERS, MOST, MOST_WAITING
from search.subscriptions.subject import Subject


def digest_of(address: str) -> str:
    """Return the keyed hash by which an address is found; upper and lower case are the same."""
    return _hash("address", address.strip().lower())


@transaction.atomic
def subscribe(address: str, subject: Subject, rhythm: Rhythm, language: str) -> None:
    """Store the wish and ask the owner of the address by mail, at most once a day, whoever entered it.

    Of one that is confirmed already the mail says so. Tells the caller nothing, so that nobody learns which addresses
    are stored.
    """
    owner = _locked(address)
    row, is_new = owner.subscriptions.get_or_create(
        digest=_hash("subject", subject.identity),
        defaults={
            "kind": subject.kind,
            "query": subject.query,
            "finder": subject.finder,
            "enterprise": subject.enterprise,
            "language": language,
            "rhythm": rhythm,
        },
    )
    if not is_new and row.confirmed_at is None:
        Subscription.objects.filter(pk=row.pk).update(rhythm=rhythm, language=language)
        row.rhythm, row.language = rhythm, language
    _drop_the_oldest(owner, row)
    try:
        pace.take_a_turn(pace.digest("subscription", owner.digest), MAILS_TO_STRANGERS)
    except pace.TooOften:
        return  # the link in the mail of today leads to this one too
    row.subscriber = owner
    confirmation_letter(row, address).send()


def confirm(owner: Subscriber, keys: Iterable[int]) -> int:
    """Confirm these of the subscriber's, as many as an address may have; return how many."""
    with transaction.atomic():
        locked = _subscribers().select_for_update().filter(pk=owner.pk).first()
        if locked is None:
            return 0
        room = MOST - locked.subscriptions.filter(confirmed_at__isnull=False).count()
        waiting = locked.subscriptions.filter(confirmed_at=None, pk__in=list(keys)).values_list("pk", flat=True)
        taken, now = list(waiting)[: max(0, room)], timezone.now()
        return Subscription.objects.filter(pk__in=taken).update(confirmed_at=now, told_at=now, told_until=newest())


def end(owner: Subscriber, keys: Iterable[int]) -> None:
    """End these of the subscriber's; with the last one the address is erased. Nothing is kept of them."""
    with transaction.atomic():
        held = _subscribers().select_for_update().filter(pk=owner.pk).first()
        if held is not None:
            held.subscriptions.filter(pk__in=list(keys)).delete()
            if not held.subscriptions.exists():
                held.delete()


def end_all(owner: Subscriber) -> None:
    """End all of the subscriber's and erase the address."""
    _subscribers().filter(pk=owner.pk).delete()


def erase_without_subscriptions() -> None:
    """Erase the addresses of those who have no subscription any more."""
    _subscribers().filter(subscriptions=None).delete()


def _subscribers() -> QuerySet[Subscriber]:
    # Deferred, so that rows whose key is lost can be deleted too.
    return Subscriber.objects.defer(*Subscriber.SEALED)


def _locked(address: str) -> Subscriber:
    """Return the subscriber with this address, made where there is none; held until the transaction ends."""
    digest = digest_of(address)
    _subscribers().get_or_create(digest=digest, defaults={"address": address})
    return _subscribers().select_for_update().get(digest=digest)


def _drop_the_oldest(owner: Subscriber, kept: Subscription) -> None:
    """Delete unconfirmed ones beyond the limit, so that a stranger can't fill it up."""
    waiting = owner.subscriptions.filter(confirmed_at=None).exclude(pk=kept.pk).order_by("-created_at", "-pk")
    Subscription.objects.filter(pk__in=list(waiting.values_list("pk", flat=True)[MOST_WAITING - 1 :])).delete()


def _hash(purpose: str, text: str) -> str:
    return salted_hmac(f"search.subscriptions.{purpose}", text, algorithm="sha256").hexdigest()
