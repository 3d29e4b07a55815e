"""Leads users whose role must have a second factor to the page that sets it up, and to nothing else of the admin."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.core import checks
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from portal.accounts.interrupted import is_navigation, offered_again
from portal.accounts.role_labels import role_names
from portal.accounts.second_factor.enrolling import factor_of

EVERYBODY = "all"
SUPERUSER = "superuser"
# Names of views that are open without a second factor: its own pages, signing in and out, and what every page loads.
_OPEN = frozenset(
    {
        "second_factor",
        "second_factor_begin",
        "second_factor_confirm",
        "wagtailadmin_login",
        "wagtailadmin_logout",
        "wagtailadmin_password_reset",
        "wagtailadmin_password_reset_done",
        "wagtailadmin_password_reset_confirm",
        "wagtailadmin_password_reset_complete",
        "wagtailadmin_sprite",
        "wagtailadmin_javascript_catalog",
    }
)


def is_required(user: Any) -> bool:
    """Say whether a role of this account must have a second factor."""
    required: list[str] = settings.REQUIRE_SECOND_FACTOR
    if not required:
        return False
    if EVERYBODY in required or (user.is_superuser and SUPERUSER in required):
        return True
    return bool(user.groups.filter(name__in=required).exists())


class SecondFactorMiddleware:
    """Stops users of these roles whose session has not been opened with a code."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if not settings.REQUIRE_SECOND_FACTOR or not request.path.startswith("/admin/"):
            return None
        user: Any = request.user
        match = request.resolver_match
        if user.is_anonymous or user.is_verified() or (match and match.view_name in _OPEN) or not is_required(user):
            return None
        return _stopped(request)


def _stopped(request: HttpRequest) -> HttpResponse:
    """Return the way to the second factor; what was posted is not lost on the way."""
    if not is_navigation(request):
        message = _("Set up your second factor first: open the admin in another tab.")
        return JsonResponse({"success": False, "error_code": "locked", "error_message": message}, status=403)
    if request.method == "POST" and (page := offered_again(request, needs_second_factor=True)):
        return page
    if factor_of(request.user):  # turned on elsewhere since this session began
        logout(request)
        return redirect("wagtailadmin_login")
    return redirect("second_factor")


@checks.register
def roles_are_known(app_configs: Any, **kwargs: Any) -> list[checks.CheckMessage]:
    """Warn of names in REQUIRE_SECOND_FACTOR that are no role of this site."""
    return [
        checks.Warning(
            f"REQUIRE_SECOND_FACTOR names “{name}”, which is no role of this site: it holds for a group of that name "
            "alone, if an administrator made one.",
            hint=f"Roles: {', '.join([EVERYBODY, SUPERUSER, *sorted(role_names())])}.",
            id="portal.W003",
        )
        for name in _unknown(settings.REQUIRE_SECOND_FACTOR)
    ]


def _unknown(names: Iterable[str]) -> list[str]:
    return [name for name in names if name not in {EVERYBODY, SUPERUSER, *role_names()}]
