"""Read files into plain values that remember their lines, and check them against a pydantic model.

YAML is composed, not constructed: a date stays the text that was written, so that ``2024-08`` and ``2024-08-10``
are treated alike and no number passes through a float.
"""

from __future__ import annotations

import csv
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from showcase.demo.reading.faults import Fault

Location = tuple[int | str, ...]
Model = TypeVar("Model", bound=BaseModel)
_BLANK = {"", "null", "~"}
_MESSAGES = {
    "missing": "“{key}” is missing",
    "string_too_short": "“{key}” is missing",
    "too_short": "“{key}” is empty: it lists at least one",
    "extra_forbidden": "unknown key “{key}”",
    "enum": "unknown {key} “{input}”: write {expected}",
    "literal_error": "unknown {key} “{input}”: write {expected}",
    "int_parsing": "“{key}” must be a whole number, not “{input}”",
    "decimal_parsing": "“{key}” must be a number, not “{input}”",
    "bool_type": "“{key}” must be true or false",
    "string_type": "“{key}” must be a single value",
    "tuple_type": "“{key}” must be a list",
    "model_type": "“{key}” must hold keys with values",
    "dict_type": "“{key}” must hold keys with values",
    "invalid_key": "the row has more values than the first row has columns",
    "item": "{message}",
    "value_error": "{message}",
}


@dataclass(frozen=True)
class Document:
    """What a file says, as text, lists and mappings; a blank value is ``None``.

    ``places`` gives file and line (from 1) of each key and item, by the keys and indexes that lead to it.
    """

    path: Path
    data: Any
    places: dict[Location, tuple[Path, int]] = field(default_factory=dict)

    def fault(self, location: Location, message: str) -> Fault:
        """Make a fault at a location, or at the nearest one above it that stands in a file."""
        while location and location not in self.places:
            location = location[:-1]
        return Fault(*self.places.get(location, (self.path, 1)), message)

    def including(self, faults: list[Fault], **given: Any) -> Document:
        """Add what the file itself does not hold; a document that is added keeps its lines."""
        whole = Document(self.path, {**self.data}, {**self.places})
        for key, value in given.items():
            if key in self.data:
                faults.append(self.fault((key,), f"unknown key “{key}”"))
            whole.data[key] = value
            if isinstance(value, Document):
                whole.data[key] = value.data
                whole.places.update({(key, *location): place for location, place in value.places.items()})
        return whole


def read_text(path: Path, faults: list[Fault]) -> str | None:
    """Read a file (UTF-8); ``None`` with the fault noted where that fails."""
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        faults.append(Fault(path, 1, "the file is missing"))
    except UnicodeDecodeError:
        faults.append(Fault(path, 1, "the file is not UTF-8"))
    return None


def read_yaml(path: Path, faults: list[Fault]) -> Document | None:
    """Read the mapping a YAML file holds; ``None`` with the fault noted where it holds none."""
    text = read_text(path, faults)
    return None if text is None else parse_yaml(path, text, faults)


def parse_yaml(path: Path, text: str, faults: list[Fault], offset: int = 0) -> Document | None:
    """Read the mapping in a YAML text; ``offset`` is the number of lines before the text in its file."""
    line, problem = 0, "a mapping of keys and values is expected"
    try:
        node = yaml.compose(text, Loader=yaml.CSafeLoader)
        if isinstance(node, MappingNode):
            document = Document(path, {}, {(): (path, node.start_mark.line + 1 + offset)})
            document.data.update(_value(node, (), document, faults, offset))
            return document
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line, problem = mark.line if mark else 0, f"not readable as YAML: {error.problem}"
    except yaml.reader.ReaderError as error:  # a character that no YAML may hold
        line, problem = text.encode()[: error.position].count(b"\n"), f"not readable as YAML: {error.reason}"
    faults.append(Fault(path, line + 1 + offset, problem))
    return None


def _value(node: Node, location: Location, document: Document, faults: list[Fault], offset: int) -> Any:
    if isinstance(node, ScalarNode):
        return None if not node.style and node.value in _BLANK else node.value
    values: dict[Any, Any] = {}
    named = enumerate(node.value) if isinstance(node, SequenceNode) else node.value
    for name, child in named:
        key, mark = (name, child.start_mark) if isinstance(name, int) else (str(name.value), name.start_mark)
        if key in values:
            faults.append(Fault(document.path, mark.line + 1 + offset, f"the key “{key}” stands twice"))
        document.places[*location, key] = (document.path, mark.line + 1 + offset)
        values[key] = _value(child, (*location, key), document, faults, offset)
    return list(values.values()) if isinstance(node, SequenceNode) else values


def read_csv(path: Path, required: Collection[str], optional: Collection[str], faults: list[Fault]) -> Document:
    """Read the rows of a CSV file; none, with the fault noted, where its columns are others."""
    document = Document(path, [])
    text = read_text(path, faults)
    if text is None:
        return document
    reader = csv.DictReader(text.splitlines())
    names = tuple(reader.fieldnames or ())
    if names[: len(required)] != tuple(required) or not set(names[len(required) :]) <= set(optional):
        words = f"the columns are {', '.join(required)}; then, where needed, {', '.join(optional)}"
        faults.append(Fault(path, 1, words))
        return document
    for row in reader:
        document.places[len(document.data),] = (path, reader.line_num)
        document.data.append({name: value or None for name, value in row.items()})
    return document


def checked(
    model: type[Model], document: Document, names: Mapping[str, Collection[object]], faults: list[Fault]
) -> Model | None:
    """Make the record of a file; ``None`` with every fault noted, each at the line of its key.

    ``names`` are those that values are checked against (`fields.known`).
    """
    try:
        return model.model_validate(document.data, context=names)
    except ValidationError as error:
        faults += [document.fault(detail["loc"], _message(detail)) for detail in error.errors(include_url=False)]
        return None


def _message(detail: ErrorDetails) -> str:
    keys = [part for part in detail["loc"] if isinstance(part, str)]
    message = detail["msg"].removeprefix("Value error, ")
    template = _MESSAGES.get(detail["type"], "“{key}”: {message}")
    values = {**detail.get("ctx", {}), "key": keys[-1] if keys else "the file", "input": detail["input"]}
    return template.format(**values, message=message)
