"""The breadcrumb above a page."""

from wagtail.models import Page

from portal.frame.frame import Crumb
from portal.pages.visibility import is_public
from portal.text.text_language import foreign_language

SECTION_DEPTH = 3  # the root is 1, a home page 2; the home page has a crumb of its own


def crumb_above(page: Page) -> tuple[Crumb, ...]:
    """Return the page's parent, unless that is a home page or not public now; three queries at most."""
    parent = page.get_parent() if page.path else None
    if parent is None or parent.depth < SECTION_DEPTH or not is_public(parent):
        return ()
    return (Crumb(parent.title, parent.get_url() or "", language=foreign_language(parent)),)
