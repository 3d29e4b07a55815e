"""The names of every enterprise, normalised, stored and indexed, so that no search has to normalise 100,000 names.

Own names in both languages, former ones, those that published lists print, and the credit code.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.db.models.signals import post_delete, post_migrate, post_save

from showcase.enterprises.models import Enterprise, FormerName, enterprises_written
from showcase.enterprises.names import NameQuery, core_name, search_name, stored_line

_AT_ONCE = 500  # enterprises
_NAMES_OF_ONE = 4  # names read per enterprise, at most
_CANDIDATES = 500  # names with one core; more names share it only where it distinguishes nothing


class EnterpriseNameKey(models.Model):
    """A name of an enterprise: its search name and its core (see `names`). A code has no core."""

    enterprise = models.ForeignKey("showcase.Enterprise", on_delete=models.CASCADE, related_name="name_keys")
    key = models.CharField(max_length=255, db_index=True)
    core = models.CharField(max_length=255, db_index=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["enterprise", "key"], name="unique_name_key")]

    def __str__(self) -> str:
        return self.key

    @property
    def line(self) -> str:
        return stored_line(self.key, self.core)


def refresh_names(enterprises: Iterable[int]) -> None:
    """Store the names of these enterprises as they are now; unchanged names are not written."""
    left = iter(sorted(set(enterprises)))
    while some := list(islice(left, _AT_ONCE)):
        _refresh(some)


def rebuild_names() -> int:
    """Store all names again; return how many enterprises there are."""
    found = list(Enterprise.objects.values_list("pk", flat=True))
    refresh_names(found)
    return len(found)


def bearing(text: str, *, drafts: bool = False) -> Q:
    """Return a filter on enterprises with a name like this, their own or that of a record merged into them.

    Names of merged records that were never published count only with `drafts`. An empty name matches nothing.
    """
    query = NameQuery.of(text)
    if not query.key:
        return Q(pk__in=[])
    rows = EnterpriseNameKey.objects.filter(Q(key__contains=query.key) | Q(pk__in=_alike(query)))
    merged = rows if drafts else rows.filter(enterprise__live=True)
    return Q(pk__in=rows.values("enterprise")) | Q(pk__in=merged.values("enterprise__merged__into"))


def bearers(text: str, most: int) -> list[int] | None:
    """Return the enterprises with a name like this, merged records as their survivors; None for more than `most`.

    Two queries at most; the number of rows read is limited, even for a text that half of all names contain.
    """
    query = NameQuery.of(text)
    if not query.key:
        return []
    rows = EnterpriseNameKey.objects.filter(Q(key__contains=query.key) | Q(pk__in=_alike(query)))
    names = rows.values_list("enterprise_id", "enterprise__merged__into_id", "enterprise__live")
    read = list(names[: most * _NAMES_OF_ONE])
    found = {into or pk for pk, into, live in read if live or into is None}
    return None if len(found) > most or len(read) == most * _NAMES_OF_ONE else sorted(found)


def lines_of(enterprises: Iterable[int] | None = None) -> dict[int, list[str]]:
    """Return enterprise → its names as `NameQuery.finds` reads them; None: all enterprises. One query."""
    rows = EnterpriseNameKey.objects.all()
    if enterprises is not None:
        rows = rows.filter(enterprise__in=list(enterprises))
    found: dict[int, list[str]] = defaultdict(list)
    for pk, key, core in rows.order_by("pk").values_list("enterprise_id", "key", "core").iterator():
        found[pk].append(stored_line(key, core))
    return found


def connect() -> None:
    """Connect the receivers; called once when the app is ready."""
    post_save.connect(_of_enterprise, sender=Enterprise, dispatch_uid="showcase.name_keys.enterprise")
    enterprises_written.connect(_of_many, dispatch_uid="showcase.name_keys.many")
    for signal in (post_save, post_delete):
        signal.connect(_of_former_name, sender=FormerName, dispatch_uid="showcase.name_keys.former")
    post_migrate.connect(_fill_after_migration, dispatch_uid="showcase.name_keys")


def _alike(query: NameQuery) -> list[int]:
    """Return names that differ in places or legal form only; few, so places are compared in Python."""
    condition = Q(core__startswith=query.rest) if query.rest else Q(pk__in=[])
    if query.core:
        condition |= Q(core=query.core)
    rows = EnterpriseNameKey.objects.filter(condition).exclude(core="")[:_CANDIDATES]
    return [row.pk for row in rows if query.fits(row.line)] if query.rest or query.core else []


@transaction.atomic
def _refresh(enterprises: list[int]) -> None:
    wanted = {(pk, key): core for pk, key, core in _current(enterprises)}
    stale = []
    for row in EnterpriseNameKey.objects.filter(enterprise__in=enterprises):
        if wanted.get((row.enterprise_id, row.key)) == row.core:
            del wanted[row.enterprise_id, row.key]
        else:
            stale.append(row.pk)
    if stale:
        EnterpriseNameKey.objects.filter(pk__in=stale).delete()
    rows = [EnterpriseNameKey(enterprise_id=pk, key=key, core=core) for (pk, key), core in wanted.items()]
    # Two processes that write the same name at once write the same.
    EnterpriseNameKey.objects.bulk_create(rows, batch_size=_AT_ONCE, ignore_conflicts=True)


def _current(enterprises: list[int]) -> Iterator[tuple[int, str, str]]:
    """Yield enterprise, search name and core of every name there is; three queries."""
    found = Enterprise.objects.filter(pk__in=enterprises)
    for pk, zh, en, code in found.values_list("pk", "name_zh", "name_en", "credit_code"):
        yield from ((pk, search_name(name), core_name(name)) for name in (zh, en) if search_name(name))
        if code:
            yield pk, search_name(code), ""
    former = FormerName.objects.filter(enterprise__in=enterprises).values_list("enterprise_id", "name_zh", "name_en")
    for pk, zh, en in former:
        yield from ((pk, search_name(name), core_name(name)) for name in (zh, en) if search_name(name))
    printed = found.filter(entries__announcement__events_recorded_at__isnull=False).values_list("pk", "entries__name")
    for pk, name in printed.distinct():
        if search_name(name):
            yield pk, search_name(name), core_name(name)


def _of_enterprise(instance: Enterprise, **kwargs: Any) -> None:
    if not kwargs.get("raw"):
        refresh_names([instance.pk])


def _of_many(keys: list[int], **kwargs: Any) -> None:
    refresh_names(keys)


def _of_former_name(instance: FormerName, **kwargs: Any) -> None:
    if not kwargs.get("raw"):
        refresh_names([instance.enterprise_id])


def _fill_after_migration(**kwargs: Any) -> None:
    """Store the names of enterprises that are older than this table."""
    if getattr(kwargs.get("sender"), "name", "") != "showcase" or kwargs.get("plan") == []:
        return
    if Enterprise.objects.exists() and not EnterpriseNameKey.objects.exists():
        rebuild_names()
