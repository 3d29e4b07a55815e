"""The parts of the form of a contribution, in the order in which a case is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _


@dataclass(frozen=True)
class Section:
    """A part of the form: its fields, and what is asked for in it."""

    code: str
    heading: Any
    introduction: Any
    fields: tuple[str, ...]


SECTIONS = (
    Section(
        "case",
        _("What it is about"),
        _("A line that tells what was done, and two sentences for readers who decide whether to read on."),
        ("title", "summary", "industries", "techniques"),
    ),
    Section(
        "done",
        _("Why, what and how"),
        _("Write for an engineer of another plant: machines, sizes, temperatures, the order of the steps."),
        ("why", "what", "how"),
    ),
    Section(
        "results",
        _("What it brought"),
        _("Every figure as it stands in your papers, and what it rests on. Investment and payback belong here too."),
        ("results",),
    ),
    Section(
        "lessons",
        _("What others should know"),
        _("This is what readers miss most in other collections. It is never counted against you."),
        ("wrong", "check"),
    ),
    Section(
        "sources",
        _("Sources"),
        _("Where it is printed: audit report, acceptance report, press. One to a line."),
        ("sources",),
    ),
    Section(
        "pictures",
        _("Pictures"),
        _("Machines and drawings say more than buildings. Position and camera are removed from every picture."),
        ("picture", "picture_shows", "picture_credit", "picture_rights"),
    ),
    Section(
        "word",
        _("Or a Word file"),
        _("If the case is written already: a DOCX file in place of the texts above. Figures are best typed."),
        ("word",),
    ),
)

NEEDED = ("title", "why", "what", "how")
"""What a contribution must hold before it is submitted, unless a Word file comes with it."""


def missing(content: dict[str, Any]) -> tuple[str, ...]:
    """Return the fields that still lack before it can be submitted."""
    return () if content.get("word") else tuple(name for name in NEEDED if not content.get(name))
