"""The contributors of an enterprise: who writes for it, chosen by those who may name contributors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin.auth import permission_denied
from wagtail.admin.widgets.button import Button
from wagtail.log_actions import log

from portal.accounts.authority import may_change
from portal.models import User
from showcase.enterprises.models import Enterprise
from showcase.roles import CONTRIBUTOR
from showcase.stories.contributing.models import EnterpriseContributor

MAY_NAME = "showcase.change_enterprisecontributor"
ADDED, REMOVED = "showcase.contributor_added", "showcase.contributor_removed"


class ContributorForm(forms.Form):
    """Chooses an account of the role contributor that does not write for the enterprise yet."""

    user = forms.ModelChoiceField(User.objects.none(), label=gettext_lazy("Contributor"))

    def __init__(self, enterprise: Enterprise, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["user"].queryset = _candidates(enterprise)  # type: ignore[attr-defined]
        self.fields["user"].label_from_instance = _shown  # type: ignore[attr-defined]


@permission_required(MAY_NAME, raise_exception=True)
def contributors(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who writes for the enterprise; a POST adds an account whose rights the user has all of."""
    enterprise = get_object_or_404(Enterprise, pk=pk)
    form = ContributorForm(enterprise, request.POST or None)
    if request.method == "POST" and form.is_valid():
        account = form.cleaned_data["user"]
        if not may_change(request.user, account):
            return permission_denied(request)
        EnterpriseContributor.objects.get_or_create(enterprise=enterprise, user=account)
        log(enterprise, ADDED, user=request.user, data={"contributor": account.get_username()})
        messages.success(request, _("%(name)s was added to the contributors.") % {"name": _shown(account)})
        return redirect("contributors", pk)
    title = _("Contributors")
    edit = reverse("wagtailsnippets_showcase_enterprise:edit", args=[pk])
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": edit, "label": enterprise.name_zh},
        {"url": "", "label": title},
    ]
    rows = enterprise.contributors.select_related("user").order_by("user__username")
    frame = {"breadcrumbs_items": crumbs, "header_title": title, "header_icon": "user"}
    lines = [(row.pk, _shown(row.user)) for row in rows]
    context = {**frame, "enterprise": enterprise, "lines": lines, "form": form}
    return render(request, "showcase/admin/contributors.html", context)


@require_POST
@permission_required(MAY_NAME, raise_exception=True)
def remove_contributor(request: HttpRequest, pk: int, row: int) -> HttpResponse:
    """Remove an account from the contributors; drafts that it began stay with the enterprise."""
    found = get_object_or_404(EnterpriseContributor.objects.select_related("user", "enterprise"), pk=row, enterprise=pk)
    if not may_change(request.user, found.user):
        return permission_denied(request)
    found.delete()
    log(found.enterprise, REMOVED, user=request.user, data={"contributor": found.user.get_username()})
    messages.success(request, _("%(name)s was removed from the contributors.") % {"name": _shown(found.user)})
    return redirect("contributors", pk)


URLS = [
    path("enterprises/<int:pk>/contributors/", contributors, name="contributors"),
    path("enterprises/<int:pk>/contributors/<int:row>/remove/", remove_contributor, name="contributor_remove"),
]


def button(enterprise: Enterprise, user: Any) -> Button | None:
    """Return the button "Contributors" for users who may name them, else None."""
    if enterprise.pk is None or not user.has_perm(MAY_NAME):
        return None
    return Button(_("Contributors"), url=reverse("contributors", args=[enterprise.pk]), icon_name="user", priority=40)


def _candidates(enterprise: Enterprise) -> QuerySet[User]:
    accounts = User.objects.filter(groups__name=CONTRIBUTOR, is_active=True)
    return accounts.exclude(writes_for__enterprise=enterprise).order_by("username")


def _shown(account: Any) -> str:
    """Return the name of an account with that by which it signs in."""
    name = account.get_full_name()
    return f"{name} ({account.get_username()})" if name else account.get_username()
