"""View-models of the matrix: frozen dataclasses without queries, as those of `showcase.cards`."""

from dataclasses import dataclass

from showcase.cards import Chip


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """Where a row meets a column: numbers of published stories of each kind.

    `url`: the search with both facets set; of an empty cell the page on which a plant offers a case, empty for none.
    `label`: the whole cell in words, empty for an empty one.
    """

    row_code: str
    row_label: str
    column_code: str
    column_label: str
    cases: int
    technologies: int
    url: str
    shade: int = 0
    practices: int = 0
    label: str = ""

    @property
    def total(self) -> int:
        return self.cases + self.technologies + self.practices


@dataclass(frozen=True, slots=True)
class MatrixColumn:
    """A technique group; `total` counts each of its stories once; `children`: techniques with content."""

    code: str
    label: str
    url: str
    total: int
    children: tuple[Chip, ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.total == 0

    @property
    def ranked_children(self) -> tuple[tuple[Chip, int], ...]:
        """Techniques with content and their stories, most first: what a phone shows of the column."""
        return tuple(sorted(((c, c.count or 0) for c in self.children), key=lambda pair: (-pair[1], pair[0].code)))


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """An industry group; `cells`: in the order of the columns; `total` counts each story once.

    `children`: its divisions with content, as rows of their own.
    """

    code: str
    label: str
    url: str
    total: int
    cells: tuple[MatrixCell, ...]
    children: tuple["MatrixRow", ...] = ()

    @property
    def is_empty(self) -> bool:
        return self.total == 0

    @property
    def ranked_children(self) -> tuple[tuple["MatrixRow", int], ...]:
        """Divisions with content and their stories, most first: what a phone shows of the row."""
        return tuple(sorted(((c, c.total) for c in self.children), key=lambda pair: (-pair[1], pair[0].code)))

    @property
    def filled(self) -> tuple[MatrixCell, ...]:
        """Cells with content, fullest first: what a phone shows of the row."""
        return tuple(
            sorted(
                (c for c in self.cells if c.total),
                key=lambda c: (-c.total, c.column_code),
            )
        )


@dataclass(frozen=True, slots=True)
class Matrix:
    """Industry × technique; `total` counts every story once, `csv_url` gives the same numbers."""

    columns: tuple[MatrixColumn, ...]
    rows: tuple[MatrixRow, ...]
    total: int
    csv_url: str = ""

    @property
    def width(self) -> int:
        """Cells of a row of the table, headers and total included."""
        return len(self.columns) + 2

    @property
    def has_empty(self) -> bool:
        return any(row.is_empty for row in self.rows) or any(column.is_empty for column in self.columns)

    @property
    def table(
        self,
    ) -> tuple[tuple[MatrixRow, tuple[tuple[MatrixCell, MatrixColumn], ...]], ...]:
        """Rows, each with its cells beside their columns."""
        return tuple((row, tuple(zip(row.cells, self.columns, strict=True))) for row in self.rows)

    @property
    def ranked_rows(self) -> tuple[tuple[MatrixRow, tuple[MatrixCell, ...]], ...]:
        """Rows with content, fullest first, each with its filled cells."""
        rows = sorted((r for r in self.rows if r.total), key=lambda r: (-r.total, r.code))
        return tuple((row, row.filled) for row in rows)

    @property
    def ranked_columns(self) -> tuple[tuple[MatrixColumn, tuple[MatrixCell, ...]], ...]:
        """Columns with content, fullest first, each with its filled cells, fullest first."""
        pairs = []
        for index, column in enumerate(self.columns):
            cells = [row.cells[index] for row in self.rows if row.cells[index].total]
            pairs.append((column, tuple(sorted(cells, key=lambda c: (-c.total, c.row_code)))))
        return tuple(sorted((p for p in pairs if p[0].total), key=lambda p: (-p[0].total, p[0].code)))
