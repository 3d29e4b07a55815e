"""Times the preview of an import: `python -m bench.previews --rows 5000 --json`.

The same rows as XLSX and as PDF (written by WeasyPrint, like the portal's own PDFs) are read, matched and stored in a
database of the bench's own. `seconds` is wall-clock time, `cpu` the processor time of this process and its children.
"""

import argparse
import io
import json
import os
import tempfile
import time
from pathlib import Path

from bench.fault import Fault, run
from bench.scratch_site import set_up

HEADER = ("序号", "企业名称", "所属地区", "所属行业", "第三方评价机构")
Rows = list[tuple[str, ...]]


def measure(number: int) -> dict[str, object]:
    """Return seconds, cpu and rows of each format; raises Fault where a preview lacks rows."""
    rows: Rows = [
        (str(at), f"示例{at}纺织印染有限公司", "泉州市晋江市", "纺织(C17)", "示例评价机构")
        for at in range(1, number + 1)
    ]
    files = {"xlsx": _xlsx(rows), "pdf": _pdf(rows)}
    return {"rows": number} | {kind: _preview(f"list.{kind}", data, number) for kind, data in files.items()}


def _preview(name: str, data: bytes, rows: int) -> dict[str, float]:
    from portal.text.dates import PartialDate
    from showcase.lists.importing.announcing import Notice
    from showcase.lists.importing.flow import Request, begin_import
    from showcase.lists.importing.runs import Upload
    from showcase.models import Level, Programme

    programme = Programme.objects.get(code="green-factory")
    notice = Notice(
        programme=programme,
        level=Level.objects.get(code="provincial"),
        year=2024,
        kind="final",
        basis="official_file",
        effective=PartialDate(2024),
        is_example=True,
    )
    began, worked = time.perf_counter(), _worked()
    started = begin_import(Request((Upload(name, data),), programme, notice=notice))
    seconds, cpu = time.perf_counter() - began, _worked() - worked
    if started.list_import.rows.count() != rows:
        raise Fault(f"{name}: {started.list_import.rows.count()} of {rows} rows")
    return {"seconds": round(seconds, 1), "cpu": round(cpu, 1)}


def _worked() -> float:
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def _xlsx(rows: Rows) -> bytes:
    import xlsxwriter

    data = io.BytesIO()
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for at, row in enumerate([HEADER, *rows]):
            sheet.write_row(at, 0, row)
    return data.getvalue()


def _pdf(rows: Rows) -> bytes:
    from showcase.lists.printing.making import PdfUnavailableError, written

    lines = "".join(f"<tr>{''.join(f'<td>{cell}' for cell in row)}" for row in rows)
    head = "".join(f"<th>{label}" for label in HEADER)
    try:
        return written(f"<html lang=zh-Hans><title>名单</title><table><thead><tr>{head}<tbody>{lines}</table>")
    except PdfUnavailableError as error:
        raise Fault(str(error)) from None


def _command() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.previews", description=__doc__)
    parser.add_argument("--rows", type=int, default=5_000)
    parser.add_argument("--engine", help="taken for the other benches' sake: a preview needs no engine")
    parser.add_argument("--json", action="store_true", help="one JSON object on standard output")
    given = parser.parse_args()
    if not 1 <= given.rows <= 10_000:
        raise Fault("--rows: from 1 to 10000")
    with tempfile.TemporaryDirectory(prefix="lujian-bench-") as folder:
        set_up(Path(folder), "embedded:memory")
        found = measure(given.rows)
    print(json.dumps(found) if given.json else "\n".join(f"{name}: {value}" for name, value in found.items()))


if __name__ == "__main__":
    run(_command)
