"""Leaves a tombstone wherever a page that was once published is deleted, and answers 410 for its address."""

from __future__ import annotations

import datetime as dt
from typing import Any
from urllib.parse import unquote

from django.db.models.signals import pre_delete
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from portal.deleting.models import Tombstone
from portal.pages.visibility import is_public
from portal.templatetags.portal_tags import shown_date

JUST_NOW = dt.timedelta(minutes=5)


def once_published(page: Page) -> bool:
    """Say whether a page, or one below it, was ever published: then its deletion is explained to readers."""
    return bool(page.get_descendants(inclusive=True).filter(first_published_at__isnull=False).exists())


@receiver(pre_delete, sender=Page, dispatch_uid="portal.leave_tombstones")
def leave_tombstones(instance: Page, **_kwargs: Any) -> None:
    """Leave one at the address of the page, and at each older address that led to it; any route of deletion."""
    url = instance.get_url() if instance.first_published_at else None
    if not url:
        return
    values = {
        "title": instance.title if _could_be_read(instance) else "",
        "language": instance.locale.language_code,
        "reason": "",
        "deleted_at": timezone.now(),
        "translation_key": instance.translation_key,
        "tree_path": instance.path,
    }
    older = Redirect.objects.filter(redirect_page=instance).values_list("old_path", flat=True)
    for path in {_normal(address) for address in (url, *older)}:
        Tombstone.objects.update_or_create(path=path, defaults=values)


def _could_be_read(page: Page) -> bool:
    """Say whether readers could see the page; a translation is deleted after its source, and counts as that did."""
    after_source = Tombstone.objects.filter(translation_key=page.translation_key).exclude(title="")
    return is_public(page) or bool(page.live and after_source.exists())


def explain(page: Page, reason: str) -> None:
    """Write the reason onto the tombstones of a page that was just deleted, of those below it and their translations.

    `page` is the deleted page, with its former place in the tree.
    """
    just_now = timezone.now() - JUST_NOW  # places in the tree are used again
    below = Tombstone.objects.filter(tree_path__startswith=page.path, reason="", deleted_at__gte=just_now)
    keys = list(below.values_list("translation_key", flat=True))
    Tombstone.objects.filter(translation_key__in=keys, reason="").update(reason=reason)


def tombstone_at(path: str) -> Tombstone | None:
    """Return the tombstone at the path of a request; None where there never was a page."""
    return Tombstone.objects.filter(path=_normal(path)).first()


def gone(request: HttpRequest, tombstone: Tombstone) -> HttpResponse:
    """Return 410 with a short page in the language of the address."""
    deleted_on = shown_date(timezone.localdate(tombstone.deleted_at))
    answer = render(
        request, "portal/gone.html", {"tombstone": tombstone, "deleted_on": deleted_on, "noindex": True}, status=410
    )
    answer["X-Robots-Tag"] = "noindex"
    return answer


def _normal(address: str) -> str:
    """Return the path of an address without its last slash."""
    return unquote(address.partition("?")[0]).rstrip("/") or "/"
