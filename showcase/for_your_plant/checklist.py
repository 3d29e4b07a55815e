"""The check-list as rows of a table, with empty cells for what a plant writes into it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from django.conf import settings
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from portal.text.dates import format_date
from showcase.for_your_plant.shown import MeasureItem, lines_of, weight_lines

HEADER = (
    gettext_lazy("No."),
    gettext_lazy("Measure"),
    gettext_lazy("Why it is here"),
    gettext_lazy("Published figures"),
    gettext_lazy("Where it does not fit"),
    gettext_lazy("To measure first"),
    gettext_lazy("Present value"),
    gettext_lazy("Measured on"),
    gettext_lazy("By whom"),
    gettext_lazy("Address"),
)


def table(items: Iterable[MeasureItem]) -> Iterator[Sequence[object]]:
    """Yield a row for each thing to measure, at least one for each measure; its reasons stand in the first."""
    for item in items:
        reasons, figures = lines_of(item)
        for place, datum in enumerate(item.first or ("",)):
            cells = (reasons, figures, "\n".join(item.limits)) if place == 0 else ("", "", "")
            yield (item.number, item.title, *cells, datum, "", "", "", f"{settings.SITE_URL}{item.url}")


def notes(described: Iterable[tuple[str, str]], address: str, demo: str, shown: int, total: int) -> tuple[str, ...]:
    """Return what the second sheet says: the plant as entered, the address of the answer, and how it was ordered."""
    day = format_date(timezone.localdate(), get_language() or settings.LANGUAGE_CODE)
    return (
        *((demo,) if demo else ()),
        *(_("%(label)s: %(names)s") % {"label": label, "names": names} for label, names in described),
        _("%(shown)d of %(total)d measures that fit, as of %(date)s") % {"shown": shown, "total": total, "date": day},
        address,
        _("Published figures are those of other plants: they are no forecast for yours."),
        _("The order is the sum of these points:"),
        *(f"{line.points}  {line.why}" for line in weight_lines()),
    )
