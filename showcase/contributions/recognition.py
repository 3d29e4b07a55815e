"""Whether a contribution really comes from the listed enterprise that it names.

A credit code is public, so it proves nothing. What counts is that the contact whom the portal asked before about a
published story of the enterprise confirms it, by a link sent to the address that the portal holds.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.core import signing
from django.db import transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from portal.mail.composing import compose
from portal.sealing import LostKeyError
from showcase.contributions.models import Contribution
from showcase.enterprises.models import Enterprise
from showcase.inbox import handling
from showcase.inbox.letters import address_of
from showcase.inbox.models import Action, Submission
from showcase.signoff.enterprise import enterprise_of
from showcase.signoff.models import SignOff

_SALT = "showcase.contributions.contact"
_MOST_ASKED = 20
"""Sign-offs that are looked at for a contact, the newest first."""


@dataclass(frozen=True)
class Recognition:
    """What is known of the enterprise of a contribution.

    `enterprise`: the published one with its credit code, None where the register has none. `is_confirmed`: its contact
    confirmed the contribution; `has_contact`: the portal holds one.
    """

    enterprise: Enterprise | None
    is_confirmed: bool = False
    has_contact: bool = False

    @property
    def words(self) -> str:
        if self.enterprise is None:
            return _("not in the register")
        return (
            _("confirmed by the contact on record") if self.is_confirmed else _("claimed by the sender, not confirmed")
        )


def recognition_of(submission: Submission) -> Recognition:
    """Return what is known of the enterprise that a contribution names; raises LostKeyError."""
    code = Submission.objects.only("content").get(pk=submission.pk).fields().get("credit_code", "")
    enterprise = Enterprise.objects.published().with_code(code).first() if code else None
    if enterprise is None:
        return Recognition(None)
    row = Contribution.objects.filter(submission=submission.pk).first()
    confirmed = bool(row and row.contact_confirmed_at and row.enterprise_number == enterprise.number)
    return Recognition(enterprise, confirmed, contact_of(enterprise) is not None)


def contact_of(enterprise: Enterprise) -> SignOff | None:
    """Return the newest sign-off whose contact speaks for this enterprise; None where the portal holds none."""
    same = Enterprise.objects.filter(Q(pk=enterprise.pk) | Q(merged__into=enterprise.pk))
    rows = SignOff.objects.filter(page__enterprise_items__enterprise__in=same.values("pk"), revoked_at=None)
    asked = rows.exclude(email=None).defer(*SignOff.SEALED).distinct()
    return next((one for one in asked[:_MOST_ASKED] if enterprise_of(one) == enterprise), None)


def recognise_sender(submission: Submission) -> None:
    """Note it as confirmed where the sender's confirmed address is the very one that the portal holds."""
    try:
        enterprise = recognition_of(submission).enterprise
        contact = contact_of(enterprise) if enterprise else None
        held = _email(contact) if contact else ""
    except LostKeyError:
        return
    if enterprise and held and held == address_of(submission).casefold():
        Contribution.objects.filter(submission=submission.pk).update(enterprise_number=enterprise.number)
        _note_confirmed(submission)


@transaction.atomic
def ask_contact(submission: Submission, user: Any) -> bool:
    """Send the contact on record a link to confirm by; return False where there is none or its key is lost.

    Raises AlreadyClosed.
    """
    held = handling.open_row(submission)
    try:
        enterprise = recognition_of(held).enterprise
        contact = contact_of(enterprise) if enterprise else None
        to = _email(contact) if contact else ""
    except LostKeyError:
        return False
    if enterprise is None or contact is None or not to:
        return False
    row, _made = Contribution.objects.get_or_create(submission=held)
    row.enterprise_number, row.contact_asked_at = enterprise.number, timezone.now()
    row.save(update_fields=["enterprise_number", "contact_asked_at"])
    handling.note(held, Action.CONTACT_ASKED, user)
    _send(row, enterprise, to, contact.language)
    return True


def _send(row: Contribution, enterprise: Enterprise, to: str, language: str) -> None:
    with translation.override(language):
        link = settings.SITE_URL + reverse("contribution_contact", args=[token_of(row)])
        name = enterprise.name_en if language == "en" else enterprise.name_zh
        subject = _("Was this case offered by your enterprise? %(name)s") % {"name": name}
    context = {"link": link, "name": name}
    compose("showcase/mail/contribution_contact.txt", context, subject=subject, to=to, language=language).send()


@transaction.atomic
def confirm(row: Contribution) -> None:
    """Note that the contact confirmed it; a second time changes nothing."""
    held = Contribution.objects.select_for_update().get(pk=row.pk)
    if held.contact_confirmed_at is None:
        _note_confirmed(Submission.objects.defer(*Submission.SEALED).get(pk=held.submission_id))


def token_of(row: Contribution) -> str:
    """Return the secret part of the contact's link."""
    return str(_signer().sign_object([row.pk, row.contact_nonce]))


def contribution_of(token: str) -> Contribution | None:
    """Return the contribution that a contact's link belongs to; None for a link that was not made here."""
    try:
        pk, nonce = _signer().unsign_object(token)
    except (signing.BadSignature, ValueError, TypeError):
        return None
    found = Contribution.objects.filter(pk=pk, contact_asked_at__isnull=False).first()
    return found if found and secrets.compare_digest(found.contact_nonce, str(nonce)) else None


def _note_confirmed(submission: Submission) -> None:
    Contribution.objects.filter(submission=submission.pk).update(contact_confirmed_at=timezone.now())
    handling.note(submission, Action.CONTACT_CONFIRMED)


def _email(contact: SignOff) -> str:
    return str(SignOff.objects.only("email").get(pk=contact.pk).email).casefold()


def _signer() -> signing.Signer:
    """Return what signs; made when it is needed, for the site loads without its secret."""
    return signing.Signer(salt=_SALT)
