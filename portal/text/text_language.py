"""The language of a page's text: an alias under /en/ has a Chinese text, whatever its address."""

from wagtail.models import Page


def original(page: Page) -> Page:
    """Return the page whose text this one shows: itself, or the page it is an alias of."""
    shown = page
    for _step in range(3):
        if shown.alias_of_id is None:
            break
        shown = shown.alias_of
    return shown


def foreign_language(page: Page) -> str:
    """Return the language of the page's text where it is not that of its tree, else empty."""
    shown = original(page)
    return "" if shown.locale_id == page.locale_id else str(shown.locale.language_code)
