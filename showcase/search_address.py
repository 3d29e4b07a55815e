"""Addresses of searches and of the register. The showcase knows the search by its address alone."""

from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import get_language

from portal.context import home_path


def search_address(*params: tuple[str, str]) -> str:
    """The search in the reader's language with these parameters (`("industry", "C17")`, repeatable), as a path."""
    base = home_path(get_language() or "zh-hans") + "search/"
    return f"{base}?{urlencode(params)}" if params else base


def register_address(*params: tuple[str, str]) -> str:
    """The register in the reader's language with these parameters, as a path."""
    path = reverse("register")
    return f"{path}?{urlencode(params)}" if params else path
