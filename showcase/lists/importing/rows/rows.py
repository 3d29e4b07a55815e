"""Makes rows of a list from the tables of a file, each with its problems and its place."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from showcase.enterprises.credit_codes import CreditCodeError, parse_credit_code
from showcase.lists.importing.reading.sheets import Row, Sheet
from showcase.lists.importing.rows.columns import Column, action_in, programme_in
from showcase.lists.importing.rows.headers import Banner, Header, Table, find_tables
from showcase.lists.importing.rows.list_rows import ListRow, Problem, Reading, TableReport
from showcase.lists.importing.rows.names import normal_name, split_former_name
from showcase.lists.importing.rows.regions import RegionIndex
from showcase.lists.importing.rows.serials import gaps, serial_number

LONGEST, LONGEST_SERIAL = 255, 32
_SHORT = ("name", "former_name", "region_printed", "industry_printed", "evaluator_printed", "product_printed")
_PLACES = (Column.PROVINCE, Column.REGION, Column.COUNTY)


def read_rows(sheets: Iterable[Sheet], regions: RegionIndex) -> Reading:
    """Return the rows of all tables of all sheets, in order."""
    rows: list[ListRow] = []
    reports: list[TableReport] = []
    unread: list[tuple[str, str]] = []
    for sheet in sheets:
        found = find_tables(sheet)
        if not found.tables and sheet.rows:
            unread.append((sheet.file, sheet.name))
        for table in found.tables:
            read = list(_table_rows(table, regions))
            rows += read
            reports.append(_report(table, read, found.loose))
    return Reading(tuple(_marked_twins(rows)), tuple(reports), tuple(unread))


def _report(table: Table, rows: list[ListRow], loose: tuple[str, ...]) -> TableReport:
    taken = {at: column for block in table.header.blocks for column, places in block.items() for at in places}
    labels = tuple((label, taken.get(at, "")) for at, label in enumerate(table.header.labels) if label)
    notes = (*(banner.text for banner in table.rows if isinstance(banner, Banner)), *loose)
    missing = gaps(serial_number(row.serial) for row in rows)
    return TableReport(table.sheet.file, table.sheet.name, table.title, labels, len(rows), missing, notes)


def _table_rows(table: Table, regions: RegionIndex) -> Iterator[ListRow]:
    """Yield rows in printed order; tables side by side are read one after the other."""
    for block in range(len(table.header.blocks)):
        reader = _BlockReader(table, block, regions)
        for found in _whole_rows(table, block):
            if isinstance(found, Banner):
                reader.banner(found)
            elif reader.holds(found.row):
                yield reader.read(found)


@dataclass(frozen=True, slots=True)
class _Whole:
    """A row of the list; `is_joined`: it was put together across a page break."""

    row: Row
    is_joined: bool = False


def _whole_rows(table: Table, block: int) -> Iterator[Banner | _Whole]:
    """Yield rows with split ones joined; half a row is known by its missing serial number or name."""
    waiting: _Whole | None = None
    for row in table.rows:
        if isinstance(row, Row) and waiting is not None and _belongs(table.header, block, waiting.row, row):
            waiting = _Whole(_joined(waiting.row, row), is_joined=True)
            continue
        if waiting is not None:
            yield waiting
        waiting = _Whole(row) if isinstance(row, Row) else None
        if isinstance(row, Banner):
            yield row
    if waiting is not None:
        yield waiting


def _belongs(header: Header, block: int, before: Row, row: Row) -> bool:
    """Say whether a row that starts a page is the rest of the one before the break."""
    if not row.starts_page:
        return False
    columns = header.blocks[block]
    for column in (Column.SERIAL, Column.NAME):
        if column in columns:
            at = columns[column][0]
            return not (before.text_at(at) and row.text_at(at))
    return False


def _joined(before: Row, row: Row) -> Row:
    width = max(len(before.cells), len(row.cells))
    cells = []
    for at in range(width):
        first = before.cells[at] if at < len(before.cells) else None
        second = row.cells[at] if at < len(row.cells) else None
        if first is None or second is None:
            cells.append(first or second)
        else:
            cells.append(replace(first, text=first.text + second.text))
    return replace(before, cells=tuple(cell for cell in cells if cell is not None))


class _BlockReader:
    """Reads the rows of one table; remembers the section that a row is in."""

    def __init__(self, table: Table, block: int, regions: RegionIndex) -> None:
        self.table, self.regions = table, regions
        self.columns = table.header.blocks[block]
        self.labels = table.header.labels
        titles = f"{table.sheet.name} {table.title}"
        self.programme = programme_in(table.title) or programme_in(table.sheet.name)
        self.action = action_in(titles)
        self.section_region = ""

    def banner(self, banner: Banner) -> None:
        """Take place or programme of the following rows from a line inside the table."""
        programme, region = programme_in(banner.text), self.regions.code_of(banner.text.split("（")[0].split("(")[0])
        if programme:
            self.programme, self.section_region = programme, ""
            self.action = action_in(banner.text) or self.action
        elif region:
            self.section_region = banner.text if len(banner.text) <= LONGEST else ""

    def holds(self, row: Row) -> bool:
        """Say whether the row has any text in this block."""
        return any(row.text_at(at) for places in self.columns.values() for at in places)

    def text(self, row: Row, column: Column) -> str:
        return " ".join(filter(None, (row.text_at(at) for at in self.columns.get(column, ()))))

    def label(self, column: Column) -> str:
        places = self.columns.get(column, ())
        return self.labels[places[0]] if places else ""

    def read(self, found: _Whole) -> ListRow:
        row = found.row
        name, former = split_former_name(self.text(row, Column.NAME))
        former = self.text(row, Column.FORMER_NAME) or former
        code, faults = self._credit_code(row)
        printed, region, unknown = self._place(row)
        problems = [*self._formulas(row), *self._name_faults(name), *faults, *unknown]
        if found.is_joined:
            problems.append(Problem("joined"))
        product = " ".join(filter(None, (self.text(row, Column.PRODUCT), self.text(row, Column.MODEL))))
        reason = self.text(row, Column.REASON)
        remark = self.text(row, Column.REMARK)
        read = ListRow(
            file=self.table.sheet.file,
            sheet=row.place,
            row=row.number,
            name=name,
            serial=self.text(row, Column.SERIAL),
            former_name=former,
            credit_code=code,
            region_printed=printed,
            region=region,
            industry_printed=self.text(row, Column.INDUSTRY),
            evaluator_printed=self.text(row, Column.EVALUATOR),
            product_printed=product,
            reason_printed=reason or (remark if self._told_action(row) else ""),
            programme=programme_in(self.text(row, Column.PROGRAMME)) or self.programme,
            action=self._told_action(row) or ("rename" if former and self.text(row, Column.FORMER_NAME) else ""),
        )
        return cut(replace(read, problems=tuple(problems)))

    def _told_action(self, row: Row) -> str:
        return action_in(self.text(row, Column.ACTION)) or self.action

    def _name_faults(self, name: str) -> list[Problem]:
        label = self.label(Column.NAME)
        if not name:
            return [Problem("no_name", label, severity="decide")]
        if name.startswith("#") and name.isupper():
            return [Problem("error_value", label, name, "decide")]
        if len(name) > LONGEST:
            return [Problem("name_too_long", label, name[:40], "decide")]
        return [] if any(c.isalpha() for c in name) else [Problem("odd_name", label, name, "decide")]

    def _credit_code(self, row: Row) -> tuple[str, list[Problem]]:
        printed = self.text(row, Column.CREDIT_CODE)
        if not printed or not any(c.isalnum() for c in printed):
            return "", []
        label = self.label(Column.CREDIT_CODE)
        at = self.columns[Column.CREDIT_CODE][0]
        if row.cells[at].is_number:
            return "", [Problem("code_is_number", label, printed)]
        try:
            return str(parse_credit_code(printed)), []
        except CreditCodeError as error:
            return "", [Problem(f"code_{error.fault}", label, printed)]

    def _place(self, row: Row) -> tuple[str, str, list[Problem]]:
        """Return the printed place, its code, and its problems."""
        parts = [self.text(row, column) for column in _PLACES]
        printed = "".join(dict.fromkeys(filter(None, parts))) or self.section_region
        printed = printed or self.text(row, Column.ADDRESS)
        if not printed:
            return "", "", []
        code = self.regions.code_of(printed)
        label = self.label(Column.REGION) or self.label(Column.COUNTY) or self.label(Column.PROVINCE)
        return printed, code, [] if code else [Problem("unknown_region", label, printed)]

    def _formulas(self, row: Row) -> list[Problem]:
        """Return a problem for every formula in a column we read, even where the file has its value."""
        read = {at for column, places in self.columns.items() if column is not Column.SERIAL for at in places}
        return [
            Problem("formula", self.labels[at], f"{cell.formula} → {cell.text}", "decide")
            for at, cell in enumerate(row.cells)
            if cell.formula and at in read and not cell.repeats
        ]


def cut(row: ListRow) -> ListRow:
    """Cut texts to what the database takes, LONGEST characters; add a problem for each but a serial number."""
    for name in _SHORT:
        text = getattr(row, name)
        if len(text) > LONGEST:
            shorter: dict[str, Any] = {
                name: text[:LONGEST],
                "problems": (*row.problems, Problem("cut", value=text[:40])),
            }
            row = replace(row, **shorter)
    return replace(row, serial=row.serial[:LONGEST_SERIAL])


def _marked_twins(rows: list[ListRow]) -> Iterator[ListRow]:
    """Add a problem where the same unit is listed twice for the same thing."""
    seen: dict[tuple[str, ...], ListRow] = {}
    for row in rows:
        key = (normal_name(row.name), row.programme, row.action, row.product_printed)
        first = seen.setdefault(key, row)
        if first is row or not row.name:
            yield row
            continue
        where = " ".join(filter(None, (first.sheet, str(first.row))))
        yield replace(row, problems=(*row.problems, Problem("twice", value=where, severity="decide")))
