"""Limits how often somebody may do something. Stores no addresses or names, only keyed hashes of them, for a day."""

from __future__ import annotations

import datetime as dt
import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

KEPT = dt.timedelta(days=1)


class PaceMark(models.Model):
    """One action of somebody. In the database, so that all processes count together, whatever the cache does."""

    digest = models.CharField(max_length=64, db_index=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return f"{self.digest[:8]} {self.at}"


@dataclass(frozen=True)
class Limit:
    """At most `most` times within `span`, which is a day (KEPT) or less."""

    span: dt.timedelta
    most: int


# Per account and network: somebody who guesses a password or a code does not lock out users elsewhere.
WRONG_PASSWORDS = (Limit(dt.timedelta(minutes=15), 5), Limit(dt.timedelta(days=1), 30))


class TooOften(Exception):
    """The limit is reached."""


def is_too_often(times: Iterable[dt.datetime], now: dt.datetime, limits: Iterable[Limit]) -> bool:
    """Say whether one more time, now, would exceed any of the limits."""
    times = list(times)
    return any(sum(at > now - limit.span for at in times) >= limit.most for limit in limits)


def digest(purpose: str, *who: str) -> str:
    """Return a keyed hash of who acts, different for each purpose."""
    return salted_hmac(f"portal.pace.{purpose}", "\0".join(who), algorithm="sha256").hexdigest()


def network_of(request: HttpRequest) -> str:
    """Return where the request comes from: an IPv4 address, or the network (/64) of an IPv6 one."""
    address = _address(request)
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((known, 64), strict=False)) if known.version == 6 else str(known)


def check(who: str, limits: Iterable[Limit]) -> None:
    """Raise TooOften where this digest is at a limit; counts nothing."""
    now = timezone.now()
    times = PaceMark.objects.filter(digest=who, at__gt=now - KEPT).values_list("at", flat=True)
    if is_too_often(times, now, limits):
        raise TooOften


def count(who: str) -> None:
    """Record one more action."""
    PaceMark.objects.create(digest=who)


def take_a_turn(who: str, limits: Iterable[Limit]) -> None:
    """Count one more action; raises TooOften where that is one too many."""
    check(who, limits)
    count(who)


def start_over(who: str) -> None:
    """Delete the actions of this digest."""
    PaceMark.objects.filter(digest=who).delete()


def forget_old() -> None:
    """Delete actions that no limit needs any more; a duty of the worker."""
    PaceMark.objects.filter(at__lte=timezone.now() - KEPT).delete()


def _address(request: HttpRequest) -> str:
    """Return the address that the outermost of our own proxies saw; anyone can forge what stands before it."""
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    trusted = settings.TRUSTED_PROXIES
    return seen[-trusted] if trusted and len(seen) >= trusted else str(request.META.get("REMOTE_ADDR", ""))
