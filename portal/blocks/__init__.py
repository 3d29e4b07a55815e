"""The blocks of a page's body, and what the admin needs to write them."""

from portal.blocks.body import (
    BodyBlock,
    CalloutBlock,
    CitationsBlock,
    DataTableBlock,
    FigureBlock,
    TextBlock,
    figures,
)
from portal.blocks.picture_choice import PicturesReadTogether
from portal.blocks.spoken_names import spoken

__all__ = [
    "BodyBlock",
    "CalloutBlock",
    "CitationsBlock",
    "DataTableBlock",
    "FigureBlock",
    "PicturesReadTogether",
    "TextBlock",
    "figures",
    "spoken",
]
