"""Reads a guide from its Markdown: a title, an introduction, and sections with an anchor each.

    # Title
    An introduction.

    ## Heading {#anchor}
    1. A step.

       ![What the picture shows](name-of-the-picture)

A link to another guide is `[words](guide:slug)` or `[words](guide:slug#anchor)`. HTML in the text is shown as typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

WIDTH, HEIGHT = 1200, 750
"""Pixels of every picture (`ops.guide_pictures`)."""
_HEADING = re.compile(r"(?P<words>.+?)\s*\{#(?P<anchor>[a-z0-9-]+)\}")
_GUIDE = "guide:"


class GuideFault(ValueError):
    """A text that is no guide; the message names the heading that is wrong."""


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a guide shows: the name of its file without ending, and what it shows in words."""

    name: str
    alt: str


@dataclass(frozen=True, slots=True)
class GuideSection:
    """A part of a guide. `html` is safe; `steps`: how many numbered steps it has."""

    anchor: str
    heading: str
    html: SafeString
    steps: int
    pictures: tuple[Picture, ...]


@dataclass(frozen=True, slots=True)
class Guide:
    """A guide in one language."""

    slug: str
    title: str
    introduction: SafeString
    sections: tuple[GuideSection, ...]

    def section(self, anchor: str) -> GuideSection | None:
        """Return the section with this anchor, None where there is none."""
        return next((one for one in self.sections if one.anchor == anchor), None)


def read_guide(
    slug: str, text: str, picture_address: Callable[[str], str], guide_address: Callable[[str], str]
) -> Guide:
    """Return the guide; raise `GuideFault` for a text without title, or a heading without anchor."""
    markdown = MarkdownIt("commonmark", {"html": False})
    markdown.add_render_rule("image", _drawn)
    env = {"picture": picture_address}
    tokens = markdown.parse(text, env)
    _lead_to_guides(tokens, guide_address)
    starts = [at for at, token in enumerate(tokens) if token.type == "heading_open"]
    if not starts or starts[0] != 0 or tokens[0].tag != "h1":
        raise GuideFault(f"{slug}: begins with its title, “# …”")
    ends = [*starts[1:], len(tokens)]

    def html(start: int, end: int) -> SafeString:
        # The text is escaped by the renderer, which refuses HTML and addresses such as javascript:.
        return mark_safe(markdown.renderer.render(tokens[start + 3 : end], markdown.options, env))  # noqa: S308

    sections = []
    for start, end in zip(starts[1:], ends[1:], strict=True):
        sections.append(_section(slug, tokens[start:end], html(start, end)))
    return Guide(slug, tokens[1].content, html(0, ends[0]), tuple(sections))


def _section(slug: str, tokens: Sequence[Token], html: SafeString) -> GuideSection:
    """Return the section that begins with its heading."""
    found = _HEADING.fullmatch(tokens[1].content)
    if found is None or tokens[0].tag != "h2":
        raise GuideFault(f"{slug}: “{tokens[1].content}” is not a heading with an anchor, “## … {{#anchor}}”")
    # Only items of a numbered list carry a number, in `info`.
    steps = sum(token.type == "list_item_open" and token.level == 1 and token.info.isdigit() for token in tokens)
    pictures = tuple(Picture(str(one.attrs["src"]), one.content) for one in _inline(tokens) if one.type == "image")
    return GuideSection(found["anchor"], found["words"], html, steps, pictures)


def _inline(tokens: Iterable[Token]) -> Iterable[Token]:
    return (child for token in tokens for child in token.children or ())


def _lead_to_guides(tokens: Iterable[Token], address: Callable[[str], str]) -> None:
    """Put real addresses in the place of `guide:…`."""
    for link in _inline(tokens):
        place = str(link.attrs.get("href", "")) if link.type == "link_open" else ""
        if place.startswith(_GUIDE):
            link.attrs["href"] = address(place.removeprefix(_GUIDE))


def _drawn(_renderer: Any, tokens: Sequence[Token], at: int, options: Any, env: Mapping[str, Any]) -> str:
    """Return the HTML of a picture."""
    name, alt = str(tokens[at].attrs["src"]), tokens[at].content
    html = '<img src="{}" alt="{}" width="{}" height="{}" loading="lazy">'
    return format_html(html, env["picture"](name), alt, WIDTH, HEIGHT)
