"""Pictures without files: drawn here, so that the style page needs nothing in the media folder."""

from __future__ import annotations

from urllib.parse import quote

from portal.frame.frame import Picture
from showcase.style.words import say

_PHOTOGRAPH = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400"><rect width="640" height="400" fill="#8aa3b0"/>'
    '<rect y="250" width="640" height="150" fill="#5c6b58"/><path d="M90 260V140l90-40v160zm120 0V170h190v90z" '
    'fill="#3c4a52"/><circle cx="530" cy="90" r="42" fill="#e9d9a4"/></svg>'
)
_SCHEMATIC = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 640 400" fill="none" stroke="#14211b" stroke-width="4">'
    '<rect width="640" height="400" fill="#fff" stroke="none"/><rect x="60" y="130" width="170" height="110"/>'
    '<rect x="410" y="130" width="170" height="110"/><path d="M230 165h180m-24-14 24 14-24 14M410 210H230m24-14-24 '
    '14 24 14M145 240v80h350v-80"/></svg>'
)


def photograph() -> Picture:
    """Return a picture with author and licence."""
    return Picture(
        src=_address(_PHOTOGRAPH),
        width=640,
        height=400,
        alt=say("示例：厂房", "Example: a factory hall"),
        credit=say("示例企业甲", "Example company A"),
        licence=say("经权利人许可使用", "used with permission"),
    )


def schematic() -> Picture:
    """Return dark lines on white, which are inverted in the dark."""
    return Picture(_address(_SCHEMATIC), 640, 400, say("示例：换热流程", "Example: heat exchange"), is_drawing=True)


def _address(svg: str) -> str:
    return f"data:image/svg+xml,{quote(svg)}"
