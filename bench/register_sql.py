"""The register by SQL alone, the peer of `showcase.lists.register.index`: total, counts and a page of fifty rows.

Its tables make it as easy as possible: one row per public span, with its place in the register, codes and times as
columns of its own. Of the statements tried, those here are the quickest on SQLite.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from showcase.lists.register.current import current_index
from showcase.lists.register.query import WITHOUT, XIAMEN, RegisterQuery
from showcase.lists.register.rows import SpanRow
from showcase.models import Industry, Level, Programme, Region

PER_PAGE = 50
_NEVER = 10**17  # an end that has not come
_COLUMNS = ("programme", "level", "region", "year", "basis")
_SPAN = (
    "place integer PRIMARY KEY, pk integer, unit integer, programme text, level text, region text, year text,"
    " basis text, starts bigint, ends bigint, learnt bigint, revised bigint"
)
_TABLES = (
    f"CREATE TEMPORARY TABLE span ({_SPAN})",
    "CREATE TEMPORARY TABLE industry (unit integer, code text, PRIMARY KEY (code, unit))",
    "CREATE TEMPORARY TABLE name (unit integer PRIMARY KEY, lines text)",
)
_INDEXES = (
    "CREATE INDEX span_time ON span (starts, ends, learnt, revised)",
    "CREATE INDEX industry_unit ON industry (unit, code)",
    "ANALYZE",
)
_TIMES = "starts <= ? AND ends > ? AND learnt <= ? AND revised > ?"
_TEXT = "unit IN (SELECT unit FROM name WHERE lines LIKE ?)"
Conditions = Mapping[str, tuple[str, list[Any]]]  # "times", "text", "xiamen", each chosen facet → SQL and parameters
Counts = Mapping[str, Mapping[str, int]]


def shown_codes() -> dict[str, list[str]]:
    """Return the codes that the register's page counts; other facets are counted in full."""
    terms = {"programme": Programme.objects.all(), "level": Level.objects.all()}
    terms |= {
        "region": Region.objects.filter(parent__code="350000"),
        "industry": Industry.objects.filter(level="group"),
    }
    return {name: list(some.values_list("code", flat=True)) for name, some in terms.items()} | {"list": []}


def answer_of_index(query: RegisterQuery, shown: Mapping[str, Sequence[str]]) -> tuple[int, Counts, list[int]]:
    """Return the total, facet → code → count, and the first page's spans."""
    index = current_index()
    held = index.on(query.as_of or dt.date.max, query.known_at)
    counts, matching = index.counts(held, query, shown), index.chosen(held, query)
    return len(matching), {name: some for name, some in counts.items() if some}, index.page(matching, 0, PER_PAGE)


class SqlRegister:
    """Answers queries from tables of its own. `mark` stands for a parameter: ? for SQLite, %s for psycopg.

    `shown`: facet → codes that are counted; regions are cities, the only ones it filters by.
    """

    def __init__(self, connection: Any, mark: str, rows: Sequence[SpanRow], shown: Mapping[str, Sequence[str]]) -> None:
        self._cursor, self._mark, self._shown = connection.cursor(), mark, shown
        units = {row.unit.pk: row for row in rows}
        for statement in _TABLES:
            self._cursor.execute(statement)
        self._insert("span", [_values(place, row, shown["region"]) for place, row in enumerate(rows)])
        self._insert("industry", [(unit, code) for unit, row in units.items() for code in row.codes["industry"]])
        self._insert("name", [(unit, row.unit.names) for unit, row in units.items()])
        for statement in _INDEXES:
            self._cursor.execute(statement)
        connection.commit()

    def answer(self, query: RegisterQuery) -> tuple[int, Counts, list[int]]:
        """Return what `answer_of_index` does."""
        conditions = _conditions(query)
        where, params = _where(conditions)
        page = f"SELECT pk FROM span WHERE {where} ORDER BY place LIMIT {PER_PAGE}"  # noqa: S608
        total = f"SELECT count(*) FROM span WHERE {where}"  # noqa: S608
        return self._all(total, params)[0][0], self._counts(conditions), [pk for (pk,) in self._all(page, params)]

    def _counts(self, conditions: Conditions) -> Counts:
        """Count every facet under the conditions of the others: what all share is selected once."""
        chosen = {name: conditions[name] for name in (*_COLUMNS, "industry") if name in conditions}
        where, params = _where({name: conditions[name] for name in conditions.keys() - chosen.keys()})
        groups, parts = self._shown["industry"], []
        for name in _COLUMNS:
            narrowed, more = _where(chosen, name)
            parts.append(f"SELECT '{name}', {name}, count(*) FROM held WHERE {narrowed} GROUP BY {name}")  # noqa: S608
            params += more
        narrowed, more = _where({**chosen, "shown": _any_of("code", groups)}, "industry")
        joined = f"held JOIN industry USING (unit) WHERE {narrowed} GROUP BY code"
        parts.append(f"SELECT 'industry', code, count(*) FROM {joined}")  # noqa: S608
        held = f"SELECT unit, {', '.join(_COLUMNS)} FROM span WHERE {where}"  # noqa: S608
        counts: dict[str, dict[str, int]] = defaultdict(dict)
        union = f"WITH held AS MATERIALIZED ({held}) {' UNION ALL '.join(parts)}"
        for name, code, count in self._all(union, [*params, *more]):
            if code:  # none: a unit outside the cities
                counts[name][code] = count
        return counts

    def _all(self, statement: str, params: Sequence[Any]) -> list[tuple[Any, ...]]:
        self._cursor.execute(statement.replace("?", self._mark), params)
        return list(self._cursor.fetchall())

    def _insert(self, table: str, rows: Sequence[tuple[Any, ...]]) -> None:
        marks = ",".join([self._mark] * len(rows[0]))
        self._cursor.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


def _values(place: int, row: SpanRow, cities: Sequence[str]) -> tuple[Any, ...]:
    city = next(iter(row.codes["region"].intersection(cities)), "")
    programme, level, year, basis = (next(iter(row.codes[name])) for name in ("programme", "level", "year", "basis"))
    times = (row.valid_from, row.valid_until, row.known_from, row.known_until)
    return (place, row.pk, row.unit.pk, programme, level, city, year, basis, *map(_number, times))


def _number(time: dt.date | None) -> int:
    if isinstance(time, dt.datetime):
        return int(time.timestamp() * 1_000_000)
    return time.toordinal() if time else _NEVER


def _conditions(query: RegisterQuery) -> Conditions:
    day, moment = _number(query.as_of), _number(query.known_at) if query.known_at else _NEVER - 1
    found: dict[str, tuple[str, list[Any]]] = {"times": (_TIMES, [day, day, moment, moment])}
    if query.text:
        found["text"] = (_TEXT, [f"%{query.text}%"])
    if query.xiamen == WITHOUT:
        found["xiamen"] = (f"region <> '{XIAMEN}'", [])
    for name, codes in query.choices.items():
        found[name] = _any_of("code" if name == "industry" else name, codes)
        if name == "industry":
            found[name] = (f"unit IN (SELECT unit FROM industry WHERE {found[name][0]})", found[name][1])  # noqa: S608
    return found


def _any_of(column: str, codes: Sequence[str]) -> tuple[str, list[Any]]:
    return f"{column} IN ({','.join('?' * len(codes))})", list(codes)


def _where(conditions: Conditions, without: str = "") -> tuple[str, list[Any]]:
    kept = [condition for name, condition in conditions.items() if name != without]
    return " AND ".join(text for text, _params in kept) or "true", [one for _text, some in kept for one in some]
