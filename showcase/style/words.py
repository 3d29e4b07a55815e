"""Words of the style page, which is for developers: both languages stand here, not among the texts of the product."""

from django.utils.translation import get_language


def say(chinese: str, english: str) -> str:
    """Return the words in the language of the page."""
    return english if get_language() == "en" else chinese


def other_language() -> str:
    """Return the code of the language that the page is not in."""
    return "zh-hans" if get_language() == "en" else "en"
