"""Read an industry's profile: ``industries/<code>.yaml`` with ``sources``, ``zh`` and ``en``."""

from __future__ import annotations

from pathlib import Path

from portal.cited_lines import cited_lines
from showcase.demo.codes import KnownCodes
from showcase.demo.faults import Faults
from showcase.demo.records import ProfileFacts
from showcase.demo.sourced import read_sources
from showcase.demo.tables import Table, read_table


def read_profile(path: Path, known: KnownCodes, faults: Faults) -> ProfileFacts | None:
    """The profile in ``path``; both languages have the same paragraphs with the same citations."""
    table = read_table(path, faults)
    if table is None:
        return None
    table.only({"sources", "zh", "en"})
    if path.stem not in known.industries:
        table.fault(f"unknown industry “{path.stem}”: the file's name is a code")
    profile = ProfileFacts(
        code=path.stem,
        path=path,
        zh="\n".join(line.text for line in table.scalars("zh")),
        en="\n".join(line.text for line in table.scalars("en")),
        sources=read_sources(table),
    )
    _check_lines(table, profile)
    return profile


def _check_lines(table: Table, profile: ProfileFacts) -> None:
    numbers = {source.number for source in profile.sources}
    ours, theirs = cited_lines(profile.zh), cited_lines(profile.en)
    if not ours:
        table.fault("the profile has no paragraph")
    if [(line.citations, line.own) for line in ours] != [(line.citations, line.own) for line in theirs]:
        table.fault("both languages have the same paragraphs with the same citations", table.line_of("en"))
    for place in table.scalars("zh"):
        for line in cited_lines(place.text):
            if not line.citations and not line.own:
                table.fault("a paragraph ends with [n] or [portal]", place.line)
            for number in set(line.citations) - numbers:
                table.fault(f"there is no source {number}", place.line)
