"""The demonstration content as readable files: one reader, nothing written.

``read_demo(DEMO_ROOT, known_codes(VOCABULARY, symbols))`` returns everything, or raises one
``StoryFileError`` that names every fault with file and line.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, TypeVar

from django.utils.translation import override

from portal.charts.sketches.reading import SketchFault, read_sketch
from showcase.demo.reading.collection_records import CollectionFacts
from showcase.demo.reading.documents import Document, Model, checked, parse_yaml, read_csv, read_text, read_yaml
from showcase.demo.reading.faults import Fault, StoryFileError
from showcase.demo.reading.list_records import COLUMNS, MORE_COLUMNS, ListFacts
from showcase.demo.reading.records import EnterpriseFacts, InfoPageFile, ProfileFacts
from showcase.demo.reading.replication_records import ReplicationFacts
from showcase.demo.reading.story_records import StoryFile
from showcase.demo.reading.text_checks import UNCITED, citation_faults, story_text_faults, structure_faults
from showcase.demo.reading.texts import StoryText, parse_text
from showcase.demo.reading.visit_records import VisitFile

DEMO_ROOT = Path(__file__).parents[1]
LANGUAGES = ("zh-hans", "en")
Record = TypeVar("Record")
_FENCE = "---"


@dataclass(frozen=True)
class DemoFiles:
    """All demonstration content, read and checked against itself and the vocabulary."""

    stories: tuple[StoryFile, ...]
    enterprises: tuple[EnterpriseFacts, ...]
    lists: tuple[ListFacts, ...]
    pages: tuple[InfoPageFile, ...]
    profiles: tuple[ProfileFacts, ...]
    visits: tuple[VisitFile, ...] = ()
    collections: tuple[CollectionFacts, ...] = ()
    replications: tuple[ReplicationFacts, ...] = ()


def known_codes(vocabulary: Path, units: Iterable[str]) -> Mapping[str, Collection[str]]:
    """Read the codes that files may use from the vocabulary's files in the folder, beside the unit symbols."""
    names = ("industries", "techniques", "processes", "regions", "goals", "programmes", "levels")
    codes = {name: _codes(vocabulary / f"{name}.csv") for name in names}
    return {**codes, "industries": codes["industries"] | _codes(vocabulary / "industry_groups.csv"), "units": {*units}}


def _codes(path: Path) -> frozenset[str]:
    with path.open(encoding="utf-8-sig", newline="") as rows:
        return frozenset(row["code"] for row in csv.DictReader(rows))


def read_demo(root: Path, known: Mapping[str, Collection[str]]) -> DemoFiles:
    """Read all content under ``root``.

    In ``stories/``, ``enterprises/``, ``lists/``, ``pages/``, ``industries/`` and ``collections/``. ``known`` are the
    codes of each part of the vocabulary and the ``units`` (`known_codes`).
    Raises ``StoryFileError`` with every fault found, in file order; nothing is returned then.
    """
    faults: list[Fault] = []
    stories, lists = (_facts(root / name, faults) for name in ("stories", "lists"))
    enterprises, profiles, collections, visits, reports = (
        sorted((root / name).glob("*.yaml"))
        for name in ("enterprises", "industries", "collections", "visits", "replications")
    )
    every = {folder.name for folder in _folders(root / "stories")}
    names = {
        "enterprises": {path.stem for path in enterprises},
        "every story": every,
        # A published text leads to published stories only.
        "stories": every - {document.path.parent.name for document in stories if document.data.get("held_back")},
        "proposals": {document.path.parent.name for document in lists if document.data.get("kind") == "proposal"},
    }
    reader = _Reader({**known, **names}, faults)
    demo = DemoFiles(
        stories=_read(reader.story(document) for document in stories),
        enterprises=_read(reader.single_file(EnterpriseFacts, path, key=path.stem) for path in enterprises),
        lists=_read(reader.announcement(document) for document in lists),
        pages=_read(reader.page(folder) for folder in _folders(root / "pages")),
        profiles=_read(reader.single_file(ProfileFacts, path, code=path.stem, path=path) for path in profiles),
        replications=_read(reader.single_file(ReplicationFacts, path, key=path.stem) for path in reports),
        visits=_read(reader.single_file(VisitFile, path, slug=path.stem, path=path) for path in visits),
        collections=_read(reader.single_file(CollectionFacts, path, slug=path.stem, path=path) for path in collections),
    )
    if faults:
        raise StoryFileError(faults)
    return replace(demo, pages=_in_order(demo.pages), collections=_in_order(demo.collections))


def _in_order(records: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(records, key=lambda record: record.order))


def _folders(path: Path) -> list[Path]:
    return sorted(folder for folder in path.glob("*") if folder.is_dir())


def _facts(path: Path, faults: list[Fault]) -> tuple[Document, ...]:
    return _read(read_yaml(folder / "facts.yaml", faults) for folder in _folders(path))


def _read(records: Iterable[Record | None]) -> tuple[Record, ...]:
    return tuple(record for record in records if record is not None)


@dataclass(frozen=True)
class _Reader:
    """Makes a record of each file; ``None``, with the faults noted, where it has some.

    ``names`` are those that values are checked against (`fields.known`).
    """

    names: Mapping[str, Collection[Any]]
    faults: list[Fault]

    def story(self, document: Document) -> StoryFile | None:
        folder, numbers = document.path.parent, _numbers(document)
        stories = frozenset(self.names["every story" if document.data.get("held_back") else "stories"])
        texts = {language: text for language in LANGUAGES if (text := self._text(folder / f"{language}.md"))}
        for text in texts.values():
            self.faults.extend(story_text_faults(text, str(document.data.get("kind"))))
            self.faults.extend(citation_faults(text, numbers, stories, UNCITED))
        if len(texts) == len(LANGUAGES):
            self.faults.extend(structure_faults(texts["zh-hans"], texts["en"], same_keys=True))
        whole = document.including(self.faults, slug=folder.name, path=folder, texts=texts, sketch=self._sketch(folder))
        return self._checked(StoryFile, whole, stories=stories - {folder.name})

    def _text(self, path: Path) -> StoryText | None:
        markdown = read_text(path, self.faults)
        return None if markdown is None else parse_text(path, markdown, self.faults)

    def _sketch(self, folder: Path) -> str:
        """Return the text of the drawing, where there is one that can be read."""
        path = folder / "sketch.txt"
        text = path.read_text("utf-8") if path.exists() else ""
        try:
            with override("en"):  # as all faults of these files
                if text:
                    read_sketch(text)
        except SketchFault as fault:
            self.faults.append(Fault(path, 1, str(fault)))
        return text

    def announcement(self, document: Document) -> ListFacts | None:
        folder = document.path.parent
        entries = read_csv(folder / "entries.csv", COLUMNS, MORE_COLUMNS, self.faults)
        whole = document.including(self.faults, slug=folder.name, path=folder, entries=entries)
        # The rows of an example rest on no source, which its entries say with a 0.
        numbers = {0} if document.data.get("is_example") == "true" else _numbers(document)
        return self._checked(ListFacts, whole, sources=numbers, of_the_list=document.data.get("programmes") or ())

    def page(self, folder: Path) -> InfoPageFile | None:
        chinese, english = (self._page_text(folder / f"{language}.md") for language in LANGUAGES)
        if chinese is None or english is None:
            return None
        (text, front), (translation, english_front) = chinese, english
        for each in (text, translation):
            self.faults.extend(citation_faults(each, _numbers(front), self.names["stories"]))
        self.faults.extend(structure_faults(text, translation, same_keys=False))
        english_part = english_front.including(self.faults, path=translation.path, sections=translation.sections)
        whole = front.including(self.faults, path=text.path, sections=text.sections, english=english_part)
        return self._checked(InfoPageFile, whole)

    def _page_text(self, path: Path) -> tuple[StoryText, Document] | None:
        """Read the text below the YAML between two lines of ---, and the YAML."""
        whole = read_text(path, self.faults)
        if whole is None:
            return None
        lines = whole.splitlines()
        if lines[:1] != [_FENCE] or _FENCE not in lines[1:]:
            self.faults.append(Fault(path, 1, "the page begins with YAML between two lines of ---"))
            return None
        end = lines.index(_FENCE, 1)
        front = parse_yaml(path, "\n".join(lines[1:end]), self.faults, offset=1)
        text = parse_text(path, "\n".join(lines[end + 1 :]), self.faults, offset=end + 1)
        if text.title or text.lead:
            self.faults.append(Fault(path, end + 2, "the text begins with a heading of the second level"))
        return None if front is None else (text, front)

    def single_file(self, model: type[Model], file: Path, **given: object) -> Model | None:
        document = read_yaml(file, self.faults)
        return None if document is None else self._checked(model, document.including(self.faults, **given))

    def _checked(self, model: type[Model], document: Document, **names: Collection[object]) -> Model | None:
        return checked(model, document, {**self.names, "sources": _numbers(document), **names}, self.faults)


def _numbers(document: Document) -> range:
    """Count the sources of a file, whose numbers are those of their order."""
    return range(1, len(document.data.get("sources") or ()) + 1)
