"""The styles of a Word file: what a paragraph or a text gets from them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from showcase.stories.word.reading.package import Package, is_on, qn, value_of

_HEADING = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_TITLES = {"title", "标题", "文档标题"}
_CAPTIONS = {"caption", "题注"}
_CONTENTS = re.compile(r"(?:toc|目录)\s*[1-9]", re.IGNORECASE)
_DEEPEST = 20  # styles based on one another
_LEVELS = 9


class Styles:
    """The styles by id, each with those that it is based on."""

    def __init__(self, package: Package) -> None:
        root = package.tree("word/styles.xml")
        found = () if root is None else root.iter(qn("w:style"))
        self._chains: dict[str, tuple[Any, ...]] = {}
        self._last: tuple[Any, tuple[Any, ...]] = (None, ())
        self._styles: dict[str, Any] = {style.get(qn("w:styleId"), ""): style for style in found}

    def names(self, paragraph: Any) -> Iterator[str]:
        """Yield the name of a paragraph's style and of the styles that it is based on."""
        for style in self._of_paragraph(paragraph):
            yield (value_of(style, "w:name") or "").strip()

    def heading_level(self, paragraph: Any) -> int | None:
        """Return the level of a heading from 1, 0 for the title, None for any other paragraph."""
        for name in self.names(paragraph):
            if name.lower() in _TITLES:
                return 0
            if found := _HEADING.fullmatch(name):
                return int(found[1])
        levels = [value_of(paragraph.find(qn("w:pPr")), "w:outlineLvl")]
        levels += [value_of(properties, "w:outlineLvl") for properties in self._paragraph_properties(paragraph)]
        level = next((level for level in levels if level is not None), "")
        return int(level) + 1 if level.isdecimal() and int(level) < _LEVELS else None

    def is_caption(self, paragraph: Any) -> bool:
        """Say whether its style is that of captions."""
        return any(name.lower() in _CAPTIONS for name in self.names(paragraph))

    def is_contents(self, paragraph: Any) -> bool:
        """Say whether it is a line of the table of contents."""
        return any(_CONTENTS.fullmatch(name) for name in self.names(paragraph))

    def numbering(self, paragraph: Any) -> Any:
        """Return the `w:numPr` of a paragraph or of its style; None without."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        of_styles = (properties.find(qn("w:numPr")) for properties in self._paragraph_properties(paragraph))
        return own if own is not None else next((found for found in of_styles if found is not None), None)

    def is_on(self, run: Any, paragraph: Any, name: str) -> bool:
        """Say whether a property such as `w:b` is on for a run, by itself or by a style."""
        return bool(self._first(run, paragraph, lambda properties: is_on(properties, name)))

    def position(self, run: Any, paragraph: Any) -> str:
        """Return `superscript`, `subscript`, or another text for neither."""
        return self._first(run, paragraph, lambda properties: value_of(properties, "w:vertAlign")) or ""

    def _first(self, run: Any, paragraph: Any, ask: Callable[[Any], Any]) -> Any:
        own = run.find(qn("w:rPr"))
        chain = (*self._chain(_style_id(run, "w:rPr", "w:rStyle")), *self._of_paragraph(paragraph))
        answers = (ask(properties) for properties in (own, *(style.find(qn("w:rPr")) for style in chain)))
        return next((answer for answer in answers if answer is not None), None)

    def _paragraph_properties(self, paragraph: Any) -> Iterator[Any]:
        for style in self._of_paragraph(paragraph):
            if (properties := style.find(qn("w:pPr"))) is not None:
                yield properties

    def _of_paragraph(self, paragraph: Any) -> tuple[Any, ...]:
        """Return the styles of a paragraph; its runs ask one after another."""
        if self._last[0] is not paragraph:
            self._last = (paragraph, self._chain(_style_id(paragraph, "w:pPr", "w:pStyle")))
        return self._last[1]

    def _chain(self, style_id: str) -> tuple[Any, ...]:
        """Return a style and those that it is based on."""
        if style_id not in self._chains:
            self._chains[style_id] = tuple(self._based(style_id))
        return self._chains[style_id]

    def _based(self, style_id: str) -> Iterator[Any]:
        for _depth in range(_DEEPEST):
            style = self._styles.get(style_id)
            if style is None:
                return
            yield style
            style_id = value_of(style, "w:basedOn") or ""


def _style_id(element: Any, properties: str, style: str) -> str:
    return value_of(element.find(qn(properties)), style) or "" if element is not None else ""
