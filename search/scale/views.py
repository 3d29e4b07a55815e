"""The page of a record for scale: what the data set says, and what the portal added to it."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from search.scale.cards import scale_card
from search.scale.models import ScaleRecommendation
from search.scale.records import Terms, recommendations
from search.scale.tables import ARC_CLASSES, OTHER_CLASS
from showcase.cards import StoryCard
from showcase.panels import Fact
from showcase.vocabulary.term_panels import technique_panel

SOURCE_URL = "https://iac.university/"


def scale_record(request: HttpRequest, record_id: UUID) -> HttpResponse:
    """404 for a record that isn't loaded."""
    rows = recommendations([str(record_id)])
    if not rows:
        raise Http404
    (row,) = rows
    terms = Terms.of(rows)
    card, technique = scale_card(row, terms), terms.techniques.get(row.technique)
    context = {
        "card": card,
        "facts": _facts(row, card),
        "technique": technique_panel(technique) if technique else None,
        "source_url": SOURCE_URL,
        "noindex": True,
        "page_title": card.title,
    }
    return render(request, "search/scale_page.html", context)


def _facts(row: ScaleRecommendation, card: StoryCard) -> tuple[Fact, ...]:
    plant = row.plant
    zh, en = ARC_CLASSES.get(row.arc_class or 0, OTHER_CLASS)
    shown = (
        (_("Number in the data set"), row.number),
        (_("Class of the recommendation"), en if card.language == "en" else zh),
        (_("Cost (estimated)"), "" if row.cost is None else f"US$ {row.cost:,}"),
        *((figure.label, f"{figure.value} {figure.unit}") for figure in card.effects),
        (_("Status"), row.get_status_display()),
        (_("Plant"), row.plant_id),
        (_("Product"), plant.product),
        (_("Employees"), "" if plant.employees is None else f"{plant.employees:,}"),
        (_("Industry code (SIC)"), plant.sic),
        (_("Place"), card.place),
        (_("Year"), card.year),
    )
    english = {row.plant.product: "en"}
    return tuple(Fact(label, value, language=english.get(value, "")) for label, value in shown if value)
