"""Reads the links of a body, of a draft or of a published page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Any
from urllib.parse import urldefrag, urlsplit

from django.conf import settings

from portal.text.citations import plain

_LINK = re.compile(r"<a\b([^>]*)>(.*?)</a>", re.DOTALL)
_ATTRIBUTE = re.compile(r'\b(href|linktype|id)="([^"]*)"')


@dataclass(frozen=True, slots=True)
class Links:
    """What a text links to: addresses of other sites, and pages: primary key → words of the first link to it."""

    addresses: tuple[str, ...] = ()
    pages: Mapping[int, str] = field(default_factory=dict)


def links_of(body: Any) -> Links:
    """Return the links in all rich texts of a stream value; no queries, as nothing but stored texts is read."""
    addresses: list[str] = []
    pages: dict[int, str] = {}
    for attributes, words in (match for text in _texts(list(body.raw_data)) for match in _LINK.findall(text)):
        named = dict(_ATTRIBUTE.findall(attributes))
        if named.get("linktype") == "page" and named.get("id", "").isdecimal():
            pages.setdefault(int(named["id"]), plain(words))
        elif "href" in named and "linktype" not in named:
            addresses.append(unescape(named["href"]))
    return Links(outer(addresses), pages)


def outer(addresses: Iterable[str]) -> tuple[str, ...]:
    """Return the web addresses of other sites among these, without their fragments."""
    cleaned = (urldefrag(address.strip())[0] for address in addresses)
    return tuple(dict.fromkeys(address for address in cleaned if _is_outer(address)))


def _is_outer(address: str) -> bool:
    try:
        parts = urlsplit(address)
        return parts.scheme in ("http", "https") and parts.hostname not in (None, urlsplit(settings.SITE_URL).hostname)
    except ValueError:  # brackets that are no IPv6 address
        return False


def _texts(value: Any) -> Iterator[str]:
    """Yield every string of a stored stream, whatever its blocks are."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
