"""The words a query is widened by, from the site's vocabulary."""

from __future__ import annotations

from collections.abc import Iterator

from portal.content_version import cached_by_version
from search.expansion import Concept, ConceptKind, Name
from showcase.models import Industry, Process, Technique


def concepts() -> tuple[Concept, ...]:
    """Every technique, industry and process with all its names in both languages; kept until the content changes."""
    return cached_by_version("search.concepts", lambda: tuple(_read()))


def _read() -> Iterator[Concept]:
    for technique in Technique.objects.all():
        yield _concept(technique, ConceptKind.TECHNIQUE, set(technique.ambiguous))
    for industry in Industry.objects.all():
        yield _concept(industry, ConceptKind.INDUSTRY, set())
    for process in Process.objects.all():
        names = {process.zh, process.en, *process.aliases_zh, *process.aliases_en} if process.ambiguous else set()
        yield _concept(process, ConceptKind.PROCESS, names)


def _concept(term: Technique | Industry | Process, kind: ConceptKind, ambiguous: set[str]) -> Concept:
    main = [name for name in (term.zh, term.en) if name]
    others = [*term.aliases_zh, *term.aliases_en]
    return Concept(
        code=term.code,
        kind=kind,
        names=tuple(
            Name(text, main=position < len(main), ambiguous=text in ambiguous)
            for position, text in enumerate([*main, *others])
        ),
    )
