"""One transaction around every POST of the admin, except for views that read a file first."""

from collections.abc import Callable
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse

from portal.accounts.authority import within_own_rights
from portal.refusals import RefusedError, refusal
from portal.storages import unnamed_files_removed

View = TypeVar("View", bound=Callable[..., HttpResponse])

# Views of Wagtail that decode, convert or hash an upload, or check a password. SQLite has one writer: inside a
# transaction nobody else could save meanwhile. Each of them saves in transactions of its own.
_LONG_VIEWS = frozenset(
    {
        *(
            f"{media}{view}"
            for media in ("wagtailimages", "wagtaildocs")
            for view in (":add", ":edit", ":add_multiple", "_chooser:create")
        ),
        "wagtailimages:create_multiple_from_uploaded_image",
        "wagtaildocs:create_multiple_from_uploaded_document",
        "wagtail_localize:upload_pofile",
        "wagtailadmin_login",
        "wagtailadmin_password_reset",
    }
)


def own_transactions(view: View) -> View:
    """Mark a view of the admin that reads long before it writes: it opens its transactions itself."""
    setattr(view, "own_transactions", True)  # noqa: B010 - functions declare no attributes
    return view


class AdminTransactionMiddleware:
    """Puts privacy and move signals, which Wagtail sends outside, inside the transaction of their row.

    It is the last middleware, so that a failing receiver undoes the whole action of the editor and deletes the files it
    wrote. An action that a rule of the site forbids is undone, with a message.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: list[Any], kwargs: dict[str, Any]
    ) -> HttpResponse | None:
        if request.method != "POST" or not request.path.startswith("/admin/"):
            return None
        try:
            with unnamed_files_removed():
                if _reads_first(request, view):
                    return view(request, *args, **kwargs)
                with transaction.atomic(), within_own_rights(request.user):
                    return view(request, *args, **kwargs)
        except (RefusedError, ProtectedError) as error:
            return refusal(request, error)


def _reads_first(request: HttpRequest, view: Callable[..., HttpResponse]) -> bool:
    match = request.resolver_match
    return getattr(view, "own_transactions", False) or (match is not None and match.view_name in _LONG_VIEWS)
