"""One transaction around every POST of the admin."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.http import HttpRequest, HttpResponse


class AdminTransactionMiddleware:
    """Privacy and move signals fire outside the transaction of their row; this puts them inside.

    It stands last, so that a failing receiver undoes the whole action of the editor.
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
        return transaction.atomic(view)(request, *args, **kwargs)
