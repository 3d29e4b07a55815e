"""The forms for logging in and for a new password, with limits on how often they may be tried."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Iterator
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms.auth import LoginForm as WagtailLoginForm
from wagtail.admin.forms.auth import PasswordResetForm as WagtailPasswordResetForm

from portal.accounts import pace
from portal.accounts.second_factor.enrolling import factor_of
from portal.accounts.second_factor.forms import CodeMixin, code_field, take_a_turn

logger = logging.getLogger(__name__)

RESETS_OF_AN_ACCOUNT = (pace.Limit(dt.timedelta(hours=1), 3),)
RESETS_FROM_A_NETWORK = (pace.Limit(dt.timedelta(hours=1), 10),)


class LoginForm(CodeMixin, WagtailLoginForm):
    """Wagtail's form; after too many wrong passwords it checks none for a while, not even the right one.

    Once the password is right, it asks accounts with a second factor for a code.
    """

    otp_token = code_field()

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["password"].label = _("Password")  # Wagtail's is the English name of the field
        self.asks_for_code = False

    def clean(self) -> dict[str, Any]:
        name = str(self.cleaned_data.get("username") or "").lower()
        who = pace.digest("login", name, pace.network_of(self.request))
        take_a_turn(
            who, _("Too many wrong passwords for this account. Wait 15 minutes, or have a new password sent to you.")
        )
        cleaned: dict[str, Any] = super().clean()
        user = self.get_user()
        if user is None:  # one of the two fields is empty
            return cleaned
        pace.start_over(who)
        if factor_of(user):
            self._ask_for_code()
            self.clean_otp(user)
        return cleaned

    def _ask_for_code(self) -> None:
        """Show the field, and begin there."""
        self.asks_for_code = True
        self.fields["username"].widget.attrs.pop("autofocus", None)
        self.fields["otp_token"].widget.attrs["autofocus"] = ""
        self.fields["password"].widget.render_value = True

    @property
    def extra_fields(self) -> Iterator[tuple[str, Any]]:
        return (field for field in super().extra_fields if self.asks_for_code)


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
