"""The page behind the link of an enterprise's contact, who confirms that a contribution is theirs."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods

from portal.frame.secret_link import secret_page
from portal.sealing import LostKeyError
from showcase.contributions import recognition
from showcase.inbox.models import Submission


@sensitive_variables()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def contribution_contact(request: HttpRequest, token: str) -> HttpResponse:
    """Say what was offered in the name of which enterprise; a POST confirms it. 404 for an erased or withdrawn one."""
    row = recognition.contribution_of(token)
    if row is None:
        raise Http404
    found = Submission.objects.defer(*Submission.SEALED).get(pk=row.submission_id)
    try:
        content = Submission.objects.get(pk=row.submission_id).fields()
        enterprise = recognition.recognition_of(found).enterprise
    except LostKeyError as error:
        raise Http404 from error
    if enterprise is None or enterprise.number != row.enterprise_number:
        raise Http404
    if request.method == "POST":
        recognition.confirm(row)
        return HttpResponseRedirect(reverse("contribution_contact", args=[token]))
    context = {
        "name": enterprise.name_en if get_language() == "en" else enterprise.name_zh,
        "number": found.number,
        "title": content.get("title", ""),
        "is_consultant": content.get("role") == "consultant",
        "is_confirmed": row.contact_confirmed_at is not None,
    }
    return secret_page(request, "showcase/contribution_contact.html", _("A case in your enterprise’s name"), context)
