"""What a page of the admin says to its user: in sight, to a screen reader, and through the texts its scripts get."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from html.parser import HTMLParser
from typing import Any

VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
SPOKEN = {"aria-label", "aria-description", "alt", "title", "placeholder", "summary"}
# What stands in a form is content, not interface.
CONTENT = {"textarea", "code", "pre"}
# Members of JSON that scripts show; all else are names, addresses and codes.
SHOWN_MEMBERS = {
    "label", "labels", "title", "text", "description", "help_text", "helpText", "placeholder", "message", "heading",
    "verbose_name", "verboseName", "tooltip", "displayText", "ariaDescription",
}  # fmt: skip
# Members that hold names of classes, or what an editor wrote.
HIDDEN_MEMBERS = {"attrs", "classname", "className", "shortcut", "blocks", "entityMap", "icon", "pattern", "url"}


_MENU = re.compile(r"<template data-wagtail-sidebar-branding-logo>.*?(?=<main)", re.DOTALL)


@dataclass
class Words(HTMLParser):
    """Reads one page: `said` are its texts with where they stand, `links` the addresses it leads to."""

    said: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    open: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag not in VOID:
            kind = "json" if "json" in given.get("type", "") else tag
            # A counter stays hidden until its script has written into it.
            self.open.append("hidden" if "data-side-panel-toggle-counter" in given else kind)
        if "href" in given:
            self.links.append(given["href"])
        if given.get("type") in {"submit", "button", "reset"} and tag == "input":
            self.said.append((given.get("value", ""), "button"))
        for name, value in given.items():
            if name in SPOKEN:
                self.said.append((value, name))
            elif name.startswith("data-"):
                self._data(name, value)

    def handle_endtag(self, tag: str) -> None:
        while self.open:
            if self.open.pop() in {tag, "json", "hidden"}:
                break

    def handle_data(self, data: str) -> None:
        kind = self.open[-1] if self.open else ""
        if kind == "json":
            self._data("script", data)
        elif kind not in {"script", "style", "hidden"} and not CONTENT & set(self.open):
            self.said.append((data, kind))

    def _data(self, name: str, value: str) -> None:
        """Take what scripts show out of a data attribute, or out of a block of JSON."""
        if value[:1] in "[{":
            texts, links = _in_json(value)
            self.said += [(text, name) for text in texts]
            self.links += links
        elif name.endswith(("-label", "-title", "-text", "-message", "-value", "-content")) and " " in value:
            self.said.append((value, name))

    @classmethod
    def of(cls, html: str, *, menu: bool = True) -> "Words":
        """Read a page, or a part of one; `menu=False` leaves out the sidebar, which is the same on every page."""
        read = cls()
        read.feed(html if menu else _MENU.sub("", html))
        read.close()
        read.said = [(" ".join(text.split()), place) for text, place in read.said if text.strip()]
        return read


@cache  # many pages carry the same definitions of blocks
def _in_json(value: str) -> tuple[list[str], list[str]]:
    """Read a structure that scripts show: its texts, and the addresses it leads to; nothing of what is no JSON."""
    links: list[str] = []
    try:
        return list(_shown(json.loads(value), links)), links
    except ValueError:
        return [], []


def _shown(value: Any, links: list[str], member: str = "") -> Iterator[str]:
    """Yield the texts of a structure; HTML inside it is read like a page."""
    if isinstance(value, dict):
        for name, inner in value.items():
            if name == "url" and isinstance(inner, str):
                links.append(inner)
            if name not in HIDDEN_MEMBERS:
                yield from _shown(inner, links, name)
    elif isinstance(value, list):
        for inner in value:
            yield from _shown(inner, links, member)
    elif isinstance(value, str) and value.lstrip().startswith("<"):
        inside = Words.of(value)
        links += inside.links
        yield from (text for text, _place in inside.said)
    elif isinstance(value, str) and value[:1] not in "[{" and (member in SHOWN_MEMBERS or _is_sentence(value)):
        yield value


def _is_sentence(value: str) -> bool:
    """Say whether a text without a known name is words, and not names of classes."""
    return " " in value and not re.fullmatch(r"[\w-]+--[\w-]+|(\S*-\S* ?)+", value)
