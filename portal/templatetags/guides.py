"""Template tags that lead to the guides of the admin."""

from typing import Any

from django import template
from django.utils.safestring import SafeString

from portal.guides.links import link_html

register = template.Library()


@register.simple_tag
def guide_link(place: str) -> SafeString:
    """Return the link to the guide of a place (portal.guides.links)."""
    return link_html(place)


@register.simple_tag(takes_context=True)
def guide_of_this_page(context: Any) -> SafeString:
    """Return the link to the guide that explains the page itself; nothing where none does."""
    # Templates that are included with nothing but their own variables have the request beside these.
    request = getattr(context, "request", None) or context.get("request")
    match = getattr(request, "resolver_match", None)
    return link_html(match.view_name) if match else SafeString()
