"""Decides whether an announcement may take objections by the online form (the form is in `showcase.objections`)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from showcase.lists.choices import AnnouncementKind, Basis

if TYPE_CHECKING:
    from showcase.lists.models import AnnouncementPage


def online_faults(page: AnnouncementPage) -> list[str]:
    """Return why the switch must be off; empty where it may be on, or is off. `page`: the Chinese page."""
    if not page.takes_objections_online:
        return []
    faults = []
    if page.kind != AnnouncementKind.PROPOSAL or page.basis == Basis.PRESS:
        faults.append(_("Only the official notice of a proposed list receives objections online."))
    if not (page.office_contact.strip() and page.discipline_contact.strip()):
        faults.append(_("The online form needs both contacts: objections go to them first."))
    if not page.objections_until:
        faults.append(_("The online form needs the end of the objection window."))
    return faults


def takes_online(page: AnnouncementPage) -> bool:
    """Say whether the switch is on and may be."""
    return page.takes_objections_online and not online_faults(page)
