"""A small data set of the form of the real one."""

import csv
import gzip
from pathlib import Path

PLANTS = [
    {"id": "AM0001", "sic": "2261", "state": "TX", "products": "COTTON FINISHING", "employees": "206"},
    {"id": "AM0002", "sic": "3312", "state": "Il", "products": "STEEL PIPES", "employees": ""},
    {"id": "AM0003", "sic": "", "state": "", "products": "", "employees": "-1"},
]
RECOMMENDATIONS = [
    {"superid": "AM000102", "arc_main": "2", "impstatus": "I", "impcost": "900", "psaved": "600", "fy": "1987"},
    {"superid": "AM000103", "arc_main": "3", "impstatus": "N", "impcost": "", "psaved": "950", "fy": "1987"},
    {"superid": "AM000104", "arc_main": "4", "impstatus": "K", "impcost": "354", "psaved": "-5", "fy": "1987"},
    {"superid": "AM000201", "arc_main": "22442", "impstatus": "", "impcost": "-3", "psaved": "7.6", "fy": "2024"},
    {"superid": "AM000301", "arc_main": "", "impstatus": "P", "impcost": "x", "psaved": "", "fy": ""},
    {"superid": "AM999901", "arc_main": "2", "impstatus": "I", "impcost": "1", "psaved": "1", "fy": "2001"},
]
"""The last one is of a plant that isn't there."""


def write_dataset(folder: Path) -> Path:
    """The two files, as read by `bench.iac.reading`."""
    rest = {"psourccode": "E2", "pconserved": "12.5"}
    rows = [{**row, **rest, "assessment_id": row["superid"][:6]} for row in RECOMMENDATIONS]
    write(folder / "assessments.csv.gz", PLANTS)
    write(folder / "recommendations.csv.gz", rows)
    return folder


def write(path: Path, rows: list[dict[str, str]]) -> None:
    with gzip.open(path, "wt", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]))
        writer.writeheader()
        writer.writerows(rows)
