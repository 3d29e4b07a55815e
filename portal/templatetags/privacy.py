"""For what a view restriction holds, for the admin's templates."""

from django import template
from wagtail.models import Page

from portal.privacy import followers, titles

register = template.Library()


@register.simple_tag
def private_with(thing: object) -> str:
    """Titles of the pages that become private with a page; empty for a collection and where there are none."""
    return titles(followers(thing)) if isinstance(thing, Page) else ""
