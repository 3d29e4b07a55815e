"""Finds our enterprises whose full name a text contains."""

from __future__ import annotations

from django.db.models import F, Value

from portal.text.simplified import simplified
from showcase.enterprises.models import Enterprise
from showcase.enterprises.name_keys import EnterpriseNameKey
from showcase.enterprises.names import normal_name

SHORTEST_NAME = 4  # characters; shorter names occur in texts by chance
LONGEST_TEXT = 20_000  # characters that are searched: the database compares them with every name


def named_enterprises(text: str) -> list[Enterprise]:
    """Return the enterprises that a text names in full, by present or former name, in the order of their numbers.

    A name inside a longer one that is named too does not count. A merged record stands for the one it was merged into.
    """
    names = _names_in(normal_name(text[:LONGEST_TEXT]))
    longest = {key: name for key, name in names if not any(name != other and name in other for _key, other in names)}
    heads = {found.head.pk: found.head for found in Enterprise.objects.filter(pk__in=longest)}
    return sorted(heads.values(), key=lambda enterprise: enterprise.number)


def _names_in(text: str) -> list[tuple[int, str]]:
    """Return (enterprise, normal name) of the names in a normalised text."""
    keys = EnterpriseNameKey.objects.exclude(core="").alias(text=Value(simplified(text)))
    candidates = keys.filter(text__contains=F("core")).values_list("enterprise", flat=True)
    found = Enterprise.objects.filter(pk__in=candidates).prefetch_related("former_names")
    names = [(one.pk, normal_name(name)) for one in found for name in _own_names(one)]
    return [(key, name) for key, name in names if len(name) >= SHORTEST_NAME and name in text]


def _own_names(enterprise: Enterprise) -> list[str]:
    return [enterprise.name_zh, *(former.name_zh for former in enterprise.former_names.all())]
