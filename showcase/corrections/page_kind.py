"""Corrections about any public page or view: the form carries its address instead of the key of a story."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.public_forms.fields import PlainField
from portal.sealing import LostKeyError
from showcase.corrections.kind import CODE as STORY_CODE
from showcase.corrections.kind import CorrectionForm
from showcase.corrections.public_places import LONGEST, public_place
from showcase.inbox import kinds
from showcase.inbox.models import Submission

CODE = "page_correction"


class PageCorrectionForm(CorrectionForm):
    """What is wrong at an address of this site, and what would be right."""

    # Disabled: it is always what the form was shown for, whatever is posted.
    address = PlainField(max_length=LONGEST, label=_("Address of the page"), widget=forms.HiddenInput, disabled=True)
    field_order = ("address", *CorrectionForm.field_order)


def correction_address(address: str, story: int = 0) -> str:
    """Return the address of the form about what stands at `address`; a story (its primary key) has its own."""
    kind, about = (STORY_CODE, {"page": story}) if story else (CODE, {"address": address})
    return f"{reverse('submission_new', args=[kind])}?{urlencode(about)}"


def _from_address(request: HttpRequest) -> dict[str, Any]:
    """Return the address that the form is about; 404 where nothing public stands there."""
    place = public_place(request.GET.get("address", ""), request)
    if place is None:
        raise Http404
    return {"address": place.address, "title": place.title}


def _desk_part(submission: Submission, _user: Any) -> dict[str, Any]:
    """Return the address for a link on the desk; empty where its key is lost."""
    try:
        return {"address": Submission.objects.get(pk=submission.pk).fields().get("address", "")}
    except LostKeyError:
        return {"address": ""}


def register() -> None:
    """Add corrections of pages to the kinds of submissions."""
    kinds.register(
        kinds.SubmissionKind(
            code=CODE,
            prefix="PCO",
            label=pgettext_lazy("kind of submission", "Correction of a page"),
            title=_("Report a mistake"),
            button=_("Send the correction"),
            form=PageCorrectionForm,
            introduction="",
            is_about_page=False,
            form_template="showcase/page_correction_form.html",
            desk_template="showcase/admin/page_correction_link.html",
            desk_part=_desk_part,
            initial=_from_address,
        )
    )
