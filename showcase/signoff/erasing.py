"""Erases names, addresses and comments of sign-offs that ended long ago; a duty of the worker."""

from __future__ import annotations

import datetime as dt

from django.db.models import Q
from django.utils import timezone

from showcase.signoff.models import SignOff, SignOffComment

# A confirmation is evidence while somebody may ask about it; a year after the link ended nobody needs the names.
KEPT = dt.timedelta(days=365)
SECONDS = 3600


def erase_ended() -> int:
    """Erase what is personal in links that ended more than a year ago; return how many. Days and hashes stay."""
    before = timezone.now() - KEPT
    ended = SignOff.objects.defer(*SignOff.SEALED).filter(expires_at__lt=before)
    ended = ended.filter(Q(confirmed_at=None) | Q(confirmed_at__lt=before)).exclude(name=None, email=None)
    keys = list(ended.values_list("pk", flat=True))
    SignOffComment.objects.filter(sign_off__in=keys).delete()
    return SignOff.objects.filter(pk__in=keys).update(name=None, email=None, confirmed_by=None)
