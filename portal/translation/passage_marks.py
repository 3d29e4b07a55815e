"""Marks passages in the HTML of a page, whatever elements they are in; pure."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping

_TOKEN = re.compile(r"<[^>]*>|[^<]+|<")
_CITATION = re.compile(r"〔(?:\d+|\?)〕")
_NAME = re.compile(r"</?([a-zA-Z0-9]+)")
_BLOCKS = frozenset(
    (
        "p",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "td",
        "th",
        "dt",
        "dd",
        "figcaption",
        "blockquote",
        "summary",
        "span",
    )
)
ATTRIBUTE = "data-outdated"


def marked(markup: str, labels: Mapping[str, str]) -> str:
    """Return the HTML with a mark at each passage that fills its element; `labels`: plain text → what the mark says.

    The element gets the attribute ATTRIBUTE, and the label before its text, for screen readers.
    """
    tokens = _TOKEN.findall(markup)
    keys = [_key(token) for token in tokens]
    for passage, label in labels.items():
        for at in _places(keys, _key(passage)):
            opened = _opened_by(tokens, at)
            if opened is not None and ATTRIBUTE not in tokens[opened]:
                tokens[opened] = _NAME.sub(rf"\g<0> {ATTRIBUTE}", tokens[opened], count=1)
                tokens[at] = f'<span class="visually-hidden">({html.escape(label)}) </span>{tokens[at]}'
    return "".join(tokens)


def _key(token: str) -> str:
    """Return a text without markup, citations and spaces, as texts are compared."""
    return "" if token.startswith("<") or _CITATION.fullmatch(token.strip()) else "".join(html.unescape(token).split())


def _places(keys: list[str], wanted: str) -> Iterator[int]:
    """Yield the tokens with which a text begins that is equal to `wanted` up to the end of a token."""
    starts = [at for at, key in enumerate(keys) if key and wanted.startswith(key)]
    for at in starts if wanted else ():
        text = ""
        for key in keys[at:]:
            text += key
            if len(text) >= len(wanted):
                break
        if text == wanted:
            yield at


def _opened_by(tokens: list[str], at: int) -> int | None:
    """Return the tag of the block that the text at `at` is the first one of; None: it is not the first."""
    for before in range(at - 1, -1, -1):
        token = tokens[before]
        name = _NAME.match(token)
        if name is None:
            if token.strip():
                return None
        elif name[1].lower() in _BLOCKS:
            return None if token.startswith("</") else before
    return None
