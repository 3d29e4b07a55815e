"""Faults of wording: bare Chinese and full-width signs on English pages, and formulas with plain digits on any."""

import re
from collections.abc import Iterator

from ops.validating.crawling import Answer, Crawl
from ops.validating.findings import Finding, Outcome
from ops.validating.parsing import Element, is_english, parsed
from portal.text.formulas import with_small_digits

_HAN = re.compile(r"[\u3400-\u9fff]")
_FULL_WIDTH = re.compile(r"[，。；：？！（）【】《》、「」～％＂＇]")
# A Chinese name in brackets beside its English one, and the number of an official document, are meant.
_MEANT = re.compile(r"\([^()]*[\u3400-\u9fff](?:[^()]|\([^()]*\))*\)|（[^（）]*）|[\u3400-\u9fff]+〔\d{4}〕\d+号")
_SPOKEN = ("aria-label", "alt", "title", "placeholder")
_UNREAD = {"script", "style", "template", "code", "pre"}
_SHOWN = 70


def wording(crawl: Crawl) -> Outcome:
    """Return texts that are not in the language of their page, and formulas without small digits."""
    found = [Finding(page.address, fault) for page in crawl.pages() for fault in _of_page(page)]
    return Outcome("wording", len(crawl.pages()), found)


def _of_page(page: Answer) -> Iterator[str]:
    english = is_english(page.address)
    is_file = page.address.removeprefix("/en").startswith("/stories/")  # has figures as the source printed them
    for text, is_chinese, is_quoted in texts(parsed(page.body)):
        short = " ".join(text.split())[:_SHOWN]
        if not is_file and not is_quoted and with_small_digits(text) != text and "://" not in text:
            yield f"plain digits in a formula: {short}"
        if not english or is_chinese:
            continue
        bare = _MEANT.sub("", text)
        if _HAN.search(bare):
            yield f"bare Chinese: {short}"
        elif _FULL_WIDTH.search(bare):
            yield f"full-width punctuation: {short}"


def texts(document: Element) -> Iterator[tuple[str, bool, bool]]:
    """Yield what a page says, each with whether it is marked as Chinese, and whether it is quoted as printed."""
    for element in document.iter():
        if not isinstance(element.tag, str) or element.tag in _UNREAD:
            continue
        chinese, quoted = _is_chinese(element), _is_quoted(element)
        said = [element.text, *(child.tail for child in element), *(element.get(name) for name in _SPOKEN)]
        if element.get("name") == "description" or element.get("property", "").startswith("og:"):
            said.append(element.get("content"))
        yield from ((text, chinese, quoted) for text in said if text and text.strip())


def _is_quoted(element: Element) -> bool:
    """Say whether it is in a quotation, or the title of a source."""
    around = (element, *element.iterancestors())
    return any(one.tag == "q" or one.get("id", "").startswith("source-") for one in around)


def _is_chinese(element: Element) -> bool:
    while element is not None:
        if element.get("lang"):
            return str(element.get("lang")).startswith("zh")
        element = element.getparent()
    return False
