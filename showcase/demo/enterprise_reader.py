"""Read ``enterprises/<key>.yaml``: enterprises and parks, with what sources say of them beside lists."""

from __future__ import annotations

from pathlib import Path

from showcase.demo.codes import KnownCodes
from showcase.demo.faults import Faults
from showcase.demo.records import EnterpriseFacts, MentionFacts, SourceFacts
from showcase.demo.sourced import check_source, read_sources
from showcase.demo.tables import Bilingual, Table, read_table

_KEYS = set(EnterpriseFacts.__annotations__) - {"key", "line", "is_park"} | {"park"}
_BLANK = Bilingual("", "")


def read_enterprises(folder: Path, known: KnownCodes, faults: Faults) -> tuple[EnterpriseFacts, ...]:
    """The enterprises and parks of ``enterprises/``, one file each, by the key that is the file's name."""
    tables = [(path.stem, read_table(path, faults)) for path in sorted(folder.glob("*.yaml"))]
    return tuple(_read_enterprise(key, table, known) for key, table in tables if table is not None)


def _read_enterprise(key: str, row: Table, known: KnownCodes) -> EnterpriseFacts:
    row.only(_KEYS)
    sources = read_sources(row)
    if not sources and not row.flag("is_example"):
        row.fault("an enterprise names a source for its name")
    for code in row.scalars("industries"):
        if code.text not in known.industries:
            row.fault(f"unknown code “{code.text}” in industries", code.line)
    return EnterpriseFacts(
        key=key,
        name_zh=row.text("name_zh"),
        name_en=row.text("name_en"),
        is_park=row.flag("park"),
        credit_code=row.optional("credit_code"),
        region=row.choice("region", known.regions),
        industries=tuple(code.text for code in row.scalars("industries")),
        former_names=tuple(name.text for name in row.scalars("former_names")),
        note=row.bilingual("note"),
        is_example=row.flag("is_example"),
        mentions=tuple(_read_mention(mention, sources) for mention in row.tables("mentions")),
        sources=sources,
        line=row.line,
    )


def _read_mention(row: Table, sources: tuple[SourceFacts, ...]) -> MentionFacts:
    row.only({"text", "source"})
    source = check_source(row, "source", sources)
    if source is None:
        row.fault("a mention names its source")
    return MentionFacts(row.bilingual("text", required=True) or _BLANK, source or 0)
