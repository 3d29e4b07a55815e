"""Links on a public page to the forms about it: report a mistake, say whether it was useful."""

from typing import Any
from urllib.parse import urlencode

from django import template
from django.urls import reverse

from portal.pages.base import BasePage
from portal.pages.visibility import closed_paths
from showcase.corrections.page_kind import correction_address
from showcase.corrections.public_places import LONGEST, PAGE, TERMS, VIEWS, is_ratable
from showcase.stories.models import StoryPage

register = template.Library()


@register.simple_tag(takes_context=True)
def correction_link(context: Any) -> str:
    """Return the address of the form about the page that is shown; empty where it is not shown to everybody.

    Not on pages behind a secret link, whose address must not be repeated, nor in previews and error pages.
    """
    page = _page(context)
    if page is None and _view(context) not in VIEWS:
        return ""
    return correction_address(_address(context), page.pk if isinstance(page, StoryPage) else 0)


@register.simple_tag(takes_context=True)
def useful_link(context: Any) -> str:
    """Return the address where a reader says whether the page was useful; empty where that is not asked."""
    if not is_ratable(_page(context)) and _view(context) not in TERMS:
        return ""
    return f"{reverse('useful')}?{urlencode({'address': context['request'].path})}"


def _page(context: Any) -> BasePage | None:
    """Return the page of the tree that stands at the address of the request."""
    page = context.get("page")
    is_served = _view(context) == PAGE and isinstance(page, BasePage) and page.pk
    return page if is_served and not page.path.startswith(closed_paths()) else None


def _view(context: Any) -> str:
    match = getattr(context.get("request"), "resolver_match", None)
    return (match.url_name or "") if match else ""


def _address(context: Any) -> str:
    """Return the address with its query, which says what a list was narrowed to; without it where it is long."""
    request = context["request"]
    whole: str = request.get_full_path()
    return whole if len(whole) <= LONGEST else request.path
