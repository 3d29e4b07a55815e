"""The words a query is widened by, from the site's vocabulary."""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet

from portal import content_version
from search.expansion import Concept, ConceptKind, Name, Vocabulary
from showcase.models import Industry, Process, Technique

# In the process, not in the cache: its index of names is large and is read by every search.
_kept: tuple[int, Vocabulary] = (-1, Vocabulary())


def vocabulary() -> Vocabulary:
    """Every technique, industry and process with all names in both languages; read anew when a term changes."""
    global _kept  # noqa: PLW0603 - one vocabulary a process
    version = content_version.current_vocabulary()
    if _kept[0] != version:
        _kept = (version, Vocabulary(tuple(_read())))
    return _kept[1]


def _read() -> Iterator[Concept]:
    for technique in Technique.objects.all():
        yield _concept(technique, ConceptKind.TECHNIQUE, set(technique.ambiguous))
    taken: set[str] = set()
    for industry in Industry.objects.all():
        concept = _concept(industry, ConceptKind.INDUSTRY, set(), taken)
        taken |= {name.text for name in concept.names}
        yield concept
    for process in Process.objects.all():
        names = {process.zh, process.en, *process.aliases_zh, *process.aliases_en} if process.ambiguous else set()
        yield _concept(process, ConceptKind.PROCESS, names)


def _concept(
    term: Technique | Industry | Process, kind: ConceptKind, ambiguous: set[str], taken: AbstractSet[str] = frozenset()
) -> Concept:
    """`taken`: names that a broader industry has already: 炼铁 is C311 and C3110, no reader means the difference."""
    main = [name for name in (term.zh, term.en) if name and name not in taken]
    others = [name for name in (*term.aliases_zh, *term.aliases_en) if name not in taken]
    return Concept(
        code=term.code,
        kind=kind,
        names=tuple(
            Name(text, main=position < len(main), ambiguous=text in ambiguous)
            for position, text in enumerate([*main, *others])
        ),
    )
