"""The vocabulary of schema.org, read from the types of the package schema-dts."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from ops.validating import fetching

_INTERFACE = re.compile(r"^(?:export )?interface (\w+)(?: extends ([^{]+))? \{\n(.*?)^\}", re.MULTILINE | re.DOTALL)
_PROPERTY = re.compile(r'^    "(\w+)"\?: SchemaValue<(.*?), "\w+">;', re.MULTILINE)
_TYPE = re.compile(r'"@type": "(\w+)"')
_UNION = re.compile(r"^export type (\w+) = ([^;]+);", re.MULTILINE)
_TEXTS = {"Text", "URL", "Date", "DateTime", "Time", "Number", "Integer", "Boolean", "Float", "string"}


@dataclass(frozen=True)
class Vocabulary:
    """`properties`: type → property → names of the types it takes; `kinds`: type → types that may take its place."""

    properties: Mapping[str, Mapping[str, frozenset[str]]]
    kinds: Mapping[str, frozenset[str]]

    def faults(self, node: Mapping[str, Any]) -> Iterator[str]:
        """Yield what of a node the vocabulary does not know, and what stands where it may not stand."""
        kind = str(node.get("@type"))
        if kind not in self.properties:
            yield f"no such type: {kind}"
            return
        known = self.properties[kind]
        for name, value in node.items():
            if name.startswith("@"):
                continue
            if name not in known:
                yield f"{kind} has no property {name}"
                continue
            for one in value if isinstance(value, list) else [value]:
                yield from self._of_value(f"{kind}.{name}", one, known[name])

    def _of_value(self, place: str, value: object, allowed: frozenset[str]) -> Iterator[str]:
        if not isinstance(value, Mapping):
            if not allowed & _TEXTS and not str(value).startswith("http"):
                yield f"{place} takes no plain text: {str(value)[:40]}"
            return
        if set(value) == {"@id"}:
            return
        accepted = set().union(*(self.kinds.get(name, {name}) for name in allowed))
        if value.get("@type") not in accepted:
            yield f"{place} takes no {value.get('@type')}"
        yield from self.faults(value)


@cache
def schema_org() -> Vocabulary:
    """Return the vocabulary in the version that is named in `fetching`."""
    return read((fetching.npm(fetching.SCHEMA_ORG) / "dist" / "schema.d.ts").read_text())


def read(text: str) -> Vocabulary:
    """Return the vocabulary that declarations of TypeScript hold."""
    bases: dict[str, list[str]] = {}
    own: dict[str, dict[str, frozenset[str]]] = {}
    leaves: dict[str, str] = {}
    for name, parents, body in _INTERFACE.findall(text):
        bases[name] = [parent.strip() for parent in parents.split(",") if parent.strip()]
        own[name] = {prop: _names(types) for prop, types in _PROPERTY.findall(body)}
        if found := _TYPE.search(body):
            leaves[name] = found[1]
    unions = {name: _names(types) for name, types in _UNION.findall(text)}
    return Vocabulary(
        {kind: _inherited(leaf, bases, own) for leaf, kind in leaves.items()},
        {name: frozenset(_reached(name, unions, leaves)) for name in unions},
    )


def _names(types: str) -> frozenset[str]:
    return frozenset(one.strip() for one in types.split("|"))


def _inherited(
    name: str, bases: Mapping[str, list[str]], own: Mapping[str, dict[str, frozenset[str]]]
) -> dict[str, frozenset[str]]:
    found = dict(own.get(name, {}))
    for parent in bases.get(name, ()):
        found |= _inherited(parent, bases, own)
    return found


def _reached(name: str, unions: Mapping[str, frozenset[str]], leaves: Mapping[str, str]) -> Iterator[str]:
    """Yield the types that may stand where this one is asked for."""
    if name in leaves:
        yield leaves[name]
    for part in unions.get(name, ()):
        yield from _reached(part, unions, leaves)
