"""What a visit needs before it may go live."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from showcase.visits.registrations.models import VisitRegistration

if TYPE_CHECKING:
    from showcase.visits.models import VisitPage


def visit_faults(page: VisitPage) -> list[str]:
    """Return why this Chinese page may not go live; one query for a page that was saved."""
    faults = [*_faults_of_times(page), *_faults_of_seats(page)]
    if not (page.host_id or page.organiser):
        faults.append(_("Say who invites: choose the host enterprise, or name the organiser."))
    if not (page.region_id and page.address):
        faults.append(_("Say where it is: the region and the address."))
    return faults


def _faults_of_times(page: VisitPage) -> list[str]:
    faults = []
    if page.begins_at >= page.ends_at:
        faults.append(_("The visit must end after it begins."))
    if page.registration_opens_at >= page.registration_closes_at:
        faults.append(_("Registration must close after it opens."))
    if page.registration_closes_at > page.begins_at:
        faults.append(_("Registration must close before the visit begins."))
    if page.expire_at is not None and page.expire_at <= page.ends_at:
        faults.append(_("The page must not expire before the visit is over."))
    return faults


def _faults_of_seats(page: VisitPage) -> list[str]:
    if not page.seats:
        return [_("A visit has at least one seat.")]
    if page.pk is None:
        return []
    told = VisitRegistration.objects.seated().filter(visit=page.pk).count()
    if page.seats >= told:
        return []
    return [
        ngettext(
            "%(n)s person has been promised a seat: there cannot be fewer seats.",
            "%(n)s people have been promised a seat: there cannot be fewer seats.",
            told,
        )
        % {"n": told}
    ]
