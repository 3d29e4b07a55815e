"""Drawings as SVG: the part of a page, and the whole file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from portal.charts.marks import PAINTS, Block, Dot, Drawing, Line, Mark, Outline, Words

_FONTS = "'Noto Sans CJK SC', 'Noto Sans SC', 'PingFang SC', 'Microsoft YaHei', sans-serif"


def inline_svg(drawing: Drawing, css_class: str = "plot") -> SafeString:
    """Return the drawing for a page, which says the same in words beside it: hidden from screen readers."""
    if drawing.width is None:
        size: dict[str, Any] = {"width": "100%", "height": _number(drawing.height)}
    else:
        size = {"viewBox": f"0 0 {_number(drawing.width)} {_number(drawing.height)}"}
    attributes = {"class": css_class, **size, "aria-hidden": "true", "focusable": "false"}
    return mark_safe(_element("svg", attributes, _marks(drawing)))  # noqa: S308  # what a person wrote is escaped


def svg_file(drawing: Drawing, title: str) -> str:
    """Return the drawing as a file of its own with a title; its width must be given in pixels."""
    if drawing.width is None:
        raise ValueError("a file has a width in pixels")
    width, height = _number(drawing.width), _number(drawing.height)
    attributes = {
        "xmlns": "http://www.w3.org/2000/svg",
        "width": width,
        "height": height,
        "viewBox": f"0 0 {width} {height}",
        "font-family": _FONTS,
        "role": "img",
        "aria-labelledby": "title",
    }
    return _element("svg", attributes, f'<title id="title">{escape(title)}</title>{_marks(drawing)}')


def _marks(drawing: Drawing) -> str:
    unit = "%" if drawing.width is None else ""
    return "".join(_mark(mark, unit) for mark in drawing.marks)


def _mark(mark: Mark, unit: str) -> str:
    """Return one element; `unit`: of every x."""
    if isinstance(mark, Block):
        place = {"x": _x(mark.x, unit), "y": _number(mark.y), "width": _x(mark.width, unit)}
        corners = {"rx": _number(mark.radius)} if mark.radius else {}
        return _element("rect", {**_paint(mark.role), **place, "height": _number(mark.height), **corners})
    if isinstance(mark, Line):
        ends = {"x1": _x(mark.x1, unit), "y1": _number(mark.y1), "x2": _x(mark.x2, unit), "y2": _number(mark.y2)}
        return _element("line", {**_paint(mark.role), **ends})
    if isinstance(mark, Dot):
        place = {"cx": _x(mark.x, unit), "cy": _number(mark.y), "r": _number(mark.radius)}
        return _element("circle", {**_paint(mark.role), **place})
    if isinstance(mark, Outline):
        return _outline(mark, unit)
    return _words(mark, unit)


def _outline(mark: Outline, unit: str) -> str:
    # Points are in pixels, so a place in per cent needs a coordinate system of its own.
    own = bool(unit)
    points = mark.points if own else [(mark.x + x, mark.y + y) for x, y in mark.points]
    path = "M" + " ".join(f"{_number(x)} {_number(y)}" for x, y in points) + ("Z" if mark.closed else "")
    element = _element("path", {**_paint(mark.role), "d": path, "stroke-linejoin": "round"})
    if not own:
        return element
    place = {"x": _x(mark.x, unit), "y": _number(mark.y), "width": "1", "height": "1", "overflow": "visible"}
    return _element("svg", place, element)


def _words(mark: Words, unit: str) -> str:
    attributes = {**_paint(mark.role), "x": _x(mark.x, unit), "y": _number(mark.y), "font-size": _number(mark.size)}
    if mark.anchor != "start":
        attributes["text-anchor"] = mark.anchor
    if mark.dx:
        attributes["dx"] = _number(mark.dx)
    if mark.bold:
        attributes["font-weight"] = "700"
    return _element("text", attributes, escape(mark.text))


def _paint(role: str) -> dict[str, str]:
    """Return the class of a role, and its colours where no style sheet knows it: in files."""
    paint = PAINTS[role]
    attributes = {"class": f"plot-{role}", "fill": paint.fill}
    if paint.stroke != "none":
        attributes |= {"stroke": paint.stroke, "stroke-width": _number(paint.halo or paint.width)}
    if paint.halo:
        attributes["paint-order"] = "stroke"
    if paint.dash:
        attributes["stroke-dasharray"] = paint.dash
    return attributes


def _element(name: str, attributes: Mapping[str, str], content: str = "") -> str:
    # Only numbers, roles and our own constants stand in attributes: what a person wrote is escaped text.
    written = "".join(f' {key}="{value}"' for key, value in attributes.items())
    return f"<{name}{written}>{content}</{name}>" if content else f"<{name}{written}/>"


def _x(number: float, unit: str) -> str:
    return f"{_number(number)}{unit}"


def _number(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
