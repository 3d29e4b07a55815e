"""Updates the table of keys from the site: after every drained change, at a rebuild, and once a minute.

The caller holds the drain lock, so no two processes write at once. What has not changed is not written.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet

from search.core.apart import each_apart
from search.core.engine import Failures
from search.suggest import subjects
from search.suggest.keys import keys_of
from search.suggest.models import SubjectKind, Suggested, SuggestedKey
from search.suggest.subjects import Subject

CHUNK = 500
_INSIDE = 10_000
_PER_NAME_RANK = 20_000


_STORIES = Suggested.objects.filter(kind=SubjectKind.STORY)
_ENTERPRISES = Suggested.objects.filter(kind=SubjectKind.ENTERPRISE)
_TERMS = Suggested.objects.exclude(kind__in=[SubjectKind.STORY, SubjectKind.ENTERPRISE])


def refresh(story_ids: Collection[str], enterprises: Collection[int] = (), *, terms: bool = False) -> Failures:
    """Write these stories and enterprises (portal numbers) as they are now, and the counts that come with stories.

    `terms`: a term appeared, vanished or is called otherwise. Returns those that cannot be suggested; a constant number
    of queries where nothing changed, and none for what cannot have changed.
    """
    failures: dict[str, Exception] = {}
    if story_ids:
        _sync(subjects.stories(failures, story_ids), _STORIES.filter(ref__in=list(story_ids)), failures)
    if story_ids or terms:
        _sync(subjects.terms(failures), _TERMS.all(), failures)
    if story_ids or enterprises:
        _refresh_enterprises(enterprises, failures)
    return failures


def _refresh_enterprises(numbers: Collection[int], failures: dict[str, Exception]) -> None:
    """Update these enterprises and all that stories are or were about; others are not read."""
    held = _ENTERPRISES.filter(Q(count__gt=0) | Q(ref__in=[str(number) for number in numbers]))
    wanted = {*numbers, *(int(ref) for ref in held.values_list("ref", flat=True))}
    _sync(subjects.enterprises(failures, wanted), held, failures)


def refresh_all() -> Failures:
    """Update the whole table, also after a crash, a restored backup or a bulk change. Returns as `refresh`."""
    failures: dict[str, Exception] = {}
    for found, held in _everything(failures):
        _sync(found, held, failures)
    return failures


def is_whole(leaving_out: Collection[str] = ()) -> bool:
    """Say whether `refresh_all` would write nothing. Reads as much, but needs no lock, so nobody waits.

    `leaving_out`: keys of subjects known to fail.
    """
    for found, held in _everything({}):
        changed, gone = _differing(found, held)
        if gone or any(subject.key not in leaving_out for subject in changed):
            return False
    return True


def _everything(failures: dict[str, Exception]) -> Iterator[tuple[Iterable[Subject], QuerySet[Suggested]]]:
    yield subjects.stories(failures), _STORIES.all()
    yield subjects.terms(failures), _TERMS.all()
    yield subjects.enterprises(failures), _ENTERPRISES.all()


def _differing(expected: Iterable[Subject], held: QuerySet[Suggested]) -> tuple[list[Subject], list[int]]:
    """Return subjects that the table lacks or holds differently, and primary keys of rows without a subject."""
    known = {(row.kind, row.ref): row for row in held}
    changed: list[Subject] = []
    for subject in expected:
        row = known.pop((subject.kind, subject.ref), None)
        if row is None or row.digest != subject.digest:
            changed.append(subject)
    return changed, [row.pk for row in known.values()]


def _sync(expected: Iterable[Subject], held: QuerySet[Suggested], failures: dict[str, Exception]) -> None:
    changed, gone = _differing(expected, held)
    for start in range(0, len(gone), CHUNK):
        Suggested.objects.filter(pk__in=gone[start : start + CHUNK]).delete()
    for start in range(0, len(changed), CHUNK):
        some = {subject.key: subject for subject in changed[start : start + CHUNK]}
        failures |= each_apart(some, partial(_write_some, some))


def _write_some(subjects_by_key: dict[str, Subject], keys: list[str]) -> None:
    write([subjects_by_key[key] for key in keys])


@transaction.atomic
def write(changed: Collection[Subject]) -> None:
    """Replace these subjects and their keys in the table; at most a few hundred at once."""
    for kind in {subject.kind for subject in changed}:
        refs = [subject.ref for subject in changed if subject.kind == kind]
        Suggested.objects.filter(kind=kind, ref__in=refs).delete()
    rows = [Suggested(kind=s.kind, ref=s.ref, count=s.count, digest=s.digest) for s in changed]
    Suggested.objects.bulk_create(rows)
    keys = (key for row, subject in zip(rows, changed, strict=True) for key in _keys(row, subject))
    SuggestedKey.objects.bulk_create(keys, batch_size=CHUNK)


def _keys(row: Suggested, subject: Subject) -> Iterator[SuggestedKey]:
    taken: set[str] = set()
    for name, name_rank in subject.names:
        for key in keys_of(name):
            if key.text not in taken:
                taken.add(key.text)
                rank = name_rank * _PER_NAME_RANK + key.inside * _INSIDE - subject.weight
                yield SuggestedKey(
                    subject=row, group=subject.group, key=key.text.encode(), rank=rank, whole=key.whole, name=name
                )
