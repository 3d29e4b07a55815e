"""Finds rows whose credit code and name contradict each other or those of another row; a person must decide on them.

A list whose codes have slipped by one row is right in every cell and wrong in every row.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from showcase.enterprises.names import Likeness, likeness, normal_name
from showcase.lists.importing.rows.list_rows import ListRow, Problem


def within_file(rows: Sequence[ListRow]) -> dict[int, Problem]:
    """Return position in `rows` → what contradicts another row: one code, two names; or one name, two codes.

    Similar names (another legal form, with or without the province) belong to one unit.
    """
    found: dict[int, Problem] = {}
    for together, fault in ((_by_code(rows), "one_code_two_names"), (_by_name(rows), "one_name_two_codes")):
        for places in together:
            for place in places:
                other = next((at for at in places if at != place and _differ(rows[place], rows[at])), None)
                if other is not None:
                    found.setdefault(place, Problem(fault, value=_said(rows[other]), severity="decide"))
    return found


def names_agree(row: ListRow, names: Iterable[str]) -> Likeness:
    """Return the best likeness between the current and former name of a row and these names."""
    known = tuple(names)
    printed = tuple(filter(None, (row.name, row.former_name)))
    found = {likeness(one, other) for one in printed for other in known}
    return next((like for like in (Likeness.SAME, Likeness.ALIKE) if like in found), Likeness.OTHER)


def _differ(one: ListRow, other: ListRow) -> bool:
    """Say whether two rows with one code differ in their names, or two with one name in their codes."""
    if one.credit_code == other.credit_code:
        return names_agree(one, filter(None, (other.name, other.former_name))) is Likeness.OTHER
    return bool(one.credit_code and other.credit_code)


def _by_code(rows: Sequence[ListRow]) -> Iterable[list[int]]:
    return _groups((row.credit_code for row in rows), [bool(row.credit_code and row.name) for row in rows])


def _by_name(rows: Sequence[ListRow]) -> Iterable[list[int]]:
    return _groups((normal_name(row.name) for row in rows), [bool(row.credit_code and row.name) for row in rows])


def _groups(keys: Iterable[str], counts: Sequence[bool]) -> Iterable[list[int]]:
    groups: dict[str, list[int]] = defaultdict(list)
    for place, key in enumerate(keys):
        if counts[place]:
            groups[key].append(place)
    return [places for places in groups.values() if len(places) > 1]


def _said(row: ListRow) -> str:
    where = " ".join(filter(None, (row.sheet, str(row.row))))
    return f"{where}: {row.name} {row.credit_code}"
