"""The page with the two buttons, and the thanks. Nothing of them is cached or indexed."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from portal.accounts.pace import network_of
from portal.answers.charset import require_utf8
from portal.frame.context import home_path
from portal.frame.frame import Crumb
from portal.public_forms.tickets import Ticket, new_ticket, read_ticket
from showcase.corrections.page_kind import correction_address
from showcase.corrections.public_places import PublicPlace, public_place
from showcase.usefulness.counting import VALID, count

_PURPOSE = "useful"
_ANSWERS = {"yes": True, "no": False}


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def useful(request: HttpRequest) -> HttpResponse:
    """Ask whether the page at `address` was useful; a POST counts the answer, or drops one too many, and thanks."""
    require_utf8(request)
    place = _place(request)
    answer = _ANSWERS.get(request.POST.get("answer", ""))
    if request.method != "POST":
        return _form(request, place)
    ticket = _valid_ticket(request, place)
    if ticket is None or answer is None:
        return _form(request, place, status=400, fault=_("Nothing was counted: please choose once more."))
    if not request.POST.get("website"):  # people do not see this field
        count(place.name, ticket, network_of(request), is_useful=answer)
    return HttpResponseRedirect(f"{reverse('useful_thanks')}?{urlencode({'address': place.address})}")


@never_cache
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """Thank the reader, with the way back to the page at `address`."""
    return _page(request, "useful_thanks", _("Thank you"), _place(request))


def _place(request: HttpRequest) -> PublicPlace:
    """Return what `address` names; 404 where it is not public, or not a page that readers are asked about."""
    place = public_place(request.GET.get("address", ""), request)
    if place is None or not place.is_ratable:
        raise Http404
    return place


def _valid_ticket(request: HttpRequest, place: PublicPlace) -> Ticket | None:
    ticket = read_ticket(request.POST.get("ticket", ""), _PURPOSE, place.name)
    return ticket if ticket and timezone.now() - ticket.shown_at < VALID else None


def _form(request: HttpRequest, place: PublicPlace, *, status: int = 200, fault: str = "") -> HttpResponse:
    ticket = new_ticket(_PURPOSE, place.name, timezone.now())
    return _page(request, "useful", _("Was this page useful?"), place, status=status, ticket=ticket, fault=fault)


def _page(
    request: HttpRequest, name: str, title: str, place: PublicPlace, *, status: int = 200, **context: Any
) -> HttpResponse:
    home = Crumb(_("Home"), home_path(get_language() or "zh-hans"))
    frame = {
        "crumbs": (home, Crumb(place.title, place.address), Crumb(title)),
        "page_title": title,
        "noindex": True,
        "place": place,
        "correction_url": correction_address(place.address, place.story),
    }
    answer = render(request, f"showcase/{name}.html", {**frame, **context}, status=status)
    answer["X-Robots-Tag"] = "noindex"
    return answer
