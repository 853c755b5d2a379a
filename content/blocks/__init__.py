from content.blocks.doors import DoorBlock, DoorsBlock, Tone
from content.blocks.text import (
    BriefBlock,
    CallBlock,
    DocumentBlock,
    EasyReadBodyBlock,
    ExampleBlock,
    GlossaryBlock,
    PictureBlock,
    StepsBlock,
    TextBlock,
    TextBodyBlock,
    ToDoBlock,
    WarningBlock,
)

__all__ = [
    "BriefBlock",
    "CallBlock",
    "DocumentBlock",
    "DoorBlock",
    "DoorsBlock",
    "EasyReadBodyBlock",
    "ExampleBlock",
    "GlossaryBlock",
    "PictureBlock",
    "StepsBlock",
    "TextBlock",
    "TextBodyBlock",
    "ToDoBlock",
    "Tone",
    "WarningBlock",
]
