"""Turning a second factor on and off, and its recovery codes; each change is logged with the account."""

from __future__ import annotations

import secrets
from base64 import b32encode
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.log_actions import log

from portal.accounts.second_factor.models import RecoveryCode, SecondFactor, in_groups
from portal.sealing import seal

TURNED_ON, TURNED_OFF = "portal.second_factor_on", "portal.second_factor_off"
NEW_CODES, REMOVED = "portal.second_factor_codes", "portal.second_factor_removed"
# Action of the log → its label and its sentence.
LOG_ACTIONS = {
    TURNED_ON: (_("Turn on the second factor"), _("Turned on the second factor")),
    TURNED_OFF: (_("Turn off the second factor"), _("Turned off the second factor")),
    NEW_CODES: (_("Make new recovery codes"), _("Made new recovery codes")),
    REMOVED: (_("Remove the second factor"), _("Removed the second factor")),
}
RECOVERY_CODES = 10
_SECRET_BYTES, _CODE_BYTES = 20, 5


def factor_of(user: Any) -> SecondFactor | None:
    """Return the confirmed second factor of an account."""
    return SecondFactor.objects.filter(user_id=user.pk, confirmed=True).first()


def begun_by(user: Any) -> SecondFactor | None:
    """Return the second factor that an account has begun to set up."""
    return SecondFactor.objects.filter(user_id=user.pk, confirmed=False).first()


def begin(user: Any) -> SecondFactor:
    """Store a new secret, not yet confirmed, in place of one begun before."""
    SecondFactor.objects.filter(user=user, confirmed=False).delete()
    return SecondFactor.objects.create(
        user=user, name="phone", confirmed=False, sealed_key=seal(secrets.token_bytes(_SECRET_BYTES))
    )


@transaction.atomic
def turn_on(factor: SecondFactor) -> list[str]:
    """Confirm a second factor; returns its recovery codes, which nobody sees again."""
    factor.confirmed = True
    factor.save(update_fields=["confirmed"])
    log(factor.user, TURNED_ON, user=factor.user)
    return _replace_codes(factor)


@transaction.atomic
def make_codes(factor: SecondFactor) -> list[str]:
    """Replace the recovery codes; returns the new ones."""
    log(factor.user, NEW_CODES, user=factor.user)
    return _replace_codes(factor)


@transaction.atomic
def turn_off(user: Any) -> None:
    """Delete the account's own second factor."""
    SecondFactor.objects.filter(user=user).delete()
    log(user, TURNED_OFF, user=user)


@transaction.atomic
def remove(account: Any, by: Any = None) -> bool:
    """Delete the second factor of somebody who lost the phone, confirmed or not; say whether there was a confirmed one.

    `by`: who removes it; None for the operator at the command line.
    """
    found = factor_of(account)
    SecondFactor.objects.filter(user=account).delete()
    if found:
        log(account, REMOVED, user=by)
    return found is not None


def _replace_codes(factor: SecondFactor) -> list[str]:
    codes = [b32encode(secrets.token_bytes(_CODE_BYTES)).decode().lower() for _number in range(RECOVERY_CODES)]
    factor.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(RecoveryCode(factor=factor, sealed=seal(code.encode())) for code in codes)
    return ["-".join(in_groups(code)) for code in codes]
