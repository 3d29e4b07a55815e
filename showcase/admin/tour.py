"""Steps of the tour about this site's work: a case from its Word file to the review, a list from its file."""

from collections.abc import Iterator
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.guides import tour
from portal.guides.tour import TourStep
from showcase.lists.screening.views import MAY_SEE as MAY_IMPORT
from showcase.stories.models import CaseStudyPage
from showcase.stories.word.rights import section_for


def register() -> None:
    """Add the steps between the first page and the guides."""
    tour.register(tour.first_steps, order=0)
    tour.register(case_steps, order=10)
    tour.register(list_steps, order=20)
    tour.register(tour.last_steps, order=100)


def case_steps(user: Any) -> Iterator[TourStep]:
    """Yield how a case is written, for users who may add one."""
    section = section_for(user, CaseStudyPage.kind)
    if section is None:
        return
    yield TourStep(
        reverse("wagtailadmin_home"),
        ".desk-beginnings",
        _("Begin a case"),
        _("Begin with an empty form, or with the Word file of the enterprise."),
    )
    yield TourStep(
        reverse("word_import_new", args=[section.pk]),
        "main form",
        _("From a Word file"),
        _("Choose the file, and check in a preview what each part becomes. Nothing is published."),
    )
    form = reverse("wagtailadmin_pages:add", args=["showcase", CaseStudyPage._meta.model_name, section.pk])
    yield from form_steps(form)


def form_steps(form: str) -> Iterator[TourStep]:
    """Yield the tabs of the form at this address, and how it is submitted."""
    tabs = (
        (_("Text"), _("Title, summary and body. A section that no source fills stays away.")),
        (_("Facts"), _("Enterprise, terms and effects. Paste the source's words, and figures are read from them.")),
        (_("Sources"), _("One row each. In a text, Ctrl+Shift+K or [1] cites one.")),
        (_("Checks"), _("What stands against publishing, new after each save, with a button to the place.")),
    )
    for at, (title, text) in enumerate(tabs, start=1):
        yield TourStep(form, f".w-tabs__list > [role=tab]:nth-child({at})", title, text)
    yield TourStep(
        form,
        "footer",
        _("Save and submit"),
        _("A draft may be incomplete. The menu beside the button submits it for review, where you may do so."),
    )


def list_steps(user: Any) -> Iterator[TourStep]:
    """Yield how a list is imported, for list officers."""
    if user.has_perm(MAY_IMPORT):
        yield TourStep(
            reverse("list_imports"),
            "main",
            _("Import a list"),
            _("Upload the file of a list, check every row in the preview, decide, apply. Nothing is published here."),
        )
