"""Reads the contacts that a notice prints."""

from __future__ import annotations

import re

from django.utils.translation import gettext as _

from showcase.lists.models import AnnouncementPage
from showcase.lists.panels import ContactPoint

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"\+?[0-9][0-9 ()（）—-]{5,}[0-9]")


def contact_points(source: AnnouncementPage) -> tuple[ContactPoint, ...]:
    """Return the responsible office and the discipline office, as far as the notice prints them."""
    printed = (
        (_("Responsible office"), source.office_contact),
        (_("Discipline office"), source.discipline_contact),
    )
    return tuple(_point(role, text) for role, text in printed if text.strip())


def _point(role: str, text: str) -> ContactPoint:
    """Read a contact: first line the name, then mail address and telephone number; the rest is the address."""
    name, *rest = [line.strip() for line in text.splitlines() if line.strip()]
    email = next((found[0] for line in rest if (found := _EMAIL.search(line))), "")
    phone = next((found[0] for line in rest if (found := _PHONE.search(line)) and "@" not in line), "")
    address = "，".join(line for line in rest if not _EMAIL.search(line) and not (phone and phone in line))
    return ContactPoint(role_label=role, name=name, phone=phone, email=email, address=address)
