"""Shows the form behind the link of a contribution, with what was saved or with what was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.forms.boundfield import BoundField
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from portal.frame.secret_link import secret_page
from showcase.contributions.writing.content import picture_words, text_labels
from showcase.contributions.writing.forms import ContributionForm, FigureSet
from showcase.contributions.writing.sections import SECTIONS, Section
from showcase.inbox.erasing import erased_on
from showcase.inbox.links import token_of
from showcase.inbox.models import Submission, SubmissionState


@dataclass(frozen=True, slots=True)
class ShownSection:
    """A part of the form with its fields; `kept`: files of it, as (key, words)."""

    section: Section
    fields: list[BoundField]
    kept: list[tuple[int, str]]


@dataclass(frozen=True)
class Typed:
    """The forms as they were sent; without them, what is stored is shown."""

    form: ContributionForm
    figures: Any


def show(
    request: HttpRequest,
    found: Submission,
    content: dict[str, Any],
    typed: Typed | None = None,
    *,
    fault: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return the page of the form; `fault`: why nothing was stored, or not submitted, in a sentence."""
    form = typed.form if typed else ContributionForm(initial={name: content.get(name, "") for name in text_labels()})
    figures = typed.figures if typed else FigureSet(initial=content.get("figures", []), prefix="figures")
    context = {
        "token": token_of(found),
        "found": found,
        "enterprise": content.get("enterprise", ""),
        "sections": [_shown(section, form, content) for section in SECTIONS],
        "figures": figures,
        "fault": fault,
        "faults": [*_faults(form), *(one for row in figures for one in _faults(row))],
        "files_again": bool(status != 200 and request.FILES),
        "was_saved": "saved" in request.GET,
        "is_written": found.state == SubmissionState.WRITING,
        "erased_on": erased_on(found),
    }
    return secret_page(request, "showcase/contribution.html", _("Contribute a case"), context, status)


def _shown(section: Section, form: ContributionForm, content: dict[str, Any]) -> ShownSection:
    kept: list[tuple[int, str]] = []
    if section.code == "pictures":
        kept = [(picture["file"], picture_words(picture)) for picture in content.get("pictures", ())]
    elif section.code == "word" and content.get("word"):
        kept = [(content["word"]["file"], content["word"]["name"])]
    return ShownSection(section, [form[name] for name in section.fields], kept)


def _faults(form: Any) -> list[tuple[str, str, list[str]]]:
    """Return (id, label, texts) of each faulty field; none of a form that was not sent."""
    if not form.is_bound:
        return []
    faulty = [form[name] for name in form.fields if name in form.errors]
    return [(field.auto_id, str(field.label), [str(text) for text in field.errors]) for field in faulty]
