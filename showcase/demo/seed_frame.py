"""The footer of the demonstration: plainly nobody's, and with an address for corrections that belongs to nobody."""

from __future__ import annotations

from wagtail.models import Site

from portal.models import SiteFrame
from showcase.demo.ledger import Report

# The top-level domain `example` is reserved (RFC 2606): mail to it reaches no one.
DEMONSTRATION = {
    "organiser_zh": "演示站点，无主办单位",
    "organiser_en": "Demonstration site without an organiser",
    "corrections_email": "corrections@lujian.example",
}


def seed_frame(report: Report) -> None:
    """Fill the frame where nobody has; one field that an editor filled, and all of it is theirs."""
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        return
    frame = SiteFrame.for_site(site)
    shown = [field.name for field in SiteFrame._meta.concrete_fields if field.name not in ("id", "site")]
    if any(getattr(frame, name) for name in shown):
        report.unchanged.append("site frame")
        return
    for name, value in DEMONSTRATION.items():
        setattr(frame, name, value)
    frame.save()
    report.made.append("site frame")
