"""Freshness in the admin: confirm with one click, set another date, ask the enterprise's contact."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.widgets import AdminDateInput
from wagtail.admin.widgets.button import Button
from wagtail.models import PageLogEntry

from portal.templatetags.portal_tags import shown_date
from showcase.admin.frame import frame_beside
from showcase.freshness.keeping import CHOSEN, CONFIRMED, choose, confirm, keep, live_stories
from showcase.freshness.mails import ask_contact, known_contact
from showcase.freshness.models import interval
from showcase.freshness.rules import dates_to_choose
from showcase.lists.states import shown_moment
from showcase.signoff.asking import ASKED
from showcase.signoff.asking import CONFIRMED as SIGNED
from showcase.stories.editing import edit_button, for_editors
from showcase.stories.models import StoryPage

TITLE = gettext_lazy("Still correct?")
_HISTORY = (CONFIRMED, CHOSEN, ASKED, SIGNED)


class DateForm(forms.Form):
    """Another date by which the story is to be confirmed, within bounds."""

    day = forms.DateField(label=gettext_lazy("To be confirmed by"), widget=AdminDateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first, self.last = dates_to_choose(timezone.localdate(), interval())
        self.fields["day"].help_text = _("From %(first)s to %(last)s.") % self._bounds()

    def clean_day(self) -> Any:
        day = self.cleaned_data["day"]
        if not self.first <= day <= self.last:
            raise forms.ValidationError(_("Choose a date from %(first)s to %(last)s.") % self._bounds())
        return day

    def _bounds(self) -> dict[str, str]:
        return {"first": shown_date(self.first), "last": shown_date(self.last)}


_for_editors = for_editors(live_stories)


@_for_editors
def freshness(request: HttpRequest, page: StoryPage) -> HttpResponse:
    """Show until when the story is to be confirmed and what was done; a POST sets another date."""
    form = DateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        choose(page, form.cleaned_data["day"], request.user)
        messages.success(request, _("The date is set."))
        return HttpResponseRedirect(reverse("freshness", args=[page.pk]))
    row = keep(page)
    contact = known_contact(page)
    context = {
        **frame_beside(page, TITLE, "date"),
        "row": row,
        "confirmed_on": shown_date(row.confirmed_on),
        "published_on": shown_date(row.published_on),
        "confirm_by": shown_date(row.confirm_by),
        "contact": contact.name if contact else "",
        "form": form,
        "this_year": timezone.localdate().year,
        "history": _history(page),
    }
    return render(request, "showcase/admin/freshness.html", context, status=400 if form.errors else 200)


def _history(page: StoryPage) -> list[tuple[str, str, str]]:
    """Return moment, action and user of what was done about it, newest first."""
    entries = PageLogEntry.objects.filter(page_id=page.pk, action__in=_HISTORY).select_related("user")
    return [(shown_moment(one.timestamp), one.message, one.user_display_name) for one in entries.order_by("-timestamp")]


@require_POST
@_for_editors
def still_correct(request: HttpRequest, page: StoryPage) -> HttpResponse:
    """Confirm the story with one click, and lead back to where the next one waits."""
    confirm(page, request.user)
    messages.success(request, _("“%(title)s” is confirmed as of today.") % {"title": page.get_admin_display_title()})
    return HttpResponseRedirect(reverse("wagtailadmin_home"))


@require_POST
@_for_editors
def ask(request: HttpRequest, page: StoryPage) -> HttpResponse:
    """Send the contact a link to the published page."""
    if ask_contact(page, request.user):
        messages.success(request, _("The link is on its way to the enterprise's contact."))
    else:
        messages.error(
            request, _("No contact of the enterprise is known: ask for a confirmation with name and e-mail.")
        )
    return HttpResponseRedirect(reverse("freshness", args=[page.pk]))


URLS = [
    path("freshness/<int:key>/", freshness, name="freshness"),
    path("freshness/<int:key>/confirm/", still_correct, name="freshness_confirm"),
    path("freshness/<int:key>/ask/", ask, name="freshness_ask"),
]


def button(page: Any, user: Any) -> Button | None:
    """Return the button of a published story's editor; None for a draft."""
    return edit_button(page, user, TITLE, "freshness", "date", 82) if page.live else None
