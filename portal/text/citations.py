"""Citations inside a text: `<a id="3" linktype="source"></a>` cites the source of the same page with that key.

The key of a source (`CitedSource.number`) never changes. What readers see is its position among the page's sources, so
moving a source renumbers its citations. `OWN` in place of a key marks a passage as the portal's own explanation. The
element is empty: translators do not see it at the end of a sentence, and it stays with its passage.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import Protocol

LINK_TYPE = "source"
OWN = "portal"
FEATURE, KEYS_FEATURE = "citation", "citation-keys"
"""Names of the features of the rich text editor: the button, and the keys (`portal.blocks.citation_feature`)."""
_CITATION = re.compile(rf'<a\b(?=[^>]*\blinktype="{LINK_TYPE}")[^>]*\bid="([^"]*)"[^>]*>.*?</a>', re.DOTALL)
_PASSAGE = re.compile(r"<(p|li|h[2-6]|blockquote)\b[^>]*>(.*?)(?=</?(?:p|li|h[2-6]|blockquote|ul|ol)\b|$)", re.DOTALL)
_TAG = re.compile(r"<[^>]*>")
_BREAK = re.compile(r"<br\s*/?>")


class _Numbered(Protocol):
    number: int


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, list item or sub-heading of a text.

    `tag`: p, li, h3 …, or `table` and `figure` for such a block; `text`: plain, without citations; `sources`: keys of
    the cited sources; `own`: the portal's own explanation; `html`: as stored, without the tag itself.
    """

    tag: str
    text: str
    sources: tuple[int, ...] = ()
    own: bool = False
    html: str = field(default="", compare=False, repr=False)

    @property
    def is_heading(self) -> bool:
        return self.tag.startswith("h")


def cite(*keys: int | str) -> str:
    """Return the citations of these sources as they are stored."""
    return "".join(f'<a id="{key}" linktype="{LINK_TYPE}"></a>' for key in keys)


def cited_sources(html: str) -> tuple[int, ...]:
    """Return the keys of the sources that a text cites, in order, each once."""
    return tuple(dict.fromkeys(int(key) for key in _CITATION.findall(html) if key.isdecimal()))


def passages(html: str) -> tuple[Passage, ...]:
    """Return the passages of a stored rich text that have words.

    >>> passages('<h3>Steam</h3><p>Condensate returns.<a id="2" linktype="source"></a></p>')[1]
    Passage(tag='p', text='Condensate returns.', sources=(2,), own=False)
    """
    found = (_passage(tag, inner) for tag, inner in _PASSAGE.findall(html))
    return tuple(passage for passage in found if passage.text)


def _passage(tag: str, html: str) -> Passage:
    return Passage(tag, plain(html), cited_sources(html), OWN in _CITATION.findall(html), html.strip())


def plain(html: str) -> str:
    """Return the words of a piece of rich text, without citations; a line break becomes a space."""
    return " ".join(unescape(_TAG.sub("", _BREAK.sub(" ", _CITATION.sub("", html)))).split())


def with_citations(html: str, shown: Callable[[str], str]) -> str:
    """Return the text with `shown(key)` in place of each citation; it must return safe HTML."""
    return _CITATION.sub(lambda match: shown(match[1]), html)


def source_numbers(sources: Iterable[_Numbered]) -> Mapping[int, int]:
    """Return key → number as shown, for sources in the editor's order."""
    return {source.number: place for place, source in enumerate(sources, 1)}
