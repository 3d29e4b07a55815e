"""Replications in the admin: the list, the public version of a report, taking one back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_safe
from wagtail.admin import messages
from wagtail.admin.menu import MenuItem

from portal.pages.permissions import page_policy
from portal.reasons import LONGEST_REASON, SHORTEST_REASON, cleaned_reason
from portal.sealing import LostKeyError
from showcase.admin.frame import AdminSection
from showcase.inbox import handling
from showcase.inbox.models import Submission
from showcase.inbox.rights import may_handle, may_publish, submissions_for
from showcase.replications import publishing
from showcase.replications.figure_fields import typed_figures
from showcase.replications.kinds import OUTCOMES
from showcase.replications.models import Replication
from showcase.replications.prefilling import initial_of, sent_of
from showcase.replications.publication_form import PublicationForm, Sent

PER_PAGE = 50
SECTION = AdminSection(gettext_lazy("Replications"), "replications", "copy")


class ReplicationsMenuItem(MenuItem):
    """A menu item for users who may change published stories."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_handle(request.user)


def menu_item() -> ReplicationsMenuItem:
    """Return the item of the main menu, after the desk."""
    return ReplicationsMenuItem(
        SECTION.title, reverse("replications"), name="replications", icon_name="copy", order=147
    )


class WithdrawalForm(forms.Form):
    """Why a report is taken back; the reason stays in the admin."""

    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        min_length=SHORTEST_REASON,
        max_length=LONGEST_REASON,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("It stands in the history of the story and is not shown to readers."),
    )

    def clean_reason(self) -> str:
        """Return the reason without invisible characters."""
        return cleaned_reason(self.cleaned_data["reason"])


@dataclass(frozen=True, slots=True)
class ReplicationLine:
    """A report as a line of the list."""

    row: Replication
    plant: str


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    """List what was published on the stories that this user may change, the newest first."""
    _refuse_others(request)
    rows = _rows_for(request.user).select_related("story")
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    context = {
        **SECTION.frame(),
        "lines": [ReplicationLine(row, row.plant_zh or _("not named")) for row in page],
        "page": page.number,
        "pages": page.paginator.num_pages,
    }
    return render(request, "showcase/admin/replications.html", context)


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def from_submission(request: HttpRequest, key: int) -> HttpResponse:
    """Show the public version, prefilled from what was sent; a POST of a publisher publishes it."""
    _refuse_others(request)
    found = get_object_or_404(submissions_for(request.user), pk=key, kind__in=OUTCOMES)
    made = Replication.objects.filter(submission=found.pk).first()
    if made is not None:
        return HttpResponseRedirect(reverse("replication", args=[made.pk]))
    if found.page is None or not found.is_open:
        messages.warning(request, _("This submission has been closed already; nothing can be published from it."))
        return HttpResponseRedirect(reverse("inbox_detail", args=[found.pk]))
    try:
        sent, initial = _read(found)
    except LostKeyError:
        messages.error(request, _("The key of this submission is lost, so it cannot be published."))
        return HttpResponseRedirect(reverse("inbox_detail", args=[found.pk]))
    report = Replication(story=found.page.specific.source, outcome=OUTCOMES[found.kind])
    form = PublicationForm(request.POST or None, instance=report, initial=initial, sent=sent, is_known=True)
    if request.method == "POST":
        if not may_publish(request.user, found):
            raise PermissionDenied
        if form.is_valid() and _published(request, form, found):
            return HttpResponseRedirect(reverse("inbox_detail", args=[found.pk]))
    is_confirmed = found.address_confirmed_at is not None
    return _show(
        request, form, found.number, may_publish(request.user, found), submission=found, waits=not is_confirmed
    )


def _read(found: Submission) -> tuple[Sent, dict[str, Any]]:
    """Return what was sent of the plant, and the initial values; raises LostKeyError."""
    whole = Submission.objects.get(pk=found.pk)
    content = whole.fields()
    return sent_of(content, str(whole.email)), initial_of(content, found.kind, found.language)


def _published(request: HttpRequest, form: PublicationForm, found: Submission) -> bool:
    """Publish it; say why where that was not possible."""
    try:
        publishing.publish(form.save(commit=False), form.figures, found, request.user)
    except publishing.AddressNotConfirmed:
        form.add_error(None, _("The sender has not confirmed the address yet: nothing is published before that."))
        return False
    except handling.AlreadyClosed:
        messages.warning(request, _("This submission has been closed already; nothing can be published from it."))
        return True
    messages.success(request, _("Published. The sender is informed."))
    return True


@sensitive_post_parameters()
@sensitive_variables()
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: HttpRequest, key: int) -> HttpResponse:
    """Show a published report; a POST of a publisher rewrites it or takes it back."""
    _refuse_others(request)
    row = get_object_or_404(_rows_for(request.user).select_related("story", "submission__page"), pk=key)
    allowed = bool(row.story.permissions_for_user(request.user).can_publish())
    posted = request.POST if request.method == "POST" else None
    if posted is not None and not allowed:
        raise PermissionDenied
    act = posted.get("act", "") if posted is not None else ""
    withdrawal = WithdrawalForm(posted if act == "withdraw" else None, label_suffix="")
    form = _form_of(row, posted if act == "save" else None)
    if act == "withdraw" and withdrawal.is_valid():
        publishing.withdraw(row, withdrawal.cleaned_data["reason"], request.user)
        messages.success(request, _("Taken back: readers do not see it any more."))
        return HttpResponseRedirect(reverse("replication", args=[row.pk]))
    if act == "save" and row.withdrawn_at is None and form.is_valid():
        publishing.rewrite(form.save(commit=False), form.figures, request.user)
        messages.success(request, _("Saved. Readers see the new version."))
        return HttpResponseRedirect(reverse("replication", args=[row.pk]))
    return _show(request, form, str(row.story.draft_title), allowed, row=row, withdrawal=withdrawal)


def _form_of(row: Replication, posted: Any) -> PublicationForm:
    sent, is_known = Sent(), False
    if row.submission_id is not None:
        try:
            whole = Submission.objects.get(pk=row.submission_id)
            sent, is_known = sent_of(whole.fields(), str(whole.email)), True
        except LostKeyError:
            pass  # nothing is known of what was sent: a plant without a name stays so
    initial = typed_figures(figure.reported for figure in row.figures.all())
    return PublicationForm(posted, instance=row, initial=initial, sent=sent, is_known=is_known)


def _show(request: HttpRequest, form: PublicationForm, title: str, allowed: bool, **more: Any) -> HttpResponse:
    context = {**SECTION.frame(title), "form": form, "may_publish": allowed, "story": form.instance.story, **more}
    faulty = form.errors or (more.get("withdrawal") and more["withdrawal"].errors)
    return render(request, "showcase/admin/replication.html", context, status=400 if faulty else 200)


def _rows_for(user: Any) -> QuerySet[Replication]:
    mine = page_policy().instances_user_has_permission_for(user, "change")
    return Replication.objects.filter(story__in=mine.values("pk"))


def _refuse_others(request: HttpRequest) -> None:
    if not may_handle(request.user):
        raise PermissionDenied


URLS = [
    path("replications/", index, name="replications"),
    path("replications/from/<int:key>/", from_submission, name="replication_from"),
    path("replications/<int:key>/", detail, name="replication"),
]
