"""Which enterprise a text names: by any of its names, with or without 有限公司, with or without the place before it."""

from __future__ import annotations

import re

from search.suggest.keys import MAX_KEY, Typed
from search.suggest.models import SubjectKind, SuggestedKey
from showcase.enterprises.identity import Identity, identities
from showcase.models import Enterprise

MAX_NAMED = 3
"""A name that more enterprises share names none of them."""

LONGEST_PLACE = 3
"""Characters of 福建省 or 晋江市, which readers leave out."""

_ROWS = 60
_LEGAL = re.compile(
    r"(?:集团|股份|有限|责任|公司)+$|(?<=[a-z]{4})(?:co|ltd|limited|company|inc|corp|corporation|group)+$"
)


def named_enterprises(text: str) -> list[tuple[Enterprise, str]]:
    """Live enterprises that the text names, each with the former name that was typed; empty where it is today's."""
    typed = Typed.of(text)
    core = _core(typed.text)
    if len(core) < 2 or (typed.han == "" and len(core) < 4) or len(core) > MAX_KEY:
        return []
    prefix = core.encode()
    rows = SuggestedKey.objects.filter(subject__kind=SubjectKind.ENTERPRISE, key__gte=prefix, key__lt=prefix + b"\xff")
    names: dict[str, str] = {}
    for key, ref, name in rows.order_by("rank").values_list("key", "subject__ref", "name")[:_ROWS]:
        if _names(bytes(key).decode(errors="replace"), name, core):
            names.setdefault(ref, name)
    if not 0 < len(names) <= MAX_NAMED:
        return []
    found = list(Enterprise.objects.published().filter(number__in=[int(ref) for ref in names], is_example=False))
    known = identities(enterprise.pk for enterprise in found)
    return [_with_former(one, known[one.pk], names[str(one.number)]) for one in found]


def _names(key: str, name: str, core: str) -> bool:
    """Whether a key is what was typed but for its legal form, and the name but for a place before it."""
    before = Typed.of(name).text.find(key)
    return _core(key) == core and 0 <= before <= (0 if core.isascii() else LONGEST_PLACE)


def _with_former(enterprise: Enterprise, identity: Identity, name: str) -> tuple[Enterprise, str]:
    return enterprise, name if name in set(identity.texts) - {enterprise.name_zh, enterprise.name_en} else ""


def _core(compact: str) -> str:
    """A name without its legal form; a name that is nothing else stays."""
    return _LEGAL.sub("", compact) or compact
