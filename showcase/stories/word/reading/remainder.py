"""Finds every text of a package that is in no block, and names where it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Any

from showcase.stories.word.reading.document import Left, Place
from showcase.stories.word.reading.inline import is_contents_control, is_placeholder, unread_place
from showcase.stories.word.reading.package import Package, qn
from showcase.stories.word.reading.styles import Styles

_TEXTS = tuple(qn(name) for name in ("w:t", "w:delText", "w:instrText", "w:delInstrText", "a:t", "m:t", "c:v"))
_CODES = {qn("w:instrText"), qn("w:delInstrText")}
_PARTS = (
    (re.compile(r"/header[^/]*$"), Place.HEADER),
    (re.compile(r"/footer[^/]*$"), Place.FOOTER),
    (re.compile(r"/comments[^/]*$"), Place.COMMENT),
    (re.compile(r"/footnotes[^/]*$"), Place.FOOTNOTE),
    (re.compile(r"/endnotes[^/]*$"), Place.ENDNOTE),
    (re.compile(r"/charts/"), Place.CHART),
    (re.compile(r"/diagrams/"), Place.DIAGRAM),
    (re.compile(r"/glossary/"), Place.BUILDING_BLOCK),
)
_DELETED = (qn("w:del"), qn("w:moveFrom"))
_EMBEDDED = re.compile(r"/embeddings/.|\.(?:docx?|xlsx?|html?|mht|rtf)$", re.IGNORECASE)
_DRAWN_DIAGRAM = re.compile(r"/diagrams/drawing\d*\.xml$")


def remainder(package: Package, taken: Collection[Any], styles: Styles) -> Iterator[Left]:
    """Yield the texts that are not `taken`, in the order of the package; texts of one paragraph and place are one.

    A file inside the file is named, not read.
    """
    known: set[str] = set()
    for part in package.xml_parts():
        for left in _of_part(package.tree(part), part, taken, styles):
            if left.place is Place.DIAGRAM:
                if _DRAWN_DIAGRAM.search(part) and left.text in known:
                    continue  # how the diagram was last drawn: a copy of its texts
                known.add(left.text)
            yield left
    yield from (Left(Place.EMBEDDED, name, name) for name in package.archive.namelist() if _EMBEDDED.search(name))


def _of_part(root: Any, part: str, taken: Collection[Any], styles: Styles) -> Iterator[Left]:
    place, paragraph = Place.OTHER, None
    texts: list[str] = []
    copies = _copies(root)
    for node in root.iter(*_TEXTS):
        if node in taken or not node.text or any(copy in copies for copy in node.iterancestors(qn("mc:Fallback"))):
            continue
        here, around = _place_of(node, part, styles), _around(node)
        if texts and (here, around) != (place, paragraph):
            yield Left(place, "".join(texts), part)
            texts = []
        place, paragraph = here, around
        texts.append(node.text)
    if texts:
        yield Left(place, "".join(texts), part)


def _around(node: Any) -> Any:
    """Return the paragraph of a text, or the value's own element in a chart."""
    return next(node.iterancestors(qn("w:p"), qn("a:p"), qn("c:pt")), node)


def _place_of(node: Any, part: str, styles: Styles) -> Place:
    named = next((place for pattern, place in _PARTS if pattern.search(f"/{part}")), None)
    if named not in {None, Place.FOOTNOTE, Place.ENDNOTE}:
        return named or Place.OTHER
    if node.tag == qn("w:delText") or _is_deleted(node):
        return Place.DELETION
    if node.tag in _CODES:
        return Place.FIELD
    if next(node.iterancestors(qn("mc:Fallback")), None) is not None:
        return Place.OLD_COPY
    return _place_in_text(node, styles) or named or Place.OTHER


def _place_in_text(node: Any, styles: Styles) -> Place | None:
    paragraph = next(node.iterancestors(qn("w:p")), None)
    controls = list(node.iterancestors(qn("w:sdt")))
    if any(map(is_contents_control, controls)) or (paragraph is not None and styles.is_contents(paragraph)):
        return Place.CONTENTS
    if any(map(is_placeholder, controls)):
        return Place.PLACEHOLDER
    if next(node.iterancestors(qn("w:rt")), None) is not None:
        return Place.PHONETIC
    run = next(node.iterancestors(qn("w:r")), None)
    if run is not None and (place := unread_place(styles, run, paragraph)):
        return place
    return Place.COVERED if next(node.iterancestors(qn("w:tc")), None) is not None else None


def _is_deleted(node: Any) -> bool:
    if next(node.iterancestors(*_DELETED), None) is not None:
        return True
    return any(is_deleted_row(row) for row in node.iterancestors(qn("w:tr")))


def is_deleted_row(row: Any) -> bool:
    """Say whether a row of a table is deleted, and the deletion tracked."""
    return row.find(f"{qn('w:trPr')}/{qn('w:del')}") is not None


def _copies(root: Any) -> set[Any]:
    """Return the copies for old programs that say what current programs show."""
    found = set()
    for alternatives in root.iter(qn("mc:AlternateContent")):
        original, copy = alternatives.find(qn("mc:Choice")), alternatives.find(qn("mc:Fallback"))
        if original is not None and copy is not None and _all_text(original) == _all_text(copy):
            found.add(copy)
    return found


def _all_text(element: Any) -> str:
    """Return the text of an alternative, without the copies inside it."""
    return "".join(node.text or "" for node in element.iter(*_TEXTS) if not _is_in_inner_copy(node, element))


def _is_in_inner_copy(node: Any, element: Any) -> bool:
    copy = next(node.iterancestors(qn("mc:Fallback")), None)
    return copy is not None and copy is not element and element in copy.iterancestors()
