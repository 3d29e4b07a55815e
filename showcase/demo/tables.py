"""Read YAML mappings key by key, each value with the line it stands on.

Values are composed, not constructed: a date stays the text that was written, so that
``2024-08`` and ``2024-08-10`` are treated alike and no number passes through a float.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from pathlib import Path

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from showcase.demo.faults import Faults

DATE = re.compile(r"\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01]))?)?")
_EMPTY = {"", "null", "~"}


@dataclass(frozen=True)
class Bilingual:
    """One thing said in Chinese and in English."""

    zh: str
    en: str


@dataclass(frozen=True)
class Scalar:
    """A written value and its line, counted from 1."""

    text: str
    line: int


class Table:
    """A YAML mapping. Reading a key that is absent or malformed notes a fault and gives a blank."""

    def __init__(self, path: Path, node: MappingNode, faults: Faults, offset: int = 0) -> None:
        self.path = path
        self.faults = faults
        self.offset = offset
        self.line = int(node.start_mark.line) + 1 + offset
        self._nodes: dict[str, Node] = {}
        self._lines: dict[str, int] = {}
        for key, value in node.value:
            line = int(key.start_mark.line) + 1 + offset
            if key.value in self._nodes:
                self.fault(f"the key “{key.value}” stands twice", line)
            self._nodes[key.value], self._lines[key.value] = value, line

    def __contains__(self, key: str) -> bool:
        return self._node(key) is not None

    def fault(self, message: str, line: int | None = None) -> None:
        """Note a fault at ``line``, by default where the mapping begins."""
        self.faults.add(self.path, line or self.line, message)

    def names(self) -> tuple[str, ...]:
        """The keys in the order written."""
        return tuple(self._nodes)

    def line_of(self, key: str) -> int:
        """The line of a key, or of the mapping when the key is absent."""
        return self._lines.get(key, self.line)

    def only(self, allowed: Collection[str]) -> None:
        """Note a fault for every key that isn't in ``allowed``."""
        for key in self._nodes:
            if key not in allowed:
                self.fault(f"unknown key “{key}”", self.line_of(key))

    def optional(self, key: str) -> str:
        """A single value, stripped; an empty string when the key is absent or null."""
        node = self._node(key)
        if node is None:
            return ""
        if not isinstance(node, ScalarNode):
            self.fault(f"“{key}” must be a single value", self.line_of(key))
            return ""
        return str(node.value).strip()

    def text(self, key: str) -> str:
        """A single value that must be there."""
        value = self.optional(key)
        if not value:
            self.fault(f"“{key}” is missing", self.line_of(key))
        return value

    def choice(self, key: str, allowed: Collection[str]) -> str:
        """A value out of ``allowed``."""
        value = self.text(key)
        if value and value not in allowed:
            self.fault(f"unknown {key} “{value}”", self.line_of(key))
        return value

    def flag(self, key: str) -> bool:
        """``true`` or ``false``; false when absent."""
        value = self.optional(key)
        if value not in {"", "true", "false"}:
            self.fault(f"“{key}” must be true or false", self.line_of(key))
        return value == "true"

    def number(self, key: str) -> Decimal | None:
        """A number as written, or ``None`` when absent."""
        value = self.optional(key)
        if not value:
            return None
        try:
            return Decimal(value)
        except InvalidOperation:
            self.fault(f"“{key}” must be a number, not “{value}”", self.line_of(key))
            return None

    def integer(self, key: str) -> int | None:
        """A whole number, or ``None`` when absent."""
        value = self.number(key)
        if value is None or value == value.to_integral_value():
            return None if value is None else int(value)
        self.fault(f"“{key}” must be a whole number", self.line_of(key))
        return None

    def date(self, key: str) -> str:
        """``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``; empty when absent."""
        value = self.optional(key)
        if value and not DATE.fullmatch(value):
            self.fault(f"“{value}” is no date: YYYY, YYYY-MM or YYYY-MM-DD", self.line_of(key))
            return ""
        return value

    def scalars(self, key: str) -> tuple[Scalar, ...]:
        """A list of single values, empty when absent."""
        values = []
        for node in self._items(key):
            if isinstance(node, ScalarNode):
                line = node.start_mark.line + 1 + self.offset
                values.append(Scalar(str(node.value).strip(), line))
            else:
                self.fault(f"“{key}” must list single values", self.line_of(key))
        return tuple(values)

    def bilingual(self, key: str, *, required: bool = False) -> Bilingual | None:
        """``{zh: …, en: …}``; both must be filled when the key is there."""
        table = self.table(key)
        if table is None:
            if required:
                self.fault(f"“{key}” is missing", self.line_of(key))
            return None
        table.only({"zh", "en"})
        return Bilingual(table.text("zh"), table.text("en"))

    def pair(self, key: str) -> Bilingual | None:
        """The keys ``<key>_zh`` and ``<key>_en`` as one; both or neither must be there."""
        chinese, english = self.optional(f"{key}_zh"), self.optional(f"{key}_en")
        if bool(chinese) != bool(english):
            self.fault(f"“{key}” is given in both languages or not at all")
        return Bilingual(chinese, english) if chinese and english else None

    def table(self, key: str) -> Table | None:
        """A mapping under ``key``, or ``None``."""
        node = self._node(key)
        if node is None:
            return None
        if isinstance(node, MappingNode):
            return Table(self.path, node, self.faults, self.offset)
        self.fault(f"“{key}” must be a mapping", self.line_of(key))
        return None

    def tables(self, key: str) -> tuple[Table, ...]:
        """A list of mappings, empty when absent."""
        found = []
        for node in self._items(key):
            if isinstance(node, MappingNode):
                found.append(Table(self.path, node, self.faults, self.offset))
            else:
                self.fault(f"“{key}” must list mappings", self.line_of(key))
        return tuple(found)

    def _node(self, key: str) -> Node | None:
        node = self._nodes.get(key)
        empty = isinstance(node, ScalarNode) and node.style is None and node.value in _EMPTY
        return None if empty else node

    def _items(self, key: str) -> list[Node]:
        node = self._node(key)
        if node is None:
            return []
        if isinstance(node, SequenceNode):
            return list(node.value)
        self.fault(f"“{key}” must be a list", self.line_of(key))
        return []


def compose(path: Path, text: str, faults: Faults, offset: int = 0) -> Node | None:
    """The root node of a YAML text; a syntax error is noted with its line."""
    try:
        node: Node | None = YAML(typ="safe", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 + offset if mark else 1 + offset
        faults.add(path, line, f"not readable as YAML: {error.problem}")
        return None
    return node


def read_table(path: Path, faults: Faults) -> Table | None:
    """The mapping a YAML file holds, or ``None`` with the fault noted."""
    text = read_text(path, faults)
    return None if text is None else table_of(path, text, faults)


def table_of(path: Path, text: str, faults: Faults, offset: int = 0) -> Table | None:
    """The mapping a YAML text holds; ``offset`` is the line before the text in its file."""
    before = len(faults)
    node = compose(path, text, faults, offset)
    if isinstance(node, MappingNode):
        return Table(path, node, faults, offset)
    if len(faults) == before:
        faults.add(path, 1 + offset, "a mapping of keys and values is expected")
    return None


def read_text(path: Path, faults: Faults) -> str | None:
    """The file's text (UTF-8), or ``None`` with the fault noted."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        faults.add(path, 1, "the file is missing")
    except UnicodeDecodeError:
        faults.add(path, 1, "the file is not UTF-8")
    return None
