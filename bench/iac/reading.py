"""The files of the data set, row by row: `assessments.csv.gz` and `recommendations.csv.gz`.

Industrial Assessment Centers database, US Department of Energy, kept by Rutgers University. What a row lacks is None or
empty; numbers that don't fit their column (a payback is no integer, a loss is no cost) are taken as they are.
"""

from __future__ import annotations

import csv
import gzip
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import TypeVar
from uuid import UUID, uuid5

from bench.iac.models import Plant, Recommendation, Status
from bench.iac.tables import ARC_CLASSES, divisions, states, technique_for

ASSESSMENTS, RECOMMENDATIONS = "assessments.csv.gz", "recommendations.csv.gz"
NAMESPACE = UUID("5f1d3c1e-6a58-5a6b-9a86-9d8e4b6f2f01")
"""Of the ids made from the data set's numbers, so that loading twice gives the same records."""

T = TypeVar("T")


class DataSetFault(ValueError):
    """A file is missing or isn't what it should be; the message names file and line."""


def read_plants(folder: Path) -> Iterator[Plant]:
    """Every plant, not saved. Raises DataSetFault."""
    for row in _rows(folder / ASSESSMENTS, {"id", "sic", "state", "products", "employees"}):
        state = states().get(row["state"].upper())
        yield Plant(
            id=row["id"],
            sic=row["sic"],
            division=divisions().get(row["sic"][:2], ""),
            state=state.code if state else "",
            product=row["products"].strip()[:255],
            employees=_positive(_number(row["employees"], float)),
        )


def read_recommendations(folder: Path) -> Iterator[Recommendation]:
    """Every recommendation, not saved, its plant by id alone. Raises DataSetFault."""
    needed = {"superid", "assessment_id", "arc_main", "impstatus", "impcost", "psourccode", "pconserved", "psaved"}
    for row in _rows(folder / RECOMMENDATIONS, needed | {"fy"}):
        number = row["superid"]
        arc_class = _arc_class(row["arc_main"])
        yield Recommendation(
            id=uuid5(NAMESPACE, number),
            number=number,
            plant_id=row["assessment_id"],
            arc_class=arc_class,
            technique=technique_for(number, arc_class),
            status=row["impstatus"] if row["impstatus"] in Status.values else Status.UNKNOWN,
            resource=row["psourccode"][:4],
            conserved=_number(row["pconserved"], float),
            cost=_whole(_number(row["impcost"], float)),
            saving=_whole(_number(row["psaved"], float)),
            year=_number(row["fy"], int),
        )


def count_recommendations(folder: Path) -> int:
    """How many there are, for a progress bar. Raises DataSetFault."""
    try:
        with gzip.open(folder / RECOMMENDATIONS, "rb") as file:
            return max(0, sum(1 for _ in file) - 1)
    except (OSError, EOFError) as error:
        raise DataSetFault(f"{folder / RECOMMENDATIONS}: {error}") from None


def _rows(path: Path, needed: set[str]) -> Iterator[Mapping[str, str]]:
    try:
        with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file, restval="")
            if missing := needed - set(reader.fieldnames or ()):
                raise DataSetFault(f"{path}, line 1: no column {', '.join(sorted(missing))}")
            yield from reader
    except (OSError, EOFError, UnicodeDecodeError, csv.Error) as error:
        raise DataSetFault(f"{path}: {error}") from None


def _arc_class(raw: str) -> int | None:
    """`2`, and the few codes that were written whole without their point: `22442`."""
    digit = _number(raw[:1], int)
    return digit if digit in ARC_CLASSES else None


def _number(raw: str, read: Callable[[str], T]) -> T | None:
    try:
        return read(raw)
    except ValueError:
        return None


def _whole(number: float | None) -> int | None:
    return None if number is None else round(number)


def _positive(number: float | None) -> int | None:
    return None if number is None or number < 0 else round(number)
