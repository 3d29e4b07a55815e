"""A drawing as an answer: SVG or PNG, with its title and its source in the picture."""

from __future__ import annotations

from typing import Literal

from django.http import Http404, HttpResponse

from portal.caching.content_version import cached_by_version
from portal.charts.marks import Drawing
from portal.charts.png import can_write, png_file
from portal.charts.sheets import sheet
from portal.charts.svg import svg_file

FileForm = Literal["svg", "png"]
_TYPES: dict[FileForm, str] = {"svg": "image/svg+xml", "png": "image/png"}
# Short, because the case behind a drawing may be taken back.
_KEPT = "public, max-age=300"


def drawing_answer(form: FileForm, key: str, drawing: Drawing, title: str, said: str, source: str) -> HttpResponse:
    """Return the drawing as a file; `key` names what is drawn, in what language.

    Raises Http404 for a PNG that cannot be written: without a font for its words, or too large.
    """
    if form == "png" and not can_write():
        raise Http404
    whole = sheet(drawing, title, said, source)
    if form == "svg":
        content = svg_file(whole, title).encode()
    else:
        try:
            content = cached_by_version(f"png:{key}", lambda: png_file(whole))
        except ValueError as error:
            raise Http404 from error
    return HttpResponse(content, content_type=_TYPES[form], headers={"Cache-Control": _KEPT})
