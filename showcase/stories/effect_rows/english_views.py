"""The form “English words of the effects”, reached from both pages of a story."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages as plain_messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail.admin import messages
from wagtail.admin.widgets.button import Button
from wagtail.models import Locale, Page

from portal.translation.editing.differences import differences
from showcase.effects.models import Effect
from showcase.stories.effect_rows.english import (
    draft_of,
    give_english,
    outdated_words,
    proposals,
    without_english,
)
from showcase.stories.models import StoryPage

_PREFIX = "words-"
_RIGHT = "right-"


def english_words(request: HttpRequest, page_id: int) -> HttpResponse:
    """Show the effects of a story with their English words, and store what was typed."""
    story = _source(get_object_or_404(StoryPage, pk=page_id).specific)
    permissions = story.permissions_for_user(request.user)
    if not permissions.can_edit() or permissions.page_locked():
        raise PermissionDenied
    effects = list(draft_of(story).effects.all())
    proposed = proposals(effects)
    form = _form(effects, proposed, request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        publish = permissions.can_publish()
        right = frozenset(_posted(form, _RIGHT, only_true=True))
        give_english(story, _posted(form, _PREFIX), request.user, publish=publish, right=right)
        plain_messages.success(request, _said(story, publish=publish))
        return HttpResponseRedirect(_back(story, page_id))
    rows = [_row(effect, form, str(effect.uid) in proposed) for effect in effects]
    frame = {
        "header_title": _("English words of the effects"),
        "header_icon": "globe",
        "breadcrumbs_items": [
            {"url": reverse("wagtailadmin_pages:edit", args=[page_id]), "label": story.title},
            {"url": "", "label": _("English words of the effects")},
        ],
    }
    return render(request, "showcase/admin/effects_english.html", {**frame, "story": story, "form": form, "rows": rows})


def _source(story: Any) -> StoryPage:
    found: StoryPage = story.source
    return found


def _posted(form: forms.Form, prefix: str, *, only_true: bool = False) -> dict[str, Any]:
    """Return uid → value of the fields with this prefix."""
    fields = {name: value for name, value in form.cleaned_data.items() if name.startswith(prefix)}
    return {name.removeprefix(prefix): value for name, value in fields.items() if value or not only_true}


def _row(effect: Effect, form: forms.Form, proposed: bool) -> dict[str, Any]:
    """Return what the form shows of an effect; `changed`: what was changed in Chinese since its words were given."""
    right = f"{_RIGHT}{effect.uid}"
    changed = differences(effect.of_what_en_for, effect.of_what_zh) if right in form.fields else ()
    return {
        "effect": effect,
        "field": form[f"{_PREFIX}{effect.uid}"],
        "proposed": proposed,
        "changed": changed,
        "right": form[right] if changed else None,
    }


def _form(effects: list[Any], proposed: dict[str, str], data: Any) -> forms.Form:
    """Return a form with a field for each effect, filled with a proposal, and a box where its Chinese has changed."""
    form = forms.Form(data)
    for effect in effects:
        uid = str(effect.uid)
        form.fields[f"{_PREFIX}{uid}"] = forms.CharField(
            label=effect.of_what_zh,
            max_length=255,
            required=False,
            initial=effect.of_what_en or proposed.get(uid, ""),
        )
        if effect.english_is_outdated:
            form.fields[f"{_RIGHT}{uid}"] = forms.BooleanField(label=_("The English is right as it is"), required=False)
    return form


def _said(story: StoryPage, *, publish: bool) -> str:
    if publish and story.live:
        return _("The English words are stored, and live on the English page.")
    return _("The English words are stored in the draft; they go live with the Chinese page.")


def _back(story: StoryPage, page_id: int) -> str:
    english = Page.objects.filter(translation_key=story.translation_key).exclude(locale=Locale.get_default()).first()
    return reverse("wagtailadmin_pages:edit", args=[english.pk if english else page_id])


def words_button(page: Page, user: Any) -> Button | None:
    """Return the button in the header of a story's pages, for users who may edit the Chinese one."""
    if page.pk is None or not issubclass(page.specific_class or Page, StoryPage):
        return None
    if not _source(page.specific).permissions_for_user(user).can_edit():
        return None
    address = reverse("effects_english", args=[page.pk])
    return Button(_("English words of the effects"), address, icon_name="globe", priority=95)


def say_what_lacks_english(request: HttpRequest, page: Page) -> None:
    """Show above an English story which effects wait for their English words, with the way to the form."""
    if request.method != "GET" or page.locale_id == Locale.get_default().pk:
        return
    if not issubclass(page.specific_class or Page, StoryPage):
        return
    story = _source(page.specific)
    counted = (
        (
            without_english(story),
            _("Effects without English words: %(count)s. The English page does not show them yet."),
        ),
        (outdated_words(story), _("Effects whose Chinese words have been changed since: %(count)s.")),
    )
    button = messages.button(reverse("effects_english", args=[page.pk]), _("English words of the effects"))
    for left, text in counted:
        if left:
            messages.warning(request, text % {"count": len(left)}, buttons=[button])


URLS = [path("effects/english/<int:page_id>/", english_words, name="effects_english")]
