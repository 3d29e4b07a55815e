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


def register_address(*params: tuple[str, str]) -> str:
    """Return the path of the register in the reader's language with these parameters."""
    path = reverse("register")
    return f"{path}?{urlencode(params)}" if params else path
