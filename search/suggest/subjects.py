"""Reads what is public and may be suggested from the site's database, which is authoritative.

Never a draft, never what a privacy restriction covers, never an invented enterprise; terms only where a public story
carries them, so that every suggestion leads somewhere.
"""

from __future__ import annotations

import datetime as dt
import hashlib
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Any, TypeVar

from django.conf import settings
from django.db.models import Q

from search.core.record import is_id
from search.suggest import keys
from search.suggest.models import SubjectGroup, SubjectKind
from showcase.enterprises.identity import identities
from showcase.lists.printed_names import printed_names
from showcase.models import Enterprise, Industry, Process, Region, StoryEnterprise, StoryPage, StoryProcess, Technique
from showcase.stories.coded import count_industries, count_techniques, read_coded_stories

MAX_NAME = 255

Row = TypeVar("Row")
Faults = dict[str, Exception]


class NameRank(IntEnum):
    """What a name is to its subject: its main name, another name, a former name."""

    MAIN = 0
    OTHER = 1
    FORMER = 2


@dataclass(frozen=True)
class Subject:
    """A public subject with all names a reader may type. `weight` 0 … 9999: higher comes first among equals."""

    kind: SubjectKind
    ref: str
    names: tuple[tuple[str, NameRank], ...]
    count: int = 0
    weight: int = 0

    @property
    def group(self) -> SubjectGroup:
        """The group of the list it belongs to."""
        groups = {SubjectKind.ENTERPRISE: SubjectGroup.ENTERPRISE, SubjectKind.STORY: SubjectGroup.STORY}
        return groups.get(self.kind, SubjectGroup.TERM)

    @property
    def key(self) -> str:
        """Its id in the outbox."""
        return key_of(self.kind, self.ref)

    @property
    def digest(self) -> str:
        """Changes with anything its rows hold."""
        held = repr((keys.REVISION, self.names, self.count, self.weight))
        return hashlib.sha256(held.encode()).hexdigest()[:16]


def key_of(kind: str, ref: str) -> str:
    """Return `enterprise:<number>`, `technique:<code>`; for a story its id."""
    return ref if kind == SubjectKind.STORY else f"{kind}:{ref}"


def _each(
    rows: Iterable[Row], key: Callable[[Row], str], make: Callable[[Row], Subject], failures: Faults
) -> Iterator[Subject]:
    """Yield the subjects of rows; one that can't be made is left out, with key → error in `failures`."""
    for row in rows:
        try:
            subject = make(row)
        except Exception as error:  # noqa: BLE001 - one name, of whatever fault, must not keep back the others
            failures[key(row)] = error
        else:
            yield subject


def terms(failures: Faults) -> Iterator[Subject]:
    """Yield techniques, industries, regions and processes that public stories carry, with the number of stories."""
    for kind, counts in term_counts().items():
        yield from _carried(kind, _TERMS[kind], counts, failures)


_TERMS: dict[SubjectKind, Any] = {
    SubjectKind.TECHNIQUE: Technique,
    SubjectKind.INDUSTRY: Industry,
    SubjectKind.REGION: Region,
    SubjectKind.PROCESS: Process,
}


def term_counts() -> dict[SubjectKind, Counter[str]]:
    """Return for each kind of term: code → number of public stories now."""
    stories = read_coded_stories()
    return {
        SubjectKind.TECHNIQUE: count_techniques(stories),
        SubjectKind.INDUSTRY: count_industries(stories),
        SubjectKind.REGION: Counter(code for story in stories for code in story.regions),
        SubjectKind.PROCESS: _process_counts([story.page_id for story in stories]),
    }


def _carried(kind: SubjectKind, model: Any, counts: Counter[str], failures: Faults) -> Iterator[Subject]:
    def made(term: Any) -> Subject:
        count = counts[term.code]
        names = _names([term.zh, term.en], [*term.aliases_zh, *term.aliases_en, *_codes(kind, term.code)])
        return Subject(kind, term.code, names, count, min(count, 9999))

    carried = model.objects.filter(code__in=list(counts)) if counts else ()
    return _each(carried, lambda term: key_of(kind, term.code), made, failures)


def _codes(kind: SubjectKind, code: str) -> tuple[str, ...]:
    """Return codes as readers type them: C1713 also as 1713; codes of processes are internal."""
    match kind:
        case SubjectKind.PROCESS:
            return ()
        case SubjectKind.INDUSTRY if len(code) > 3:
            return (code, code[1:])
    return (code,)


def _process_counts(pages: Collection[int]) -> Counter[str]:
    public = set(pages)
    carried = set(StoryProcess.objects.values_list("page_id", "process__code"))
    return Counter(code for page, code in carried if page in public)


def enterprises(failures: Faults, numbers: Collection[int] | None = None) -> Iterator[Subject]:
    """Yield live enterprises that are not invented, by every current or former name and their credit code.

    All of them, or those of these portal numbers and those that public stories are about.
    """
    counts, public = story_counts(), Enterprise.objects.published().filter(is_example=False)
    if numbers is not None:
        public = public.filter(Q(number__in=numbers) | Q(pk__in=list(counts)))
    known = identities() if numbers is None else identities(enterprise.pk for enterprise in public)
    printed = printed_names(None if numbers is None else [enterprise.pk for enterprise in public])

    def made(enterprise: Enterprise) -> Subject:
        identity = known[enterprise.pk]
        former = [*identity.texts, *printed.get(enterprise.pk, ())]
        codes = [enterprise.credit_code or "", *identity.codes]
        names = _names([enterprise.name_zh, enterprise.name_en], codes, former)
        count = counts[enterprise.pk]
        return Subject(SubjectKind.ENTERPRISE, str(enterprise.number), names, count, min(count, 9999))

    return _each(public, lambda row: key_of(SubjectKind.ENTERPRISE, str(row.number)), made, failures)


def story_counts() -> Counter[int]:
    """Return enterprise → number of public stories. As a subquery per enterprise this took minutes for thousands."""
    public = set(StoryPage.objects.sources().published().values_list("pk", flat=True))
    rows = StoryEnterprise.objects.values_list("page_id", "enterprise_id", "enterprise__merged__into_id")
    pairs = {(page, into or enterprise) for page, enterprise, into in rows}
    return Counter(enterprise for page, enterprise in pairs if page in public)


def stories(failures: Faults, ids: Collection[str] | None = None) -> Iterator[Subject]:
    """Yield public stories (all, or those of these ids) by their title in each public language; newest first."""
    sources = StoryPage.objects.sources().published()
    translations = (
        StoryPage.objects.published().filter(alias_of=None).exclude(locale__language_code=settings.LANGUAGE_CODE)
    )
    if ids is not None:
        wanted = [one for one in ids if is_id(one)]
        sources, translations = (pages.filter(translation_key__in=wanted) for pages in (sources, translations))
    titles: dict[Any, list[str]] = defaultdict(list)
    for key, title in translations.values_list("translation_key", "title"):
        titles[key].append(title)

    def made(row: tuple[Any, str, dt.datetime | None]) -> Subject:
        key, title, first = row
        weight = min(9999, max(0, first.toordinal() - 730_120) // 2) if first else 0
        return Subject(SubjectKind.STORY, str(key), _names([title, *titles[key]]), 0, weight)

    rows = sources.values_list("translation_key", "title", "first_published_at")
    return _each(rows, lambda row: str(row[0]), made, failures)


def _names(
    main: Collection[str], other: Collection[str] = (), former: Collection[str] = ()
) -> tuple[tuple[str, NameRank], ...]:
    ranks: dict[str, NameRank] = {}
    for rank, names in zip(NameRank, (main, other, former), strict=True):
        for name in names:
            if name.strip():
                ranks.setdefault(name.strip()[:MAX_NAME], rank)
    return tuple(ranks.items())
