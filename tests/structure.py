"""What the Nu checker holds against a page, of the kinds that our templates once had."""

from collections import Counter
from collections.abc import Iterator

from lxml import html

HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
REFERRING = ("for", "aria-labelledby", "aria-describedby", "aria-controls")


def faults_of(page: bytes) -> list[str]:
    """Return the faults of an HTML page, each in words; empty where there are none."""
    tree = html.fromstring(page.decode())
    return [*_ids(tree), *_terms(tree), *_headings(tree), *_attributes(tree)]


def _ids(tree: html.HtmlElement) -> Iterator[str]:
    counted = Counter(str(found) for found in tree.xpath("//@id"))
    yield from (f"id {name} stands {count} times" for name, count in counted.items() if count > 1)
    for element in tree.iter():
        for name in REFERRING:
            for target in str(element.get(name) or "").split():
                if target not in counted:
                    yield f"{name} names {target}, which is not on the page"


def _terms(tree: html.HtmlElement) -> Iterator[str]:
    for group in tree.iter("dl"):
        counted = Counter(" ".join(term.text_content().split()) for term in group.iter("dt"))
        yield from (f"term {words} stands {count} times in its list" for words, count in counted.items() if count > 1)
        if not counted:
            yield "a list of terms is empty"


def _headings(tree: html.HtmlElement) -> Iterator[str]:
    levels = [int(str(heading.tag)[1]) for heading in tree.iter(*HEADINGS)]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of level 1"
    for before, after in zip([0, *levels], levels, strict=False):
        if after > before + 1:
            yield f"a heading of level {after} follows one of level {before}"


def _attributes(tree: html.HtmlElement) -> Iterator[str]:
    for element in tree.iter():
        for name, value in element.attrib.items():
            if str(name).startswith("hx-"):
                yield f"{name} is no attribute of HTML"
            if name in ("href", "src", "action") and not str(value).strip():
                yield f"{name} of a {element.tag} is empty"
