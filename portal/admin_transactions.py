"""One transaction around every POST of the admin."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse

from portal.refusals import RefusedError, refusal
from portal.storages import unnamed_files_removed


class AdminTransactionMiddleware:
    """Privacy and move signals fire outside the transaction of their row; this puts them inside.

    It stands last, so that a failing receiver undoes the whole action of the editor, with the files it wrote; what a
    rule of the site forbids is undone and told.
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
                return transaction.atomic(view)(request, *args, **kwargs)
        except (RefusedError, ProtectedError) as error:
            return refusal(request, error)
