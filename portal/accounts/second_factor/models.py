"""The second factor of an account: an authenticator app on a phone, and codes for the day it is lost.

A device of django-otp of our own, because those it brings store secrets in clear: the verification and its throttle
are the library's, the secrets are sealed.
"""

from __future__ import annotations

import hmac
import unicodedata
from base64 import b32encode
from time import time
from urllib.parse import quote, urlencode

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django_otp.models import Device, ThrottlingMixin, TimestampMixin
from django_otp.oath import TOTP

from portal.sealing import unseal

DIGITS, SECONDS, TOLERANCE = 6, 30, 1
# Wrong codes in a row after which the wait grows no further (32 s): whoever knows a password must not be able to keep
# its owner out for hours. What bounds guesses from one network is portal.accounts.pace.
_SLOWEST = 6


class SecondFactor(TimestampMixin, ThrottlingMixin, Device):
    """The one second factor of an account; `confirmed` once its owner has entered a code of it."""

    sealed_key = models.BinaryField()
    last_step = models.BigIntegerField(default=-1)  # of the last code that was accepted: each opens once
    drift = models.SmallIntegerField(default=0)  # steps by which the phone's clock is ahead of ours

    class Meta(Device.Meta):
        verbose_name = _("second factor")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["user"], name="one_second_factor_per_account")]

    @property
    def secret(self) -> str:
        """The secret as authenticator apps take it: base32."""
        return b32encode(unseal(bytes(self.sealed_key))).decode()

    @property
    def address(self) -> str:
        """What the QR code holds: the secret, with the name of the site and of the account."""
        site = settings.WAGTAIL_SITE_NAME.replace(":", "")
        values = {"secret": self.secret, "issuer": site, "algorithm": "SHA1", "digits": DIGITS, "period": SECONDS}
        return f"otpauth://totp/{quote(f'{site}:{self.user.get_username()}')}?{urlencode(values, quote_via=quote)}"

    def verify_token(self, token: str) -> bool:
        """Say whether this is the phone's code, or an unused recovery code; either one is accepted once.

        Raises LostKeyError where the key of the site that sealed the secret is lost.
        """
        if not self.verify_is_allowed()[0]:
            return False
        code = plain_code(token)
        is_right = self._is_of_the_phone(code) if code.isdigit() and len(code) == DIGITS else self._is_recovery(code)
        if is_right:
            self.throttle_reset(commit=False)
            self.set_last_used_timestamp(commit=False)
            self.save()
        else:
            self.throttle_increment()
        return is_right

    def _is_of_the_phone(self, code: str) -> bool:
        clock = TOTP(unseal(bytes(self.sealed_key)), SECONDS, digits=DIGITS, drift=self.drift)
        clock.time = time()
        is_right = bool(clock.verify(int(code), TOLERANCE, self.last_step + 1))
        if is_right:
            self.last_step, self.drift = clock.t(), clock.drift
        return is_right

    def _is_recovery(self, code: str) -> bool:
        found = [row for row in self.recovery_codes.all() if hmac.compare_digest(row.code.encode(), code.encode())]
        for row in found:
            row.delete()
        return bool(found)

    def get_throttle_factor(self) -> int:
        return 1

    def throttle_increment(self, commit: bool = True) -> None:
        super().throttle_increment(commit=False)
        self.throttling_failure_count = min(self.throttling_failure_count, _SLOWEST)  # type: ignore[has-type]
        if commit:
            self.save()


class RecoveryCode(models.Model):
    """A code that opens once in place of the phone's; deleted when it is used."""

    factor = models.ForeignKey(SecondFactor, on_delete=models.CASCADE, related_name="recovery_codes")
    sealed = models.BinaryField()

    class Meta:
        default_permissions = ()

    @property
    def code(self) -> str:
        """The code without hyphen."""
        return unseal(bytes(self.sealed)).decode()


def plain_code(typed: str) -> str:
    """Return a typed code without spaces and hyphens, in half-width lower case."""
    return "".join(sign for sign in unicodedata.normalize("NFKC", typed).lower() if sign.isascii() and sign.isalnum())


def in_groups(text: str) -> list[str]:
    """Return a text in groups of four characters, as it is read aloud and typed."""
    return [text[at : at + 4] for at in range(0, len(text), 4)]
