"""Template tags of the admin on view restrictions."""

from django import template
from wagtail.models import Page

from portal.admin.privacy import followers, titles

register = template.Library()


@register.simple_tag
def private_with(thing: object) -> str:
    """Return titles of the pages that become private with a page; empty for a collection or for none."""
    return titles(followers(thing)) if isinstance(thing, Page) else ""
