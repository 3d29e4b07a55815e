"""Links of sign-offs: signed, so that a guessed one costs no query; revocable and expiring by their row."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from showcase.signoff.models import SignOff

_SIGNER = "showcase.signoff"


def token_of(sign_off: SignOff) -> str:
    """Return the secret part of its link."""
    return str(signing.Signer(salt=_SIGNER).sign_object([sign_off.pk, sign_off.nonce]))


def link_of(sign_off: SignOff, language: str) -> str:
    """Return the whole link, to the form in that language (`zh-hans` or `en`)."""
    with translation.override(language):
        return str(settings.SITE_URL) + reverse("sign_off", args=[token_of(sign_off)])


def sign_off_of(token: str) -> SignOff | None:
    """Return the sign-off that a link belongs to, whatever its state; None for a link that was not made here."""
    try:
        pk, nonce = signing.Signer(salt=_SIGNER).unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = SignOff.objects.select_related("page", "revision").filter(pk=pk).first()
    return found if found and secrets.compare_digest(found.nonce, str(nonce)) else None
