"""CSV and Atom answers, read."""

import csv
import io
from typing import Any
from xml.etree.ElementTree import Element

from defusedxml import ElementTree
from django.test import Client

ATOM = "{http://www.w3.org/2005/Atom}"


OPENSEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"


def rows_of(client: Client, address: str = "/search/", **params: Any) -> list[dict[str, str]]:
    response = client.get(address, {**params, "format": "csv"})
    assert response.status_code == 200
    content = b"".join(response.streaming_content).decode("utf-8")  # type: ignore[arg-type]
    assert content.startswith("\ufeff"), "without a byte order mark Excel shows no Chinese"
    header, *rows = csv.reader(io.StringIO(content[1:]))
    return [dict(zip(["id", *header[1:]], row, strict=True)) for row in rows]


def feed_of(client: Client, address: str = "/search/", **params: Any) -> Element:
    response = client.get(address, {**params, "format": "atom"})
    assert response.status_code == 200
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    return ElementTree.fromstring(response.content)


def texts(feed: Element, tag: str) -> list[str | None]:
    return [entry.findtext(ATOM + tag) for entry in feed.iter(f"{ATOM}entry")]
