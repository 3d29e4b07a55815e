"""Cleans drawings (SVG) for storage: small, flat, without scripts and external links."""

from __future__ import annotations

import io
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.translation import gettext_lazy as _
from lxml import etree
from py_svg_hush import filter_svg

MAX_BYTES = 1_000_000
MAX_ELEMENTS = 10_000
MAX_DEPTH = 64  # nested elements; the filter indents each line by its depth
MAX_DRAWN = 50_000  # elements with what `<use>` repeats
MAX_GROWTH = 4  # how many times larger than the original the filtered drawing may be …
SPARE_BYTES = 10_000  # … and this much more


def cleaned_drawing(upload: UploadedFile) -> UploadedFile:
    """Return the SVG drawing without scripts, handlers, foreign objects, metadata and external links.

    Raises ValidationError where it is no SVG, is larger or deeper than any drawing (known before the filter runs), or
    has a `<style>`: the filter damages its content, and the portal's pages allow no inline style.
    """
    if upload.size is not None and upload.size > MAX_BYTES:
        raise ValidationError(
            _("This drawing is too large (%(kilobytes)s kB; at most %(most)s kB)."),
            params={"kilobytes": upload.size // 1000, "most": MAX_BYTES // 1000},
        )
    upload.seek(0)
    drawing = upload.read()
    try:
        _measure(drawing)
        kept = filter_svg(drawing)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise ValidationError(_("This file is not a readable SVG drawing.")) from error
    if len(kept) > MAX_GROWTH * len(drawing) + SPARE_BYTES:
        raise ValidationError(_TOO_COMPLEX)
    if b"<style" in drawing.lower():
        raise ValidationError(_("Write colours and fonts as attributes: a drawing with <style> is not accepted."))
    return SimpleUploadedFile(upload.name or "drawing.svg", kept, content_type="image/svg+xml")


_TOO_COMPLEX = _("This drawing is too complex: simplify it (fewer elements, fewer nested groups) and try again.")


@dataclass(slots=True)
class _Open:
    """An element that has begun: number of elements in it, itself included, and whether it repeats others."""

    name: str
    elements: int = 1
    repeats: bool = False


@dataclass(slots=True)
class _Measured:
    """The counts. `sizes`: id → elements below it; `used`: the ids that `<use>` names, as often as it does."""

    sizes: dict[str, int] = field(default_factory=dict)
    repeating: set[str] = field(default_factory=set)
    used: list[str] = field(default_factory=list)


def _measure(drawing: bytes) -> None:
    """Raise ValidationError for a bomb: too many elements, too deep, or repeated without end by `<use>`.

    Parses in steps and stops at the first limit; resolves no entities and loads nothing.
    """
    events = etree.iterparse(
        io.BytesIO(drawing), events=("start", "end"), resolve_entities=False, no_network=True, load_dtd=False
    )
    found, stack, count = _Measured(), [], 0
    for event, element in events:
        if event == "start":
            count += 1
            stack.append(_Open(str(element.get("id") or "")))
            if count > MAX_ELEMENTS or len(stack) > MAX_DEPTH:
                raise ValidationError(_TOO_COMPLEX)
        else:
            _close(element, stack, found)
    drawn = count + sum(found.sizes.get(name, 0) for name in found.used)
    # A repeated group that repeats others doubles at each step.
    if drawn > MAX_DRAWN or found.repeating & set(found.used):
        raise ValidationError(_TOO_COMPLEX)


def _close(element: etree._Element, stack: list[_Open], found: _Measured) -> None:
    done = stack.pop()
    if etree.QName(element).localname == "use":
        done.repeats = True
        hrefs = (value for name, value in element.attrib.items() if etree.QName(name).localname == "href")
        found.used += [str(value).lstrip("#") for value in hrefs]
    if done.name:
        found.sizes[done.name] = done.elements
        if done.repeats:
            found.repeating.add(done.name)
    if stack:
        stack[-1].elements += done.elements
        stack[-1].repeats |= done.repeats
    element.clear()
