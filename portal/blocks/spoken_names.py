"""Names of fields for screen readers: Wagtail writes the label of a block above it, where no field refers to it."""

from __future__ import annotations

from typing import Any, TypeVar

from wagtail import blocks

B = TypeVar("B", bound=blocks.FieldBlock)


def spoken(block: B, name: Any = None) -> B:
    """Give the field of a block this name, else the label of the block, and return the block.

    Not by a keyword of the block, which migrations would keep.
    """
    block.field.widget.attrs["aria-label"] = name or block.label
    return block
