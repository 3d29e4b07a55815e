"""Read one information page: ``pages/<slug>/zh-hans.md`` and ``en.md``.

Each begins with YAML between ``---`` lines: ``title``, ``summary``, and in the Chinese file also
``order``, ``confirmed_on`` and ``sources``, which both languages share.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from showcase.demo.codes import LANGUAGES
from showcase.demo.faults import Faults
from showcase.demo.records import InfoPageFile, InfoText
from showcase.demo.sourced import check_citations, check_same_structure, read_sources
from showcase.demo.story_reader import summary_too_long
from showcase.demo.tables import Table, read_text, table_of
from showcase.demo.texts import parse_text

_FENCE = "---"
_SHARED = {"title", "summary", "slug"}


@dataclass(frozen=True)
class _Page:
    front: Table
    text: InfoText


def read_page(folder: Path, faults: Faults) -> InfoPageFile | None:
    """The page in ``folder``; ``None`` when one of its languages can't be read."""
    pages = {language: _read_language(folder, language, faults) for language in LANGUAGES}
    chinese, english = (pages[language] for language in LANGUAGES)
    if chinese is None or english is None:
        return None
    chinese.front.only(_SHARED | {"order", "confirmed_on", "sources"})
    english.front.only(_SHARED)
    sources = read_sources(chinese.front)
    texts = {"zh-hans": chinese.text, "en": english.text}
    for text in texts.values():
        check_citations(text.path, text.sections, sources, (), faults)
    check_same_structure(
        {language: text.path for language, text in texts.items()},
        {language: text.sections for language, text in texts.items()},
        faults,
        same_keys=False,
    )
    order = chinese.front.integer("order")
    if order is None:
        chinese.front.fault("“order” is missing")
    confirmed_on = chinese.front.date("confirmed_on")
    return InfoPageFile(folder.name, folder, order or 0, confirmed_on, sources, texts)


def _read_language(folder: Path, language: str, faults: Faults) -> _Page | None:
    path = folder / f"{language}.md"
    text = read_text(path, faults)
    if text is None:
        return None
    lines = text.splitlines()
    if lines[:1] != [_FENCE] or _FENCE not in lines[1:]:
        faults.add(path, 1, "the page begins with YAML between two lines of ---")
        return None
    end = lines.index(_FENCE, 1)
    front = table_of(path, "\n".join(lines[1:end]), faults, offset=1)
    if front is None:
        return None
    body = parse_text(path, "\n".join(lines[end + 1 :]), faults, offset=end + 1)
    if body.title or body.lead:
        faults.add(path, end + 2, "the text begins with a heading of the second level")
    if front.text("slug") not in {"", folder.name}:
        front.fault(f"the slug is the folder's name, {folder.name}", front.line_of("slug"))
    summary = front.text("summary")
    if summary_too_long(summary, language):
        front.fault("the summary is too long", front.line_of("summary"))
    return _Page(front, InfoText(path, front.text("title"), summary, body.sections))
