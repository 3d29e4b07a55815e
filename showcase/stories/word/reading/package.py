"""The parts of a DOCX package: parsed XML, and what relationships name. Nothing is loaded from elsewhere."""

from __future__ import annotations

import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from showcase.lists.importing.reading.sheets import FileRefused

DOCUMENT = "word/document.xml"
_NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "o": "urn:schemas-microsoft-com:office:office",
    "v": "urn:schemas-microsoft-com:vml",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
}
_STRICT = "{http://purl.oclc.org/ooxml/"


def qn(name: str) -> str:
    """Return the full name of a tag or attribute written with its prefix: `w:p`."""
    prefix, _colon, local = name.partition(":")
    return f"{{{_NAMESPACES[prefix]}}}{local}"


def value_of(parent: Any, name: str) -> str | None:
    """Return the `w:val` of a child of this name; empty where it has none, None without such a child."""
    found = parent.find(qn(name)) if parent is not None else None
    return None if found is None else found.get(qn("w:val"), "")


def is_on(parent: Any, name: str) -> bool | None:
    """Return a property that is on or off; None where it is not stated."""
    value = value_of(parent, name)
    return None if value is None else value not in {"0", "false", "off"}


@dataclass(frozen=True, slots=True)
class Target:
    """What a relationship names: a part of the package, or an address outside of it."""

    name: str
    is_outside: bool


@dataclass
class Package:
    """An opened package; each part is parsed once."""

    archive: zipfile.ZipFile
    _trees: dict[str, Any] = field(default_factory=dict)
    _targets: dict[str, dict[str, Target]] = field(default_factory=dict)

    def xml_parts(self) -> list[str]:
        """Return the names of all XML parts, without relationships, in the package's order."""
        names = (name for name in self.archive.namelist() if name.lower().endswith(".xml"))
        return [name for name in names if "[content_types]" not in name.lower()]

    def tree(self, part: str) -> Any:
        """Return the root element of a part, None where there is no such part; raises FileRefused for bad XML."""
        if part not in self._trees:
            self._trees[part] = self._parsed(part)
        return self._trees[part]

    def _parsed(self, part: str) -> Any:
        if part not in self.archive.NameToInfo:
            return None
        # No entity is expanded, no address opened; lxml's own limits on depth and length stay on
        parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True, remove_pis=True)
        try:
            root = etree.fromstring(self.archive.read(part), parser)
        except etree.XMLSyntaxError as error:
            raise FileRefused("damaged", part) from error
        if str(root.tag).startswith(_STRICT):
            raise FileRefused("strict")
        return root

    def targets(self, part: str) -> dict[str, Target]:
        """Return what the relationships of a part name, by id."""
        if part not in self._targets:
            folder, name = posixpath.split(part)
            root = self.tree(f"{folder}/_rels/{name}.rels")
            rows = () if root is None else tuple(root)
            self._targets[part] = {row.get("Id", ""): _target(folder, row) for row in rows}
        return self._targets[part]


def _target(folder: str, row: Any) -> Target:
    name = row.get("Target", "")
    if row.get("TargetMode") == "External":
        return Target(name, is_outside=True)
    path = name if name.startswith("/") else f"/{folder}/{name}"
    return Target(posixpath.normpath(path).lstrip("/"), is_outside=False)
