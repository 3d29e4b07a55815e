"""A draft from a Word file in the admin: upload → preview with corrections → draft → report."""

from __future__ import annotations

from pathlib import PurePosixPath
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin import messages

from portal.admin.transactions import own_transactions
from portal.files.pictures import FORMAT_OF
from portal.storages import unnamed_files_removed
from showcase.lists.importing.forms import not_too_large
from showcase.lists.importing.reading.sheets import FileRefused
from showcase.stories.models import StoryIndexPage
from showcase.stories.word.enterprises import named_enterprises
from showcase.stories.word.making import make_draft, store_import
from showcase.stories.word.models import WordImport
from showcase.stories.word.preview import (
    all_left,
    figure_choices,
    figure_lines,
    preview_lines,
    problems,
    wish_of,
)
from showcase.stories.word.reading.document import Kind
from showcase.stories.word.reading.process import picture_bytes, read_word
from showcase.stories.word.rights import may_begin, may_see
from showcase.stories.word.wording import refusal_text

_TITLE = gettext_lazy("From a Word file")
_ICON = "doc-full"
_SHOWN_ENTERPRISES = 5
# Formats that every browser shows; others are checked when the draft is made.
_SHOWN_AS = {ending: f"image/{kind.lower()}" for ending, kind in FORMAT_OF.items() if kind != "HEIF"}


class WordForm(forms.Form):
    """The upload."""

    file = forms.FileField(
        label=gettext_lazy("Word file"),
        help_text=gettext_lazy("DOCX, at most 20 MB. Nothing is published: you check a preview, then a draft."),
        widget=forms.FileInput(attrs={"accept": ".docx"}),
    )

    def clean_file(self) -> UploadedFile:
        return not_too_large(self.cleaned_data["file"], refusal_text)


@own_transactions
def new(request: HttpRequest, section: int) -> HttpResponse:
    """Show the upload form, and store the file once it is read; a refused file is named and nothing is kept."""
    parent = get_object_or_404(StoryIndexPage, pk=section)
    if not may_begin(request.user, parent):
        raise PermissionDenied
    form = WordForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        try:
            found = _stored(parent, upload.name, upload.read(), request.user)
        except FileRefused as refused:
            form.add_error("file", refusal_text(refused, upload.name))
        else:
            return HttpResponseRedirect(reverse("word_import", args=[found.pk]))
    context = {
        **_frame(parent),
        "form": form,
        "read": _("Read the file"),
        "reading": _("Reading the file…"),
        "cancel_url": reverse("wagtailadmin_home"),
    }
    return render(request, "showcase/admin/upload.html", context, status=400 if form.errors else 200)


def _stored(section: StoryIndexPage, name: str, data: bytes, user: Any) -> WordImport:
    document = read_word(name, data)
    with unnamed_files_removed(), transaction.atomic():
        return store_import(section, name, data, document, user)


def show(request: HttpRequest, key: int) -> HttpResponse:
    """Show the preview; once the draft is made, the report on it."""
    found = _seen(request, key)
    context = {**_frame(found.section, found.name), "found": found, "left": all_left(found)}
    if found.draft is not None:
        return render(request, "showcase/admin/word_import_report.html", context)
    enterprises = named_enterprises("\n".join(block.text for block in found.document.blocks))
    context |= {
        "lines": preview_lines(found),
        "figures": list(figure_lines(found)),
        "figure_choices": figure_choices(found),
        "problems": problems(found),
        "enterprises": enterprises[:_SHOWN_ENTERPRISES],
        "is_sure": len(enterprises) == 1,
        "linked": found.document.linked_pictures,
    }
    return render(request, "showcase/admin/word_import.html", context)


@own_transactions
@require_POST
def make(request: HttpRequest, key: int) -> HttpResponse:
    """Make the draft; pictures are checked before anything is written."""
    found = _seen(request, key)
    if found.draft is None:
        if not may_begin(request.user, found.section.specific):
            raise PermissionDenied
        posted = request.POST
        wish = wish_of(found, posted.dict(), posted.getlist("enterprise"), posted.getlist("figure"))
        with unnamed_files_removed():
            found = make_draft(found, wish, request.user)
        _say_made(request, found)
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[found.draft_id]))


def _say_made(request: HttpRequest, found: WordImport) -> None:
    count = len(found.document.remainder) + len(found.left)
    text = ngettext(
        "The draft is made. %(n)s text of the Word file is not in it.",
        "The draft is made. %(n)s texts of the Word file are not in it.",
        count,
    )
    report = messages.button(reverse("word_import", args=[found.pk]), _("Show them"))
    messages.success(request, text % {"n": count}, buttons=[report])


@require_POST
def discard(request: HttpRequest, key: int) -> HttpResponse:
    """Delete an import that has no draft."""
    found = _seen(request, key)
    if found.draft is None:
        found.delete()
        messages.success(request, _("The Word file was deleted."))
    return HttpResponseRedirect(reverse("wagtailadmin_home"))


def picture(request: HttpRequest, key: int, at: int) -> HttpResponse:
    """Send one picture of the file, for the preview."""
    blocks = _seen(request, key).document.blocks
    part = blocks[at].part if at < len(blocks) and blocks[at].kind is Kind.PICTURE else ""
    content_type = _SHOWN_AS.get(PurePosixPath(part).suffix.lstrip(".").lower())
    if content_type is None:
        raise Http404
    with get_object_or_404(WordImport, pk=key).file.open("rb") as file:
        try:
            content = picture_bytes(file.read(), part)
        except KeyError as error:
            raise Http404 from error
    headers = {"X-Content-Type-Options": "nosniff", "Cache-Control": "private, no-cache"}
    return HttpResponse(content, content_type=content_type, headers=headers)


URLS = [
    path("word/new/<int:section>/", new, name="word_import_new"),
    path("word/<int:key>/", show, name="word_import"),
    path("word/<int:key>/draft/", make, name="word_import_draft"),
    path("word/<int:key>/discard/", discard, name="word_import_discard"),
    path("word/<int:key>/pictures/<int:at>/", picture, name="word_import_picture"),
]


def _seen(request: HttpRequest, key: int) -> WordImport:
    """Return an import that this user may see; 404 for others, so that nobody learns of it."""
    found = get_object_or_404(WordImport.objects.select_related("draft", "section"), pk=key)
    if not may_see(request.user, found):
        raise Http404
    return found


def _frame(section: Any, here: str = "") -> dict[str, Any]:
    listing = reverse("wagtailadmin_explore", args=[section.pk])
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": listing, "label": section.title},
        {"url": "", "label": here or str(_TITLE)},
    ]
    return {"breadcrumbs_items": crumbs, "header_title": here or str(_TITLE), "header_icon": _ICON}
