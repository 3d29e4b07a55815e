"""Finds the enterprise that a text names, by any of its names, with or without 有限公司 or the place in front."""

from __future__ import annotations

from showcase.enterprises.identity import Identity, identities
from showcase.enterprises.name_keys import EnterpriseNameKey
from showcase.enterprises.names import Likeness, NameQuery, core_name, likeness
from showcase.models import Enterprise

MAX_NAMED = 3
"""A name that more enterprises share counts as the name of none."""

SHORTEST_HAN, SHORTEST_LATIN, LONGEST = 2, 4, 64
_ROWS = 60


def named_enterprises(text: str) -> list[tuple[Enterprise, str]]:
    """Return live enterprises that the text names, each with the former name typed (empty: a current name)."""
    core = core_name(text)
    if not (SHORTEST_LATIN if core.isascii() else SHORTEST_HAN) <= len(core) <= LONGEST:
        return []
    rows = EnterpriseNameKey.objects.filter(core=core, enterprise__live=True, enterprise__is_example=False)
    query = NameQuery.of(text)
    names = [row for row in rows.select_related("enterprise__merged__into")[:_ROWS] if query.agrees(row.key)]
    heads = {row.enterprise.head.pk for row in names}
    if not 0 < len(heads) <= MAX_NAMED:
        return []
    enterprises = Enterprise.objects.published().filter(pk__in=heads, is_example=False).order_by("number")
    known = identities(heads)
    return [_with_former(one, known[one.pk], text) for one in enterprises]


def _with_former(enterprise: Enterprise, identity: Identity, text: str) -> tuple[Enterprise, str]:
    """Return the enterprise with the former name that was typed; empty where it is a current name too."""
    if any(likeness(text, name) is not Likeness.OTHER for name in (enterprise.name_zh, enterprise.name_en)):
        return enterprise, ""
    return enterprise, next((name for name in identity.texts if likeness(text, name) is not Likeness.OTHER), "")
