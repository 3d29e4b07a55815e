"""Links by which a person sees, confirms and cancels their own registration: signed, so that a guess costs no query."""

from __future__ import annotations

import secrets

from django.conf import settings
from django.core import signing
from django.urls import reverse
from django.utils import translation

from showcase.visits.registrations.models import VisitRegistration

_SALT = "showcase.visits.registrations"


class ForeignLink(Exception):
    """A link that was not made here."""


def token_of(registration: VisitRegistration) -> str:
    """Return the secret part of its link."""
    return str(_signer().sign_object([registration.pk, registration.nonce]))


def link_of(registration: VisitRegistration) -> str:
    """Return the whole link, to the page in the language of the registration."""
    with translation.override(registration.language):
        return str(settings.SITE_URL) + reverse("visit_registration", args=[token_of(registration)])


def registration_of(token: str) -> VisitRegistration | None:
    """Return the registration of a link, without what is sealed; None once it is erased. Raises ForeignLink."""
    try:
        key, nonce = _signer().unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        raise ForeignLink from None
    found = VisitRegistration.objects.plain().select_related("visit").filter(pk=key).first()
    return found if found and secrets.compare_digest(found.nonce, str(nonce)) else None


def _signer() -> signing.Signer:
    """Return what signs; made when it is needed, for the site loads without its secret."""
    return signing.Signer(salt=_SALT)
