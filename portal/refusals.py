"""Errors of actions that the site's rules forbid, raised by model code and shown to the editor in the admin."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.models import ProtectedError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _


class RefusedError(ValidationError):
    """An action that a rule of the site forbids; `messages`: why, in the editor's language."""

    def __init__(self, message: Any) -> None:
        # As a dictionary: wagtail-localize reads `error_dict` of whatever a page raises.
        super().__init__({NON_FIELD_ERRORS: message})


def refusal(request: HttpRequest, error: RefusedError | ProtectedError) -> HttpResponse:
    """Redirect to where the editor came from, with the reason as a message.

    The admin's own dialogs post by script and expect the address in JSON.
    """
    for text in error.messages if isinstance(error, RefusedError) else _protected(error):
        messages.error(request, text)
    address = _back(request)
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return JsonResponse({"step": "success", "redirect": address})
    return HttpResponseRedirect(address)


def _protected(error: ProtectedError) -> list[str]:
    text = str(error.args[0])
    # Django's own sentence names classes and relations; an editor needs the objects.
    if text.startswith("Cannot delete"):
        named = ", ".join(sorted({str(row) for row in list(error.protected_objects)[:3]}))
        text = _("This cannot be deleted: it is in use by %(named)s.") % {"named": named}
    return [text]


def _back(request: HttpRequest) -> str:
    referer = request.headers.get("Referer", "")
    if url_has_allowed_host_and_scheme(referer, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return referer
    return reverse("wagtailadmin_home")
