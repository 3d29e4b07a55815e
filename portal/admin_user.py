"""Who is using the admin, known to the models while a page of it is drawn."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from wagtail.log_actions import LogContext


class AdminUserMiddleware:
    """Wagtail knows the user of an action while the view runs; its lists are drawn after that."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not request.path.startswith("/admin/") or not request.user.is_authenticated:
            return self.get_response(request)
        with LogContext(user=request.user, generate_uuid=False):
            return self.get_response(request)
