"""All names and codes of an enterprise: former names, and those of records merged into it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Q

from showcase.enterprises.merges import MergedEnterprise
from showcase.enterprises.models import FormerName


@dataclass(frozen=True, slots=True)
class OtherName:
    """A name besides the current one; `until` as stored.

    `number`: portal number of the merged record that has the name, 0 for the enterprise's own.
    """

    name_zh: str
    name_en: str
    until: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Identity:
    """`names`: own former names, then those of merged records; `codes`: credit codes of merged records."""

    names: tuple[OtherName, ...] = ()
    codes: tuple[str, ...] = ()

    @property
    def texts(self) -> tuple[str, ...]:
        """All names in both languages, each once."""
        both = (text for name in self.names for text in (name.name_zh, name.name_en))
        return tuple(dict.fromkeys(text for text in both if text))


def identities(enterprises: Iterable[int] | None = None, *, drafts: bool = False) -> Mapping[int, Identity]:
    """Return enterprise → names besides the current one, and other codes; two queries.

    `enterprises`: primary keys, None for all. Names of merged records that were never published are left out unless
    `drafts`.
    """
    wanted = None if enterprises is None else list(enterprises)
    names: dict[int, list[OtherName]] = defaultdict(list)
    codes: dict[int, list[str]] = defaultdict(list)
    later: dict[int, list[OtherName]] = defaultdict(list)
    for one, into, number, live, name_zh, name_en, until in _former_names(wanted):
        if into is None:
            names[one].append(OtherName(name_zh, name_en, until))
        elif live or drafts:
            later[into].append(OtherName(name_zh, name_en, until, number))
    for into, number, live, name_zh, name_en, code in _merged(wanted):
        if live or drafts:
            names[into].append(OtherName(name_zh, name_en, "", number))
            codes[into] += [code] if code else []
    found = {pk: Identity((*names[pk], *later[pk]), tuple(codes[pk])) for pk in {*names, *later}}
    return defaultdict(Identity, found)


def _former_names(wanted: list[int] | None) -> Iterable[tuple]:
    rows = FormerName.objects.order_by("enterprise_id", "sort_order", "pk")
    if wanted is not None:
        rows = rows.filter(Q(enterprise__in=wanted) | Q(enterprise__merged__into__in=wanted))
    fields = ("enterprise_id", "enterprise__merged__into_id", "enterprise__number", "enterprise__live")
    return rows.values_list(*fields, "name_zh", "name_en", "until")


def _merged(wanted: list[int] | None) -> Iterable[tuple]:
    rows = MergedEnterprise.objects.order_by("enterprise__number")
    if wanted is not None:
        rows = rows.filter(into__in=wanted)
    fields = ("enterprise__number", "enterprise__live", "enterprise__name_zh", "enterprise__name_en")
    return rows.values_list("into_id", *fields, "enterprise__credit_code")
