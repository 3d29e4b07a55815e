"""What a page says of itself for machines: JSON-LD, and the title and picture that are shown with a link to it."""

import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from PIL import Image as Pillow

from ops.validating.crawling import Answer, Client, Crawl
from ops.validating.findings import Finding, Outcome
from ops.validating.parsing import Element, parsed
from ops.validating.vocabulary import schema_org

# What search engines ask for that show articles, ways to a page and sets of data.
_REQUIRED = {
    "Article": ("headline", "datePublished", "author", "url", "inLanguage"),
    "Organization": ("name",),
    "Dataset": ("name", "description"),
    "BreadcrumbList": ("itemListElement",),
    "ListItem": ("position", "name"),
    "Event": ("name", "startDate", "location"),
}
_TITLE_AND_MORE = ("og:title", "og:type", "og:url", "og:image", "og:site_name", "og:locale", "og:description")
_LONGEST = 300


def structured(crawl: Crawl) -> Outcome:
    """Return JSON-LD that can't be read, is not in schema.org's vocabulary, or lacks what is required."""
    found, asked = [], 0
    for page in crawl.pages():
        for text in parsed(page.body).xpath("//script[@type='application/ld+json']/text()"):
            asked += 1
            found += [Finding(page.address, fault) for fault in _of_json_ld(str(text))]
    return Outcome("JSON-LD (schema.org)", asked, found)


def _of_json_ld(text: str) -> Iterator[str]:
    try:
        data = json.loads(text)
    except json.JSONDecodeError as error:
        yield f"no JSON: {error}"
        return
    if data.get("@context") != "https://schema.org":
        yield f"context {data.get('@context')}"
    yield from schema_org().faults(data)
    yield from _lacking(data)


def _lacking(node: Mapping[str, Any]) -> Iterator[str]:
    kind = str(node.get("@type"))
    yield from (f"{kind} lacks {name}" for name in _REQUIRED.get(kind, ()) if not node.get(name))
    for value in node.values():
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, Mapping):
                yield from _lacking(one)


def social(crawl: Crawl) -> Outcome:
    """Return pages without what is shown with a link to them, and pictures that are not there or not of their size."""
    client, pictures = Client(crawl.site), dict[str, tuple[int, int] | None]()
    asked = [page for page in crawl.pages() if b'<link rel="canonical"' in page.body]
    found = []
    for page in asked:
        said = _properties(parsed(page.body))
        address = said.get("og:image", "").removeprefix(crawl.site)
        if address not in pictures:
            pictures[address] = _size(client.ask(address)) if address.startswith("/") else None
        found += [Finding(page.address, fault) for fault in _of_social(said, pictures[address])]
    return Outcome("Open Graph", len(asked), found)


def _properties(document: Element) -> dict[str, str]:
    metas = document.xpath("//meta[starts-with(@property, 'og:')]")
    return {meta.get("property", ""): meta.get("content", "") for meta in metas}


def _size(answer: Answer) -> tuple[int, int] | None:
    if not answer.kind.startswith("image/"):
        return None
    return Pillow.open(io.BytesIO(answer.body)).size


def _of_social(said: Mapping[str, str], size: tuple[int, int] | None) -> Iterator[str]:
    yield from (f"no {name}" for name in _TITLE_AND_MORE if not said.get(name, "").strip())
    if len(said.get("og:description", "")) > _LONGEST:
        yield "og:description is too long"
    declared = (said.get("og:image:width", ""), said.get("og:image:height", ""))
    if size is None:
        yield f"og:image is no picture: {said.get('og:image')}"
    elif declared != (str(size[0]), str(size[1])):
        yield f"og:image is {size}, declared {declared}"
