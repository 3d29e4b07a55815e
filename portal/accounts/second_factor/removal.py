"""Removes the second factor of somebody who lost the phone, by whoever keeps accounts and has all rights of theirs."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from wagtail.admin.auth import permission_denied

from portal.accounts.authority import may_change
from portal.accounts.second_factor import enrolling
from portal.accounts.users import User


@permission_required("portal.change_user", raise_exception=True)
def remove_factor(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then remove it. The own one is turned off on the own account page, with password and code."""
    account = get_object_or_404(User, pk=pk)
    if account == request.user or not may_change(request.user, account):
        return permission_denied(request)
    edit = reverse("wagtailusers_users:edit", args=[pk])
    if request.method == "POST":
        enrolling.remove(account, request.user)
        messages.success(request, _("The second factor of %(name)s was removed.") % {"name": account.get_username()})
        return redirect(edit)
    title = _("Remove the second factor")
    crumbs = [
        {"url": reverse("wagtailadmin_home"), "label": _("Home")},
        {"url": reverse("wagtailusers_users:index"), "label": _("Users")},
        {"url": edit, "label": account.get_username()},
        {"url": "", "label": title},
    ]
    frame = {"breadcrumbs_items": crumbs, "header_title": title, "header_icon": "key"}
    return render(request, "portal/admin/second_factor/remove.html", {**frame, "account": account, "edit": edit})
