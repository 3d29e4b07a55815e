"""What to suggest for a text that is being typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Case, Q, When
from django.utils.translation import override

from search.query import clean_text
from search.suggest.keys import MAX_KEY, Typed
from search.suggest.models import SubjectGroup, SubjectKind, SuggestedKey

MAX_TEXT = 64
"""A longer text is a sentence: no name begins like it."""

SHARES: dict[SubjectGroup, int] = {SubjectGroup.TERM: 5, SubjectGroup.ENTERPRISE: 3, SubjectGroup.STORY: 4}
"""Places each part of the list has before another part's free ones are given away."""

_KEYS_PER_PLACE = 12
"""Keys read for each place: a subject answers to several, and some do not fit what was typed."""

_END = b"\xff"


@dataclass(frozen=True)
class Suggestion:
    """One line of the list.

    `label` is the thing's name and `language` the language that is in; `matched` the other name that was typed, if it
    was another; `former`: the enterprise was called so before. `count`: public stories, None where that says nothing.
    """

    kind: SubjectKind
    label: str
    url: str
    language: str = ""
    matched: str = ""
    former: bool = False
    count: int | None = None


@dataclass(frozen=True)
class Candidate:
    """A row of the table that answers a typed text."""

    kind: SubjectKind
    ref: str
    count: int
    name: str


def suggestions(text: str, language: str, limit: int = 10) -> tuple[Suggestion, ...]:
    """Terms, enterprises and stories that begin, or have a word that begins, with `text`, in that order.

    `language`: `zh-hans` or `en`, of labels and addresses. Text of any length and kind is taken; one too short for any
    key gives nothing. What is no longer public is left out, whatever the table holds.
    """
    from search.suggest.resolve import resolve

    typed = Typed.of(clean_text(text)[: MAX_TEXT + 1])
    if not typed.prefixes or len(typed.text) > MAX_TEXT:
        return ()
    found = {group: _candidates(typed, group, limit) for group in SubjectGroup}
    with override(language):
        return resolve(_shared(found, limit), typed, language)


def _candidates(typed: Typed, group: SubjectGroup, limit: int) -> list[Candidate]:
    """The best of one part, each subject once: who is called exactly so, then by rank."""
    prefixes = [prefix[:MAX_KEY].encode() for prefix in typed.prefixes]
    rows = SuggestedKey.objects.filter(_ranges(prefixes), group=group)
    exactly = Case(When(key__in=prefixes, whole=True, then=0), default=1)
    ordered = rows.order_by(exactly, "rank", "pk").values_list(
        "subject__kind", "subject__ref", "subject__count", "name"
    )
    found: dict[tuple[str, str], Candidate] = {}
    for kind, ref, count, name in ordered[: limit * _KEYS_PER_PLACE]:
        if len(found) < limit and typed.fits(name):
            found.setdefault((kind, ref), Candidate(SubjectKind(kind), ref, count, name))
    return list(found.values())


def _ranges(prefixes: Iterable[bytes]) -> Q:
    condition = Q()
    for prefix in prefixes:
        condition |= Q(key__gte=prefix, key__lt=prefix + _END)
    return condition


def _shared(found: dict[SubjectGroup, list[Candidate]], limit: int) -> list[Candidate]:
    """At most `limit`: each part its share, then what others leave free, first part first."""
    taken = {
        group: min(len(rows), max(1, SHARES[group] * limit // sum(SHARES.values()))) for group, rows in found.items()
    }
    taken = {group: min(count, len(found[group])) for group, count in taken.items()}
    free = limit - sum(taken.values())
    for group, rows in found.items():
        more = max(0, min(free, len(rows) - taken[group]))
        taken[group] += more
        free -= more
    return [row for group, rows in found.items() for row in rows[: taken[group]]][:limit]
