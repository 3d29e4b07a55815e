"""How often one address may send. The address itself is never kept: a keyed hash of it is, for a day."""

from __future__ import annotations

import datetime as dt
import ipaddress

from django.conf import settings
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import salted_hmac

from showcase.objections.models import SendingMark

# An office shares an address; who has more to say finds the contacts of the notice.
LIMITS = ((dt.timedelta(hours=1), 5), (dt.timedelta(days=1), 20))
KEPT = dt.timedelta(days=1)


class TooOften(Exception):
    """This address has sent as often as it may for now."""


def sender_of(request: HttpRequest) -> str:
    """A keyed hash of where the request comes from: an IPv4 address, or the network of an IPv6 one."""
    digest = salted_hmac("showcase.objections.pace", _network(_address(request)), algorithm="sha256")
    return digest.hexdigest()


def take_a_turn(sender: str) -> None:
    """Count one sending; TooOften where that is one too many."""
    now = timezone.now()
    sent = list(SendingMark.objects.filter(digest=sender, at__gt=now - KEPT).values_list("at", flat=True))
    for span, most in LIMITS:
        if sum(at > now - span for at in sent) >= most:
            raise TooOften
    SendingMark.objects.create(digest=sender, at=now)


def forget_old() -> None:
    """Erase what is older than a day; the worker's duty."""
    SendingMark.objects.filter(at__lte=timezone.now() - KEPT).delete()


def _address(request: HttpRequest) -> str:
    """What the outermost of our own proxies saw; what stands before that anyone can write."""
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    trusted = settings.TRUSTED_PROXIES
    return seen[-trusted] if trusted and len(seen) >= trusted else request.META.get("REMOTE_ADDR", "")


def _network(address: str) -> str:
    try:
        known = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((known, 64), strict=False)) if known.version == 6 else str(known)
