"""In which language a page's text is: an alias under /en/ is a Chinese text, whatever its address says."""

from wagtail.models import Page


def original(page: Page) -> Page:
    """The page whose text this one shows: its own, or that of the page it is an alias of."""
    shown = page
    for _step in range(3):
        if shown.alias_of_id is None:
            break
        shown = shown.alias_of
    return shown


def foreign_language(page: Page) -> str:
    """The language of the page's text where it is not that of the page's own tree; empty where it is."""
    shown = original(page)
    return "" if shown.locale_id == page.locale_id else str(shown.locale.language_code)
