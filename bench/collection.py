"""A test collection: documents, queries, and which documents answer which query.

docs.jsonl     {"id": …, "title": …, "text": …}
queries.jsonl  {"id": …, "text": …}
qrels.jsonl    {"q": query id, "d": document id, "rel": 0, 1, 2 …}; no row means 0
"""

import json
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.fault import Fault
from search.core.record import Record, RecordText
from search.text.analysis import is_han


@dataclass(frozen=True)
class Collection:
    """`documents`: id → (title, text). `queries`: id → text. `relevant`: query id → document id → gain above 0."""

    name: str
    documents: Mapping[str, tuple[str, str]]
    queries: Mapping[str, str]
    relevant: Mapping[str, Mapping[str, int]]

    @property
    def judged(self) -> list[str]:
        """Return the ids of the queries that some document answers: the others cannot be measured."""
        return [query for query in self.queries if self.relevant.get(query)]


def read_collection(folder: Path) -> Collection:
    """Read a collection. Raises Fault with file and line where something isn't of the format above."""
    relevant: dict[str, dict[str, int]] = defaultdict(dict)
    for row in _rows(folder / "qrels.jsonl", "q", "d", "rel"):
        if row["rel"] > 0:
            relevant[str(row["q"])][str(row["d"])] = row["rel"]
    return Collection(
        name=folder.resolve().name,
        documents={
            str(row["id"]): (str(row.get("title") or ""), str(row["text"] or ""))
            for row in _rows(folder / "docs.jsonl", "id", "text")
        },
        queries={str(row["id"]): str(row["text"] or "") for row in _rows(folder / "queries.jsonl", "id", "text")},
        relevant=relevant,
    )


def records(collection: Collection) -> Iterator[Record]:
    """Yield one record per document, in the main language of its text; its id is its place in the collection."""
    for number, (title, text) in enumerate(collection.documents.values()):
        yield Record(id=record_id(number), texts={language_of(f"{title} {text}"): RecordText(title, "", text)})


def record_id(number: int) -> str:
    """Return a valid record id: ids of a collection may be any text, those of records may not."""
    return f"{number:07d}"


def language_of(text: str) -> str:
    """Return the language: a Chinese text may hold Latin names and numbers, an English one hardly a Han character."""
    letters = [character for character in text[:2000] if character.isalpha()]
    return "zh-hans" if 5 * sum(is_han(character) for character in letters) > len(letters) else "en"


def _rows(path: Path, *needed: str) -> Iterator[dict[str, Any]]:
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise Fault(f"{path}: {error}") from None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except ValueError as error:
            raise Fault(f"{path}, line {number}: {error}") from None
        if not isinstance(row, dict) or not set(needed) <= set(row):
            raise Fault(f"{path}, line {number}: an object with {', '.join(needed)} was expected")
        if not isinstance(row.get("rel", 0), int):
            raise Fault(f"{path}, line {number}: rel must be a whole number, not {row['rel']!r}")
        yield row
