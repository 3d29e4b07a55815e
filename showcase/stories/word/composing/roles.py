"""What a block of a Word file becomes in the draft of a story."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from showcase.stories.word.reading.document import Kind


class Role(StrEnum):
    """HEADING_ONLY: a heading such as 摘要 or 参考来源 whose content goes into a field of the form."""

    TITLE = "title"
    SUMMARY = "summary"
    SECTION = "section"
    SUBHEADING = "subheading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    TABLE = "table"
    PICTURE = "picture"
    CAPTION = "caption"
    SOURCE = "source"
    HEADING_ONLY = "heading_only"
    LEFT_OUT = "left_out"


@dataclass(frozen=True, slots=True)
class Choice:
    """The role of a block, with the section that it begins: `section:practices` as a code."""

    role: Role
    section: str = ""

    @property
    def code(self) -> str:
        return f"{self.role}:{self.section}" if self.section else str(self.role)

    @classmethod
    def of(cls, code: str) -> Choice:
        """Return the choice of a code; raises ValueError for an unknown role."""
        role, _colon, section = code.partition(":")
        return cls(Role(role), section)


def roles_for(kind: Kind) -> tuple[Role, ...]:
    """Return what a block of this kind may become."""
    if kind in {Kind.TABLE, Kind.PICTURE}:
        return Role(str(kind)), Role.LEFT_OUT
    return tuple(role for role in Role if role not in {Role.TABLE, Role.PICTURE})
