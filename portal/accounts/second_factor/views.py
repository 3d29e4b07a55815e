"""The pages of the own account that set up the second factor, make new recovery codes and turn it off."""

from __future__ import annotations

from typing import Any

import django_otp
import segno
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.generic import View

from portal.accounts.second_factor import enrolling
from portal.accounts.second_factor.forms import ConfirmForm, PasswordAndCodeForm, PasswordForm
from portal.accounts.second_factor.models import SecondFactor, in_groups
from portal.accounts.second_factor.removal import remove_factor
from portal.accounts.second_factor.required import is_required

_BEGUN = "second_factor_begun"  # in the session: when the password was last given, in seconds
_SECONDS = 15 * 60


@method_decorator([never_cache, sensitive_post_parameters("password", "otp_token")], name="dispatch")
class _OwnAccountView(View):
    """A page about the second factor of the user who is signed in."""

    request: Any  # its user is an account: the admin lets nobody else in

    def page(self, template: str, title: str, **context: Any) -> HttpResponse:
        """Return the page; 429 where its form has been tried too often."""
        crumbs = [
            {"url": reverse("wagtailadmin_home"), "label": _("Home")},
            {"url": reverse("wagtailadmin_account"), "label": _("Account")},
            {"url": "", "label": title},
        ]
        frame = {"breadcrumbs_items": crumbs, "header_title": title, "header_icon": "key"}
        forms = [value for name, value in context.items() if name.endswith("form")]
        status = 429 if any(_is_too_often(form) for form in forms) else 200
        return render(self.request, f"portal/admin/second_factor/{template}.html", {**frame, **context}, status=status)

    def codes(self, codes: list[str]) -> HttpResponse:
        """Return the page that shows new recovery codes, this once."""
        return self.page("codes", _("Recovery codes"), codes=codes)


class OverviewView(_OwnAccountView):
    """Says whether the second factor is on, and offers what can be done."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.overview()

    def overview(self, **forms: Any) -> HttpResponse:
        """Return the page, with a form that was refused in place of the empty one."""
        factor = enrolling.factor_of(self.request.user)
        empty: dict[str, Any] = {"password_form": PasswordForm(self.request)}
        if factor:
            empty = {
                "codes_form": PasswordAndCodeForm(self.request, auto_id="codes_%s"),
                "off_form": PasswordAndCodeForm(self.request, auto_id="off_%s"),
                "codes_left": factor.recovery_codes.count(),
            }
        title = _("Second factor")
        return self.page(
            "overview", title, factor=factor, is_required=is_required(self.request.user), **{**empty, **forms}
        )


class BeginView(OverviewView):
    """Checks the password and stores a new secret."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("second_factor")

    def post(self, request: HttpRequest) -> HttpResponse:
        if enrolling.factor_of(self.request.user):
            return redirect("second_factor")
        form = PasswordForm(request, request.POST)
        if not form.is_valid():
            return self.overview(password_form=form)
        user = self.request.user
        # The same password under a new salt ends all other sessions of the account: they were opened without a code.
        user.set_password(form.cleaned_data["password"])
        user.save(update_fields=["password"])
        update_session_auth_hash(request, user)
        enrolling.begin(user)
        request.session[_BEGUN] = timezone.now().timestamp()
        return redirect("second_factor_confirm")


class ConfirmView(_OwnAccountView):
    """Shows the secret, and turns the second factor on once a code of it is entered."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.secret(ConfirmForm(request))

    def post(self, request: HttpRequest) -> HttpResponse:
        factor = self.begun()
        form = ConfirmForm(request, request.POST)
        if factor is None or not form.is_valid():
            return self.secret(form)
        del request.session[_BEGUN]
        factor.refresh_from_db()
        codes = enrolling.turn_on(factor)
        django_otp.login(request, factor)
        messages.success(request, _("The second factor is on: from now on a code is asked for when you sign in."))
        return self.codes(codes)

    def begun(self) -> SecondFactor | None:
        """Return what is being set up; None where the password was given too long ago."""
        age = timezone.now().timestamp() - self.request.session.get(_BEGUN, 0)
        return enrolling.begun_by(self.request.user) if age < _SECONDS else None

    def secret(self, form: ConfirmForm) -> HttpResponse:
        """Return the page with QR code, secret and form; the first page where there is none."""
        factor = self.begun()
        if factor is None:
            return redirect("second_factor")
        return self.page(
            "confirm", _("Second factor"), confirm_form=form, qr=_drawing(factor), groups=in_groups(factor.secret)
        )


class CodesView(OverviewView):
    """Makes new recovery codes."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("second_factor")

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PasswordAndCodeForm(request, request.POST, auto_id="codes_%s")
        factor = enrolling.factor_of(self.request.user)
        if factor is None or not form.is_valid():
            return self.overview(codes_form=form)
        return self.codes(enrolling.make_codes(factor))


class OffView(OverviewView):
    """Turns the second factor off."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return redirect("second_factor")

    def post(self, request: HttpRequest) -> HttpResponse:
        form = PasswordAndCodeForm(request, request.POST, auto_id="off_%s")
        if not form.is_valid():
            return self.overview(off_form=form)
        enrolling.turn_off(self.request.user)
        messages.success(request, _("The second factor is off."))
        return redirect("second_factor")


URLS = [
    path("account/second-factor/", OverviewView.as_view(), name="second_factor"),
    path("account/second-factor/begin/", BeginView.as_view(), name="second_factor_begin"),
    path("account/second-factor/confirm/", ConfirmView.as_view(), name="second_factor_confirm"),
    path("account/second-factor/codes/", CodesView.as_view(), name="second_factor_codes"),
    path("account/second-factor/off/", OffView.as_view(), name="second_factor_off"),
    path("users/<int:pk>/second-factor/remove/", remove_factor, name="second_factor_remove"),
]


def account_menu_item(request: HttpRequest) -> dict[str, str]:
    """Return the way to these pages, for the page of the own account."""
    return {
        "url": reverse("second_factor"),
        "label": _("Second factor"),
        "help_text": _("Protects your account by a code from your phone, beside the password."),
    }


def _is_too_often(form: Any) -> bool:
    return form.is_bound and any(form.has_error(name, code="too_often") for name in (*form.fields, "__all__"))


def _drawing(factor: SecondFactor) -> SafeString:
    label = _("QR code with the secret, for your authenticator app")
    code = segno.make(factor.address, error="m", micro=False)
    drawing = code.svg_inline(scale=5, border=3, light="#fff", title=label)
    return mark_safe(drawing.replace("<svg ", '<svg role="img" ', 1))  # noqa: S308 — segno's own drawing
