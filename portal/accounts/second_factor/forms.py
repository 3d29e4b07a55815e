"""Forms that ask for the password or a code of the second factor, with limits on how often they may be tried."""

from __future__ import annotations

import logging
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django_otp.forms import OTPAuthenticationFormMixin

from portal.accounts import pace
from portal.accounts.second_factor.models import SecondFactor
from portal.sealing import LostKeyError

logger = logging.getLogger(__name__)


def code_field() -> forms.CharField:
    """Return the field for a code of the phone, or a recovery code."""
    return forms.CharField(
        label=_("One-time code"),
        help_text=_("The six digits that your authenticator app shows, or one of your recovery codes."),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false"}),
    )


class CodeMixin(OTPAuthenticationFormMixin):
    """Checks a code of the account's second factor; the form has `request` and a field `otp_token`."""

    request: HttpRequest
    otp_error_messages = {
        **OTPAuthenticationFormMixin.otp_error_messages,
        "token_required": _("Enter the code of your second factor."),
        "device_required": _("This account has no second factor."),
        "invalid_token": _(
            "The code is wrong, or was used before. Enter the one that your authenticator app shows, or a recovery "
            "code that you have not used yet."
        ),
        "n_failed_attempts": _("Wrong codes were entered. Wait half a minute, then enter the code that is shown then."),
    }

    def _chosen_device(self, user: Any) -> SecondFactor | None:
        """Return the account's one device; locked, so that the same code sent twice at once opens once."""
        return self._devices(user).select_for_update().first()

    def _devices(self, user: Any) -> Any:
        return SecondFactor.objects.filter(user_id=user.pk, confirmed=True)

    def clean_otp(self, user: Any) -> None:
        """Raise ValidationError unless the code is right; counts each code per account and network."""
        who = pace.digest("code", str(user.pk), pace.network_of(self.request))
        if self.cleaned_data.get("otp_token"):
            take_a_turn(who, _("Too many wrong codes for this account. Wait 15 minutes."))
        try:
            super().clean_otp(user)
        except LostKeyError:
            logger.exception("a second factor was sealed with a key that is lost")
            raise ValidationError(
                _("Your second factor cannot be read any more. Ask an administrator to remove it."), code="lost_key"
            ) from None
        pace.start_over(who)


def take_a_turn(who: str, message: Any) -> None:
    """Count one more password or code; raises ValidationError with the message where that is too many.

    Counted before it is checked, so that guesses at the same moment count each other.
    """
    try:
        pace.take_a_turn(who, pace.WRONG_PASSWORDS)
    except pace.TooOften:
        logger.warning("too many wrong passwords or codes for one account from one network")
        raise ValidationError(message, code="too_often") from None


class PasswordForm(forms.Form):
    """Asks users for their own password once more."""

    password = forms.CharField(
        label=_("Your password"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        password: str = self.cleaned_data["password"]
        user: Any = self.request.user
        who = pace.digest("login", user.get_username().lower(), pace.network_of(self.request))
        take_a_turn(who, _("Too many wrong passwords for this account. Wait 15 minutes."))
        if not user.check_password(password):
            raise ValidationError(_("This is not your password."), code="wrong_password")
        pace.start_over(who)
        return password


class PasswordAndCodeForm(CodeMixin, PasswordForm):
    """Asks for the password and a code: to turn the second factor off, or for new recovery codes."""

    otp_token = code_field()

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "password" in cleaned:  # no code is spent on a wrong password
            self.clean_otp(self.request.user)
        return cleaned

    def _update_form(self, user: Any) -> None:
        """Leave the password empty: unlike on the sign-in page, it is not sent back."""


class ConfirmForm(CodeMixin, forms.Form):
    """Asks for a first code of the second factor that is being set up."""

    otp_token = code_field()

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        self.request = request
        super().__init__(*args, **kwargs)
        self.fields["otp_token"].help_text = _("The six digits that your authenticator app shows for this site.")

    def clean(self) -> dict[str, Any]:
        self.clean_otp(self.request.user)
        return self.cleaned_data

    def _devices(self, user: Any) -> Any:
        return SecondFactor.objects.filter(user_id=user.pk, confirmed=False)
