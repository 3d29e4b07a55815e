"""Makes the current user known to models while a page of the admin is rendered."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from wagtail.log_actions import LogContext


class AdminUserMiddleware:
    """Keeps the user in Wagtail's log context while its listings are rendered, after the view has run."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/admin/") or not request.user.is_authenticated:
            return self.get_response(request)
        with LogContext(user=request.user, generate_uuid=False):
            return self.get_response(request)
