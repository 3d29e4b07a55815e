"""The forms for logging in and for a new password, with limits on how often they may be tried."""

from __future__ import annotations

import datetime as dt
import logging
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm

from portal.accounts import pace

logger = logging.getLogger(__name__)

# Per account and network: somebody who guesses a password does not lock out users elsewhere.
WRONG_PASSWORDS = (pace.Limit(dt.timedelta(minutes=15), 5), pace.Limit(dt.timedelta(days=1), 30))
RESETS_OF_AN_ACCOUNT = (pace.Limit(dt.timedelta(hours=1), 3),)
RESETS_FROM_A_NETWORK = (pace.Limit(dt.timedelta(hours=1), 10),)


class LoginForm(WagtailLoginForm):
    """Wagtail's form; after too many wrong passwords it checks none for a while, not even the right one."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")  # Wagtail's is the English name of the field

    def clean(self) -> dict[str, Any]:
        name = str(self.cleaned_data.get("username") or "").lower()
        who = pace.digest("login", name, pace.network_of(self.request))
        try:
            # Counted before the password is checked, so that guesses at the same moment count each other.
            pace.take_a_turn(who, WRONG_PASSWORDS)
        except pace.TooOften:
            logger.warning("too many wrong passwords for one account from one network")
            raise ValidationError(
                _("Too many wrong passwords for this account. Wait 15 minutes, or have a new password sent to you."),
                code="too_often",
            ) from None
        cleaned: dict[str, Any] = super().clean()
        pace.start_over(who)
        return cleaned


class PasswordResetForm(WagtailPasswordResetForm):
    """Wagtail's form; sends at most three mails an hour to an account, ten to requests of one network."""

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Send the mail, or nothing: the response is the same, so nobody learns which addresses are known."""
        try:
            pace.take_a_turn(pace.digest("reset", pace.network_of(kwargs["request"])), RESETS_FROM_A_NETWORK)
            pace.take_a_turn(pace.digest("reset", self.cleaned_data["email"].lower()), RESETS_OF_AN_ACCOUNT)
        except pace.TooOften:
            logger.warning("a password was asked for too often; no mail is sent")
            return
        super().save(*args, **kwargs)
