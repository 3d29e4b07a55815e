"""What the checks read from a page: its links, the ids that links may name, the hosts that the browser would ask."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias
from urllib.parse import quote, urljoin, urlsplit

from lxml import html

Element: TypeAlias = Any  # the types of lxml know little of elements of HTML

_SAFE = "/?=&%+:,;@!$'()*~-._[]"
# Attributes that the browser asks for by itself, and those that a reader follows.
_LOADED = (("img", "src"), ("script", "src"), ("source", "src"), ("iframe", "src"), ("object", "data"), ("use", "href"))
_FOLLOWED = (("a", "href"), ("area", "href"))
_NO_ADDRESS = ("mailto:", "tel:", "data:", "javascript:", "blob:")


@dataclass(frozen=True)
class Link:
    """An address on a page. `loaded` says that the browser asks for it without the reader's doing."""

    address: str
    anchor: str
    loaded: bool
    is_outside: bool


def parsed(body: bytes) -> Element:
    """Return the document; its encoding is that of every answer of the site."""
    return html.document_fromstring(body.decode("utf-8"))


def ids(document: Element) -> frozenset[str]:
    """Return what an anchor of a link may name."""
    return frozenset(str(one) for one in document.xpath("//@id|//a/@name"))


def links(document: Element, page: str, site: str) -> Iterator[Link]:
    """Yield the links of a page at the address `page`; those of `site` (scheme and host) without it."""
    for tag, attribute in _FOLLOWED:
        for value in document.xpath(f"//{tag}/@{attribute}"):
            yield from _link(str(value), page, site, loaded=False)
    for value in _loaded(document):
        yield from _link(value, page, site, loaded=True)
    for element in document.iter("link"):
        by_browser = element.get("rel", "") in {"stylesheet", "icon", "preload", "manifest", "apple-touch-icon"}
        yield from _link(element.get("href", ""), page, site, loaded=by_browser)
    for form in document.iter("form"):
        if form.get("method", "get").lower() == "get" and form.get("action"):
            yield from _link(form.get("action", ""), page, site, loaded=False)


def _loaded(document: Element) -> Iterator[str]:
    for tag, attribute in _LOADED:
        yield from (str(value) for value in document.xpath(f"//*[local-name()='{tag}']/@{attribute}"))
    for value in document.xpath("//@srcset"):
        yield from (part.split()[0] for part in str(value).split(",") if part.strip())
    for style in document.xpath("//@style|//style/text()"):
        yield from re.findall(r"url\(['\"]?([^'\")]+)", str(style))


def _link(value: str, page: str, site: str, *, loaded: bool) -> Iterator[Link]:
    if value.startswith(_NO_ADDRESS):
        return
    whole, _, anchor = urljoin(f"{site}{page}", value.strip()).partition("#")
    outside = not (whole == site or whole.startswith(f"{site}/"))
    yield Link(whole if outside else quote(whole.removeprefix(site) or "/", safe=_SAFE), anchor, loaded, outside)


def is_english(address: str) -> bool:
    """Say whether an address is that of an English page."""
    return urlsplit(address).path.startswith("/en/")
