"""Writes filters as text for tantivy's filter aggregation, which takes text where a search takes a query object.

Only codes and numbers are written so, and only codes of letters, digits, points, hyphens and underscores: nothing that
a reader typed into the box can get in, and no code can end its quotes. Any other filter is answered by a search of its
own.
"""

import re
from collections.abc import Sequence

from search.core.clauses import AnyOf, Between, Clause, Codes

EVERYTHING = "*"

_CODE = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,63}")


def filter_text(filters: Sequence[Clause]) -> str | None:
    """Return all filters as one text (`*` without filters); None where one of them can't be written so."""
    if not filters:
        return EVERYTHING
    parts = [_clause_text(clause) for clause in filters]
    return None if None in parts else " AND ".join(f"({part})" for part in parts)


def _clause_text(clause: Clause) -> str | None:
    match clause:
        case Codes(field, codes) if codes and all(map(_CODE.fullmatch, codes)):
            # A set of terms (`IN`) is answered by an automaton, which costs four times as much as one or two terms.
            return " OR ".join(f'{field}:"{code}"' for code in codes)
        case Between(field, low, high):
            return f"{field}:[{_end(low)} TO {_end(high)}]"
        case AnyOf(parts, 1) if parts:
            each = [_clause_text(part) for part in parts]
            return None if None in each else " OR ".join(f"({part})" for part in each)
    return None


def _end(number: float | None) -> str:
    return "*" if number is None else f"{number:f}"
