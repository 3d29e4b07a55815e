"""The step above a page, where there is one to show."""

from wagtail.models import Page

from portal.frame import Crumb
from portal.text_language import foreign_language
from portal.visibility import is_public

SECTION_DEPTH = 3  # the root is 1, a home page 2; the home page has a step of its own


def crumb_above(page: Page) -> tuple[Crumb, ...]:
    """The page's parent, unless that is a home page or not public now; three queries at most."""
    parent = page.get_parent() if page.path else None
    if parent is None or parent.depth < SECTION_DEPTH or not is_public(parent):
        return ()
    return (Crumb(parent.title, parent.get_url() or "", language=foreign_language(parent)),)
