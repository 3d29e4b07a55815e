"""The way from a Chinese page in a list of the admin to its English one, without a query for each row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import permission_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils.translation import gettext as _
from wagtail import hooks
from wagtail.admin.widgets.button import Button
from wagtail.models import Page
from wagtail_localize.wagtail_hooks import page_listing_more_buttons as localize_buttons

from portal.pages.permissions import page_policy
from portal.translation.translation_rules import MAY_TRANSLATE

LISTED = "register_page_listing_more_buttons"


def leave_rows_to_us() -> None:
    """Take wagtail-localize's buttons out of the rows of lists: they cost two queries each.

    They stay in the menu of a page. Wagtail has no public way to take back what a package registers.
    """
    registered = hooks._hooks[LISTED]  # noqa: SLF001 - see above
    registered[:] = [entry for entry in registered if entry[0] is not localize_buttons]


def buttons(page: Page, user: Any, next_url: str | None = None, **_more: Any) -> Iterator[Button]:
    """Yield the button of a Chinese page's row, for users who translate."""
    if not page.is_root() and page.locale.language_code == settings.LANGUAGE_CODE and user.has_perm(MAY_TRANSLATE):
        address = reverse("english_version", args=[page.pk])
        yield Button(_("English version"), address, priority=60, icon_name="wagtail-localize-language")


@permission_required(MAY_TRANSLATE, login_url="wagtailadmin_login", raise_exception=True)
def english_version(request: HttpRequest, key: int) -> HttpResponse:
    """Lead to the editor of the English page, or to where its translation begins. 404 for a page one may not see."""
    page = get_object_or_404(page_policy().seen_by(request.user, Page.objects.all()), pk=key)
    english = page.get_translations().filter(alias_of=None).first()
    if english is None:
        return HttpResponseRedirect(reverse("wagtail_localize:submit_page_translation", args=[page.pk]))
    return HttpResponseRedirect(reverse("wagtailadmin_pages:edit", args=[english.pk]))


URLS = [path("english-version/<int:key>/", english_version, name="english_version")]
