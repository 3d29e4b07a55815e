"""Atom feeds by RFC 4287, and answers of JSON."""

import json
from collections.abc import Iterator
from datetime import datetime

from lxml import etree

from ops.validating.crawling import Answer, Crawl
from ops.validating.findings import Finding, Outcome
from ops.validating.parsing import Element

_ATOM = "{http://www.w3.org/2005/Atom}"
_ONE = ("id", "title", "updated")


def feeds(crawl: Crawl) -> Outcome:
    """Return what RFC 4287 does not allow: missing elements, ids twice, bad dates, an own address that is another."""
    asked = crawl.of_kind("application/atom+xml")
    found = [Finding(answer.address, fault) for answer in asked for fault in _of_feed(answer, crawl.site)]
    found += [Finding(answer.address, f"an RSS feed: {answer.kind}") for answer in crawl.of_kind("application/rss+xml")]
    return Outcome("Atom feeds (RFC 4287)", len(asked), found)


def _of_feed(answer: Answer, site: str) -> Iterator[str]:
    try:
        feed = etree.fromstring(answer.body)
    except etree.XMLSyntaxError as error:
        yield f"no XML: {error}"
        return
    if feed.tag != f"{_ATOM}feed":
        yield f"the root is {feed.tag}"
    yield from _of_part(feed, "feed")
    own = [link.get("href", "").removeprefix(site) for link in feed.findall(f"{_ATOM}link[@rel='self']")]
    if own != [answer.address]:
        yield f"names itself {own}"
    entries = feed.findall(f"{_ATOM}entry")
    ids = [entry.findtext(f"{_ATOM}id") for entry in entries]
    if len(ids) != len(set(ids)):
        yield "two entries with one id"
    has_author = feed.find(f"{_ATOM}author") is not None
    for entry in entries:
        yield from _of_part(entry, "entry")
        if not has_author and entry.find(f"{_ATOM}author") is None:
            yield "an entry without author"
        if entry.find(f"{_ATOM}content") is None and not entry.findall(f"{_ATOM}link[@rel='alternate']"):
            yield "an entry without content and without a link to its page"


def _of_part(part: Element, name: str) -> Iterator[str]:
    for element in _ONE:
        found = part.findall(f"{_ATOM}{element}")
        if len(found) != 1 or not (found[0].text or "").strip():
            yield f"{name}: {len(found)} times {element}, or empty"
    identity = part.findtext(f"{_ATOM}id") or ""
    if ":" not in identity:
        yield f"{name}: id is no IRI: {identity}"
    for element in ("updated", "published"):
        for one in part.findall(f"{_ATOM}{element}"):
            if not _is_moment(one.text or ""):
                yield f"{name}: {element} is no moment of RFC 3339: {one.text}"


def _is_moment(text: str) -> bool:
    try:
        return datetime.fromisoformat(text).tzinfo is not None and "T" in text
    except ValueError:
        return False


def json_answers(crawl: Crawl) -> Outcome:
    """Return answers that call themselves JSON and are none."""
    asked = [one for one in crawl.answers.values() if one.kind.endswith("json")]
    found = []
    for answer in asked:
        try:
            json.loads(answer.body)
        except ValueError as error:
            found.append(Finding(answer.address, f"no JSON: {error}"))
    return Outcome("JSON", len(asked), found)
