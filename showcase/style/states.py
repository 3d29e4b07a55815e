"""Components and their states, in sections: what the style page is made of."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.template.loader import get_template
from django.utils.safestring import SafeString, mark_safe


@dataclass(frozen=True)
class State:
    """A component with what it shows; `name`: what is special about it, in the reader's language."""

    name: str
    shown: Mapping[str, Any]


@dataclass(frozen=True)
class Component:
    """A template with its states.

    `around`: CSS classes of the element that pages put around it, empty for none; `is_wide`: a state takes a whole row.
    """

    template: str
    states: tuple[State, ...]
    around: str = ""
    is_wide: bool = False

    @property
    def rendered(self) -> tuple[tuple[str, SafeString], ...]:
        """Name and HTML of each state; the HTML is empty where the component shows nothing."""
        template = get_template(self.template)
        found = ((state.name, template.render(dict(state.shown)).strip()) for state in self.states)
        return tuple((name, mark_safe(html)) for name, html in found)  # noqa: S308 - a template's output


@dataclass(frozen=True)
class Section:
    """Components that belong together; `key`: its anchor."""

    key: str
    title: str
    components: tuple[Component, ...]


_BUILDERS: dict[Callable[[], Section], None] = {}


def register(*builders: Callable[[], Section]) -> None:
    """Add sections to the end of the page, each once; they are built in the language of the reader."""
    _BUILDERS.update(dict.fromkeys(builders))


def sections() -> tuple[Section, ...]:
    """Return all sections in the order they were registered in."""
    return tuple(builder() for builder in _BUILDERS)
