"""What an editor has sent after the session ended is carried through signing in, and sent again at one press.

Nothing is stored: the form travels, signed, in the page of the sign-in form.
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
# Posted without an account.
_OPEN = ("wagtailadmin_login", "wagtailadmin_logout", "wagtailadmin_password_reset")
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field


@dataclass(frozen=True, slots=True)
class InterruptedPost:
    """A form as it was sent: where to, its fields in their order, whether files came with it (they are not kept)."""

    path: str
    fields: tuple[tuple[str, str], ...]
    had_files: bool = False

    @property
    def title(self) -> str:
        """How the editor knows what was typed; empty where the form has no such field."""
        found = dict(self.fields)
        return next((found[name] for name in ("title", "name_zh", "name", "zh") if found.get(name)), "")

    @classmethod
    def of(cls, request: HttpRequest) -> InterruptedPost:
        """What this request carries, without its token."""
        fields = ((name, value) for name, values in request.POST.lists() for value in values if name != _TOKEN)
        return cls(request.get_full_path(), tuple(fields), bool(request.FILES))

    def sealed(self) -> str:
        """Signed text; empty where it is too long to be sent along with a password."""
        text = signing.dumps([self.path, self.fields, self.had_files], salt=_SALT, compress=True)
        return text if len(text) < settings.DATA_UPLOAD_MAX_MEMORY_SIZE * 9 // 10 else ""


def opened(sealed: str) -> InterruptedPost | None:
    """The other way; None for what was not sealed here, or longer than a day ago."""
    try:
        path, fields, had_files = signing.loads(sealed, salt=_SALT, max_age=_SECONDS)
    except signing.BadSignature:
        return None
    return InterruptedPost(path, tuple((name, value) for name, value in fields), had_files)


class SignInView(LoginView):
    """Wagtail's sign-in; it takes an interrupted form along and offers to send it again."""

    template_name = "portal/admin/sign_in.html"

    def interrupted(self, request: HttpRequest, sealed: str) -> HttpResponse:
        """The empty sign-in form, in answer to a form that asked for nothing of the kind."""
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


def _send_again(request: HttpRequest, found: InterruptedPost) -> HttpResponse:
    """A page with the whole form in it, under a fresh token, in the editor's language; one press sends it."""
    response: HttpResponse = get_localized_response(render, request, "portal/admin/send_again.html", {"found": found})
    add_never_cache_headers(response)
    return response


class InterruptedPostMiddleware:
    """Answers what strangers post to the admin: most often an editor whose session has ended."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        return _carried(request) if _is_for_editors(request) and request.user.is_anonymous else None


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Signing in elsewhere, in another tab, voids the token of an open form: the same help where the form is our own.

    The origin is proven by the browser, so no other site can put words into an editor's mouth.
    """
    response = _helped(request) if request.headers.get("Origin") in _own_origins(request) else None
    return response or plain_csrf_failure(request, reason=reason)


def _helped(request: HttpRequest) -> HttpResponse | None:
    sealed = request.POST.get(FIELD, "")
    if found := opened(sealed):  # the sign-in form itself has grown old
        return (
            _send_again(request, found) if request.user.is_authenticated else SignInView().interrupted(request, sealed)
        )
    if not _is_for_editors(request):
        return None
    if request.user.is_anonymous:
        return _carried(request)
    may_send = not _by_script(request) and not _holds_password(request)
    return _send_again(request, InterruptedPost.of(request)) if may_send else None


def _carried(request: HttpRequest) -> HttpResponse | None:
    """The sign-in form with what was posted, or word of it to a script; None where there is nothing to carry."""
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return None
    if _by_script(request):
        # Wagtail's autosave shows the text beside this code; what was typed stays in the open form.
        message = _("You are signed out. Press “Save draft”: you can sign in, and nothing you typed is lost.")
        return JsonResponse({"success": False, "error_code": "locked", "error_message": message}, status=401)
    post = InterruptedPost.of(request)
    if not post.fields or _holds_password(request):
        return None
    return SignInView().interrupted(request, post.sealed())


def _is_for_editors(request: HttpRequest) -> bool:
    """Whether this is a form of the admin that needs an account."""
    if request.method != "POST" or not request.path.startswith("/admin/"):
        return False
    try:
        return not (resolve(request.path_info).url_name or "").startswith(_OPEN)
    except Resolver404:
        return False


def _by_script(request: HttpRequest) -> bool:
    return not request.accepts("text/html") or request.headers.get("Sec-Fetch-Mode", "navigate") != "navigate"


def _holds_password(request: HttpRequest) -> bool:
    return any("password" in name for name in request.POST)


def _own_origins(request: HttpRequest) -> tuple[str, ...]:
    scheme = cast("str", request.scheme)
    return (f"{scheme}://{request.get_host()}", *settings.CSRF_TRUSTED_ORIGINS)
