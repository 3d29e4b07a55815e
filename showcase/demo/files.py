"""The demonstration content as readable files: one reader, no framework, nothing written.

``read_demo(DEMO_ROOT, known_codes(VOCABULARY, symbols))`` returns everything, or raises one
``StoryFileError`` that names every fault with file and line.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from showcase.demo.codes import KnownCodes, known_codes
from showcase.demo.enterprise_reader import read_enterprises
from showcase.demo.faults import Fault, Faults, StoryFileError
from showcase.demo.list_reader import read_list
from showcase.demo.list_records import CoverageFacts, EntryFacts, ListFacts
from showcase.demo.page_reader import read_page
from showcase.demo.profile_reader import read_profile
from showcase.demo.records import (
    EffectFacts,
    EnterpriseFacts,
    InfoPageFile,
    InfoText,
    Paragraph,
    PlantFacts,
    ProfileFacts,
    SectionText,
    SourceFacts,
    StandingFacts,
    StoryFile,
    StoryText,
    TagFacts,
)
from showcase.demo.story_reader import read_story
from showcase.demo.tables import Bilingual

__all__ = [
    "DEMO_ROOT",
    "Bilingual",
    "CoverageFacts",
    "DemoFiles",
    "EffectFacts",
    "EnterpriseFacts",
    "EntryFacts",
    "Fault",
    "InfoPageFile",
    "InfoText",
    "KnownCodes",
    "ListFacts",
    "Paragraph",
    "PlantFacts",
    "ProfileFacts",
    "SectionText",
    "SourceFacts",
    "StandingFacts",
    "StoryFile",
    "StoryFileError",
    "StoryText",
    "TagFacts",
    "known_codes",
    "read_demo",
]

DEMO_ROOT = Path(__file__).parent


@dataclass(frozen=True)
class DemoFiles:
    """All demonstration content, read and checked against itself and the vocabulary."""

    stories: tuple[StoryFile, ...]
    enterprises: tuple[EnterpriseFacts, ...]
    lists: tuple[ListFacts, ...]
    pages: tuple[InfoPageFile, ...]
    profiles: tuple[ProfileFacts, ...]


def read_demo(root: Path, known: KnownCodes) -> DemoFiles:
    """All content under ``root``: ``stories/``, ``enterprises/``, ``lists/``, ``pages/``, ``industries/``.

    Raises ``StoryFileError`` with every fault found, in file order; nothing is returned then.
    """
    faults = Faults()
    stories = [read_story(folder, known, faults) for folder in _folders(root / "stories")]
    lists = [read_list(folder, known, faults) for folder in _folders(root / "lists")]
    pages = [read_page(folder, faults) for folder in _folders(root / "pages")]
    profiles = [read_profile(path, known, faults) for path in sorted((root / "industries").glob("*.yaml"))]
    demo = DemoFiles(
        stories=tuple(story for story in stories if story),
        enterprises=read_enterprises(root / "enterprises", known, faults),
        lists=tuple(facts for facts in lists if facts),
        pages=tuple(sorted((page for page in pages if page), key=lambda page: page.order)),
        profiles=tuple(profile for profile in profiles if profile),
    )
    _check_enterprise_keys(demo, faults)
    _check_story_links(demo, faults)
    faults.raise_if_any()
    return demo


def _folders(path: Path) -> list[Path]:
    return sorted(folder for folder in path.glob("*") if folder.is_dir())


def _check_enterprise_keys(demo: DemoFiles, faults: Faults) -> None:
    known = {enterprise.key for enterprise in demo.enterprises}
    for story in demo.stories:
        for key in story.tags.enterprises:
            if key not in known:
                faults.add(story.path / "facts.yaml", 1, f"unknown enterprise “{key}”")
    for facts in demo.lists:
        for entry in facts.entries:
            if entry.enterprise and entry.enterprise not in known:
                message = f"unknown enterprise “{entry.enterprise}”"
                faults.add(facts.path / "entries.csv", entry.line, message)
        decides = facts.notice.decides if facts.notice else ""
        if decides and decides not in {other.slug for other in demo.lists if other.kind == "proposal"}:
            faults.add(facts.path / "facts.yaml", 1, f"no proposal is called “{decides}”")


def _check_story_links(demo: DemoFiles, faults: Faults) -> None:
    """A published text leads to published stories only."""
    every = {story.slug for story in demo.stories}
    published = {story.slug for story in demo.stories if not story.held_back}
    for story in demo.stories:
        slugs = every if story.held_back else published
        for slug in story.related:
            if slug not in slugs or slug == story.slug:
                faults.add(story.path / "facts.yaml", 1, f"no other story is called “{slug}”")
        for text in story.texts.values():
            _check_links(text.path, text.sections, slugs, faults)
    for page in demo.pages:
        for page_text in page.texts.values():
            _check_links(page_text.path, page_text.sections, published, faults)


def _check_links(path: Path, sections: Sequence[SectionText], slugs: Iterable[str], faults: Faults) -> None:
    for section in sections:
        for paragraph in section.paragraphs:
            for slug in paragraph.links:
                if slug not in slugs:
                    faults.add(path, paragraph.line, f"no story is called “{slug}”")
