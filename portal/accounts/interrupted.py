"""Carries what an editor sent after the session ended through signing in, and offers to send it again.

Nothing is stored: the form travels, signed, inside the sign-in page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, cast

from django.conf import settings
from django.core import signing
from django.core.exceptions import NON_FIELD_ERRORS
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import resolve
from django.urls.exceptions import Resolver404
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.csrf import csrf_failure as plain_csrf_failure
from wagtail.admin.localization import get_localized_response
from wagtail.admin.views.account import LoginView

FIELD = "interrupted"
_SALT = "portal.interrupted"
_SECONDS = 24 * 3600
# Forms that need no account.
_OPEN = ("wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_password_reset")
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


@dataclass(frozen=True, slots=True)
class InterruptedPost:
    """A form as it was sent: address, fields in their order, whether files were attached (they are dropped)."""

    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool = False

    @property
    def title(self) -> str:
        """The text by which the editor recognises the form; empty where it has no such field."""
        found = dict(self.fields)
        return next((found[name] for name in ("title", "name_zh", "name", "zh") if found.get(name)), "")

    @classmethod
    def of(cls, request: HttpRequest) -> InterruptedPost:
        """Return what this request carries, without its token."""
        fields = ((name, value) for name, values in request.POST.lists() for value in values if name != _TOKEN)
        return cls(request.get_full_path(), tuple(fields), bool(request.FILES))

    def sealed(self) -> str:
        """Return it as signed text; empty where it is too long to be sent along with a password."""
        text = signing.dumps([self.path, self.fields, self.had_files], salt=_SALT, compress=True)
        return text if len(text) < settings.DATA_UPLOAD_MAX_MEMORY_SIZE * 9 // 10 else ""


def opened(sealed: str) -> InterruptedPost | None:
    """Read signed text; None for what was not signed here, or longer than a day ago."""
    try:
        path, fields, had_files = signing.loads(sealed, salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature:
        return None
    return InterruptedPost(path, tuple((name, value) for name, value in fields), had_files)


class SignInView(LoginView):
    """Wagtail's sign-in page; carries an interrupted form and offers to send it again."""

    template_name = "portal/admin/sign_in.html"

    def interrupted(self, request: HttpRequest, sealed: str) -> HttpResponse:
        """Return the empty sign-in page in response to a form for another address."""
        self.setup(request)
        context = self.get_context_data(form=self.get_form_class()(request), interrupted=sealed, is_interrupted=True)
        response = self.render_to_response(context)
        add_never_cache_headers(response)
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        sealed = self.request.POST.get(FIELD, "")
        return super().get_context_data(**{"interrupted": sealed, "is_interrupted": bool(sealed), **kwargs})

    def form_invalid(self, form: Any) -> HttpResponse:
        response: HttpResponse = super().form_invalid(form)
        if form.has_error(NON_FIELD_ERRORS, code="too_often"):
            response.status_code = 429
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        response = super().form_valid(form)
        found = opened(self.request.POST.get(FIELD, ""))
        return _send_again(self.request, found) if found else response


def offered_again(request: HttpRequest, **context: Any) -> HttpResponse | None:
    """Return the page that sends this form again; None where it cannot be carried."""
    can_be = _is_for_editors(request) and not _holds_password(request)
    return _send_again(request, InterruptedPost.of(request), **context) if can_be else None


def _send_again(request: HttpRequest, found: InterruptedPost, **context: Any) -> HttpResponse:
    """Return a page with the whole form, under a new token, in the editor's language; one click sends it."""
    context = {"found": found, **context}
    response: HttpResponse = get_localized_response(render, request, "portal/admin/send_again.html", context)
    add_never_cache_headers(response)
    return response


class InterruptedPostMiddleware:
    """Handles anonymous POSTs to the admin: usually an editor whose session has ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        return _carried(request) if _is_for_editors(request) and request.user.is_anonymous else None


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Offer the same help where signing in elsewhere, in another tab, has voided the token of our own form.

    The browser proves the origin, so no other site can put text into an editor's form.
    """
    response = _helped(request) if request.headers.get("Origin") in _own_origins(request) else None
    return response or plain_csrf_failure(request, reason=reason)


def _helped(request: HttpRequest) -> HttpResponse | None:
    sealed = request.POST.get(FIELD, "")
    if found := opened(sealed):  # the sign-in form itself has expired
        return (
            _send_again(request, found) if request.user.is_authenticated else SignInView().interrupted(request, sealed)
        )
    if not _is_for_editors(request):
        return None
    if request.user.is_anonymous:
        return _carried(request)
    return offered_again(request) if is_navigation(request) else None


def _carried(request: HttpRequest) -> HttpResponse | None:
    """Return the sign-in page with what was posted, or an error for a script; None where nothing can be carried."""
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return None
    if not is_navigation(request):
        # Wagtail's autosave shows the text beside this code; what was typed stays in the open form.
        message = _("You are signed out. Press “Save draft”: you can sign in, and nothing you typed is lost.")
        return JsonResponse({"success": False, "error_code": "locked", "error_message": message}, status=401)
    post = InterruptedPost.of(request)
    if not post.fields or _holds_password(request):
        return None
    return SignInView().interrupted(request, post.sealed())


def _is_for_editors(request: HttpRequest) -> bool:
    """Say whether this is a form of the admin that needs an account."""
    if request.method != "POST" or not request.path.startswith("/admin/"):
        return False
    try:
        return not (resolve(request.path_info).url_name or "").startswith(_OPEN)
    except Resolver404:
        return False


def is_navigation(request: HttpRequest) -> bool:
    """Say whether a browser shows the response as a page; false for what a script asks for."""
    return request.accepts("text/html") and request.headers.get("Sec-Fetch-Mode", "navigate") == "navigate"


def _holds_password(request: HttpRequest) -> bool:
    return any("password" in name for name in request.POST)


def _own_origins(request: HttpRequest) -> tuple[str, ...]:
    scheme = cast("str", request.scheme)
    return (f"{scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)
