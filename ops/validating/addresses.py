"""Links, the head's addresses, and the sitemap: whatever is named is there, and names back."""

from collections.abc import Iterator
from datetime import date, datetime
from http import HTTPStatus
from urllib.parse import unquote

from lxml import etree

from ops.validating.crawling import Answer, Crawl, locations
from ops.validating.findings import Finding, Outcome
from ops.validating.parsing import Element, parsed

_SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
_MOST_ADDRESSES = 50_000
_LEADS_ON = range(300, 400)


def all_links(crawl: Crawl) -> Outcome:
    """Return dead links, anchors that are not there, and other hosts that the browser would ask by itself."""
    found = [finding for page in crawl.pages() for finding in _of_page(page, crawl)]
    return Outcome("links and anchors", sum(len(page.links) for page in crawl.pages()), found)


def _of_page(page: Answer, crawl: Crawl) -> Iterator[Finding]:
    for link in page.links:
        if link.is_outside:
            if link.loaded:
                yield Finding(page.address, f"the browser asks another host: {link.address}")
            elif not link.address.startswith(("https://", "http://")):
                yield Finding(page.address, f"no address of the web: {link.address}")
            continue
        target = crawl.answers.get(link.address)
        if target is None:
            continue
        if target.status >= HTTPStatus.BAD_REQUEST:
            yield Finding(page.address, f"dead link ({target.status}): {link.address}")
        elif link.anchor and target.is_page and unquote(link.anchor) not in target.ids:
            yield Finding(page.address, f"no such place on the page: {link.address}#{link.anchor}")


def answers(crawl: Crawl) -> Outcome:
    """Return addresses that nothing answers, or with an error of ours, whatever leads to them."""
    bad = [one for one in crawl.answers.values() if one.status >= HTTPStatus.BAD_REQUEST]
    return Outcome("answers", len(crawl.answers), [Finding(one.address, f"status {one.status}") for one in bad])


def heads(crawl: Crawl) -> Outcome:
    """Return canonical addresses that are not there or lead on, and languages of a page that do not name each other."""
    pages = crawl.pages()
    languages = {page.address: _languages(parsed(page.body), crawl.site) for page in pages}
    found = [finding for page in pages for finding in _of_head(page, languages, crawl)]
    return Outcome("canonical and hreflang", len(pages), found)


def _languages(document: Element, site: str) -> dict[str, str]:
    """Return language → address."""
    named = document.xpath("//link[@rel='alternate'][@hreflang]")
    return {one.get("hreflang", ""): one.get("href", "").removeprefix(site) for one in named}


def _of_head(page: Answer, languages: dict[str, dict[str, str]], crawl: Crawl) -> Iterator[Finding]:
    document = parsed(page.body)
    canonical = [str(href) for href in document.xpath("//link[@rel='canonical']/@href")]
    if len(canonical) > 1:
        yield Finding(page.address, "several canonical addresses")
    for href in canonical:
        target = crawl.answers.get(href.removeprefix(crawl.site))
        if (target is None and "?" not in href) or (target is not None and target.status != HTTPStatus.OK):
            yield Finding(page.address, f"canonical address without a page: {href}")
    own = languages[page.address]
    if own and page.address not in own.values():
        yield Finding(page.address, "hreflang does not name the page itself")
    for code, address in own.items():
        other = crawl.answers.get(address)
        if other is not None and other.status in _LEADS_ON:
            yield Finding(page.address, f"hreflang {code} leads on: {address}")
        elif address in languages and page.address not in languages[address].values():
            yield Finding(page.address, f"hreflang {code} does not name the page in return: {address}")


def sitemap(crawl: Crawl) -> Outcome:
    """Return what the sitemap's protocol forbids, and pages that it lacks or that should not be in it."""
    answer = crawl.answers["/sitemap.xml"]
    root = etree.fromstring(answer.body)
    named = locations(answer.body)
    found = [Finding(answer.address, text) for text in _against_protocol(root, named, crawl.site)]
    held = {place.removeprefix(crawl.site) for place in named}
    for page in crawl.pages():
        is_left_out = b'<link rel="canonical"' not in page.body
        if page.address in held and is_left_out:
            found.append(Finding(page.address, "is in the sitemap though search engines are asked to leave it out"))
        if page.address not in held and not is_left_out and "?" not in page.address:
            found.append(Finding(page.address, "is not in the sitemap"))
    return Outcome("sitemap", len(named), found)


def _against_protocol(root: Element, named: list[str], site: str) -> Iterator[str]:
    if root.tag != f"{_SITEMAP}urlset":
        yield f"the root is {root.tag}"
    if len(named) != len(set(named)):
        yield "names an address twice"
    if len(named) > _MOST_ADDRESSES:
        yield f"has {len(named)} addresses"
    yield from (f"another host: {place}" for place in named if not place.startswith(f"{site}/"))
    for changed in root.iter(f"{_SITEMAP}lastmod"):
        try:
            (datetime if "T" in str(changed.text) else date).fromisoformat(str(changed.text))
        except ValueError:
            yield f"no date: {changed.text}"
