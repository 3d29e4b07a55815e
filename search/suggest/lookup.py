"""Looks up what to suggest for a text that is being typed."""

from __future__ import annotations

from collections.abc import Iterable

from django.db.models import Case, Q, When
from django.utils.translation import override

from search.core.query import clean_text
from search.suggest.keys import MAX_KEY, Typed
from search.suggest.models import SubjectGroup, SubjectKind, SuggestedKey
from search.suggest.resolve import Candidate, Suggestion, resolve

MAX_TEXT = 64
"""A longer text is a sentence: no name begins with it."""

SHARES: dict[SubjectGroup, int] = {SubjectGroup.TERM: 5, SubjectGroup.ENTERPRISE: 3, SubjectGroup.STORY: 4}
"""Group → places it has before free places go to the others."""

_KEYS_PER_PLACE = 12
"""Keys read for each place: a subject has several, and some do not fit what was typed."""

_END = b"\xff"


def suggestions(text: str, language: str, limit: int = 10) -> tuple[Suggestion, ...]:
    """Return terms, enterprises and stories that begin, or have a word that begins, with `text`, in that order.

    `language`: `zh-hans` or `en`, of labels and addresses. Accepts any text; one too short for any key gives nothing.
    What is no longer public is left out, whatever the table holds.
    """
    typed = Typed.of(clean_text(text)[: MAX_TEXT + 1])
    if not typed.prefixes or len(typed.text) > MAX_TEXT:
        return ()
    candidates = {group: _candidates(typed, group, limit) for group in SubjectGroup}
    with override(language):
        return resolve(_shared(candidates, limit), typed, language)


def _candidates(typed: Typed, group: SubjectGroup, limit: int) -> list[Candidate]:
    """Return the best rows of one group, each subject once: exact names first, then by rank."""
    prefixes = [prefix[:MAX_KEY].encode() for prefix in typed.prefixes]
    rows = SuggestedKey.objects.filter(_ranges(prefixes), group=group)
    exactly = Case(When(key__in=prefixes, whole=True, then=0), default=1)
    ordered = rows.order_by(exactly, "rank", "pk").values_list(
        "subject__kind", "subject__ref", "subject__count", "name"
    )
    candidates: dict[tuple[str, str], Candidate] = {}
    for kind, ref, count, name in ordered[: limit * _KEYS_PER_PLACE]:
        if len(candidates) < limit and typed.fits(name):
            candidates.setdefault((kind, ref), Candidate(SubjectKind(kind), ref, count, name))
    return list(candidates.values())


def _ranges(prefixes: Iterable[bytes]) -> Q:
    condition = Q()
    for prefix in prefixes:
        condition |= Q(key__gte=prefix, key__lt=prefix + _END)
    return condition


def _shared(candidates: dict[SubjectGroup, list[Candidate]], limit: int) -> list[Candidate]:
    """Return at most `limit` rows: each group its share, then what others leave free, first group first."""
    taken = {
        group: min(len(rows), max(1, SHARES[group] * limit // sum(SHARES.values())))
        for group, rows in candidates.items()
    }
    taken = {group: min(count, len(candidates[group])) for group, count in taken.items()}
    free = limit - sum(taken.values())
    for group, rows in candidates.items():
        more = max(0, min(free, len(rows) - taken[group]))
        taken[group] += more
        free -= more
    return [row for group, rows in candidates.items() for row in rows[: taken[group]]][:limit]
