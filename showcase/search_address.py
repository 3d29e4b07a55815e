"""Addresses of searches and of the register: `showcase` knows the search by its address only."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from portal.frame.context import home_path


def search_address(*params: tuple[str, str]) -> str:
    """Return the path of the search in the reader's language with these parameters.

    Parameters are pairs such as `("industry", "C17")` and may repeat.
    """
    base = home_path(get_language() or "zh-hans") + "search/"
    return f"{base}?{urlencode(params)}" if params else base


def feed_address(*params: tuple[str, str]) -> str:
    """Return the path of the Atom feed of a search."""
    return search_address(*params, ("format", "atom"))


def subscribe_address(*params: tuple[str, str]) -> str:
    """Return the path of the form by which a reader is told by e-mail of what is new.

    Parameters are those of a search, or the pair `("enterprise", portal number)`.
    """
    base = home_path(get_language() or "zh-hans") + "subscriptions/new/"
    return f"{base}?{urlencode(params)}" if params else base


def register_address(*params: tuple[str, str]) -> str:
    """Return the path of the register in the reader's language with these parameters."""
    path = reverse("register")
    return f"{path}?{urlencode(params)}" if params else path
