"""The admin's own content security policy; public pages keep the strict one."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class AdminPolicyMiddleware:
    """Widens the policy under /admin/ only: Wagtail's editor uses inline scripts and styles."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.path.startswith("/admin/"):
            setattr(response, "_csp_update", settings.ADMIN_CONTENT_SECURITY_POLICY)  # noqa: B010 - as csp_update sets it
        return response
