"""Pages of the yearly showcase for readers of a link: a proof by its number, and an enterprise's years by its link."""

from __future__ import annotations

import io
from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe

from portal.frame.secret_link import secret_page
from portal.templatetags.portal_tags import shown_date
from showcase.lists.printing.making import PdfFailedError, PdfUnavailableError
from showcase.signoff.enterprise import enterprise_of
from showcase.signoff.links import sign_off_of
from showcase.yearly.models import ProofOfPublication
from showcase.yearly.proofs import issue, statement_of_enterprise
from showcase.yearly.record import shown_of_enterprise, years_of
from showcase.yearly.statements import Statement


@never_cache
@require_safe
def proof(request: HttpRequest, number: str) -> HttpResponse:
    """Say what the proof of this number states; 404 for a number that was not issued."""
    found = get_object_or_404(ProofOfPublication.objects.defer("pdf"), number=number)
    return _proof_page(request, found)


def _proof_page(request: HttpRequest, found: ProofOfPublication, status: int = 200) -> HttpResponse:
    withdrawn = found.withdrawn_at
    context = {
        "number": found.number,
        "issued_on": shown_date(timezone.localdate(found.issued_at)),
        "withdrawn_on": shown_date(timezone.localdate(withdrawn)) if withdrawn else "",
        "reason": found.reason,
        "statement": Statement.from_dict(found.statement),
    }
    return _page(request, "proof", _("Proof of publication"), context, status)


@never_cache
@require_safe
def proof_pdf(request: HttpRequest, number: str) -> HttpResponseBase:
    """Serve the PDF of a proof as it was issued; of a withdrawn one its page, with 410."""
    found = get_object_or_404(ProofOfPublication, number=number)
    if found.is_withdrawn:
        return _proof_page(request, found, status=410)
    answer = FileResponse(io.BytesIO(found.pdf), filename=f"proof-{number}.pdf", content_type="application/pdf")
    answer["X-Robots-Tag"] = "noindex"
    return answer


@sensitive_variables()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enterprise_years(request: HttpRequest, token: str) -> HttpResponse:
    """Show an enterprise's contact what was public of it, year by year; a POST issues the proof of a year.

    404 for a link that is not ours, has ended, or does not say for which enterprise its bearer speaks.
    """
    sign_off = sign_off_of(token)
    enterprise = enterprise_of(sign_off) if sign_off else None
    if enterprise is None:
        raise Http404
    years = years_of(enterprise)
    unmade = False
    if request.method == "POST":
        year = next((year for year in years if str(year) == request.POST.get("year")), 0)
        statement = statement_of_enterprise(enterprise, year) if year else None
        if statement is None:
            raise Http404
        address = proof_address(statement)
        if address:
            return HttpResponseRedirect(address)
        unmade = True
    shown = [(year, shown_of_enterprise(enterprise, year)) for year in years]
    context = {
        "token": token,
        "name": enterprise.label,
        "unmade": unmade,
        "years": shown,
        "has_logged": not all(story.is_recorded for _year, stories in shown for story in stories),
    }
    return _page(request, "enterprise_years", _("What was public, year by year"), context, 503 if unmade else 200)


def proof_address(statement: Statement) -> str:
    """Issue a proof and return the path of its page; empty where no PDF can be made."""
    try:
        return reverse("proof", args=[issue(statement).number])
    except (PdfUnavailableError, PdfFailedError):
        return ""


def _page(request: HttpRequest, name: str, title: str, context: dict[str, Any], status: int = 200) -> HttpResponse:
    return secret_page(request, f"showcase/{name}.html", title, context, status)
