"""A unit, and published notices that say one thing of it."""

import datetime as dt

from showcase.models import Enterprise
from tests import factories as make

NAME = "恒安（福建）纸业有限公司"


def notice(unit: Enterprise, action: str, day: dt.date, **fields) -> object:
    """A published notice of one row."""
    kind = {"list": "final", "propose": "proposal"}.get(action, "adjustment")
    page = make.make_announcement(
        kind=kind, effective_on=day, effective_precision="day", **({"basis": "press"} if kind == "proposal" else {})
    )
    make.make_entry(page, unit, action={"propose": "list"}.get(action, action), **fields)
    page.save_revision().publish()
    return page
