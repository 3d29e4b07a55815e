"""Writes small PDFs by hand: letters of Helvetica and ruled lines at given places, on pages turned or whole."""

from collections.abc import Iterable, Sequence

COLUMN, LINE = 120, 20  # points
TOP, LEFT = 760, 60


def text(x: float, y: float, words: str) -> str:
    return f"BT /F1 10 Tf {x} {y} Td ({words}) Tj ET\n"


def ruled(rows: Sequence[Sequence[str]], top: float = TOP, *, bottom_line: bool = True) -> str:
    """A table with a line around every cell; an empty text joins the cell to the one above, `-` is an empty cell."""
    drawn = []
    for at, row in enumerate(rows):
        upper, lower = top - at * LINE, top - (at + 1) * LINE
        for column, words in enumerate(row):
            left, right = LEFT + column * COLUMN, LEFT + (column + 1) * COLUMN
            drawn += [f"{left} {upper} m {left} {lower} l S\n", f"{right} {upper} m {right} {lower} l S\n"]
            if words or at == 0:
                drawn.append(f"{left} {upper} m {right} {upper} l S\n")
            if at == len(rows) - 1 and bottom_line:
                drawn.append(f"{left} {lower} m {right} {lower} l S\n")
            if words.strip("-"):
                drawn.append(text(left + 4, lower + 6, words))
    return "".join(drawn)


def pdf(pages: Iterable[str], page_entries: str = "", trailer: str = "", more: Sequence[str] = ()) -> bytes:
    """A file of A4 pages with these contents; `more` are further objects, from number 4 on."""
    contents = list(pages)
    first = 4 + len(more)
    kids = " ".join(f"{first + 2 * at} 0 R" for at in range(len(contents)))
    objects = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        f"<< /Type /Pages /Kids [{kids}] /Count {len(contents)} >>",
        "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
        *more,
    ]
    for at, content in enumerate(contents):
        resources = "/Resources << /Font << /F1 3 0 R >> /XObject << /X1 4 0 R >> >>"
        page = f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] {resources} /Contents {first + 2 * at + 1} 0 R"
        objects += [f"{page} {page_entries} >>", f"<< /Length {len(content)} >>\nstream\n{content}\nendstream"]
    return _file(objects, trailer)


def _file(objects: Sequence[str], trailer: str) -> bytes:
    body, places = "%PDF-1.7\n", []
    for number, content in enumerate(objects, start=1):
        places.append(len(body))
        body += f"{number} 0 obj\n{content}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    size = len(objects) + 1
    start = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n<< /Size {size} /Root 1 0 R {trailer} >>\n"
    return f"{body}{start}startxref\n{len(body)}\n%%EOF\n".encode("latin-1")
