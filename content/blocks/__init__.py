from content.blocks.blanks import WithoutBlanks, leave_out_blanks
from content.blocks.doors import DoorBlock, DoorsBlock, Tone
from content.blocks.easy_read import EasyGroupBlock, EasyReadBodyBlock
from content.blocks.faults import faults_in
from content.blocks.table import TableBlock
from content.blocks.text import (
    BriefBlock,
    CallBlock,
    DocumentBlock,
    ExampleBlock,
    GlossaryBlock,
    LineBlock,
    PictureBlock,
    StepsBlock,
    TextBlock,
    TextBodyBlock,
    ToDoBlock,
    WarningBlock,
)
from content.blocks.tool_parts import ToolPartsBlock

__all__ = [
    "BriefBlock",
    "CallBlock",
    "DocumentBlock",
    "DoorBlock",
    "DoorsBlock",
    "EasyGroupBlock",
    "EasyReadBodyBlock",
    "ExampleBlock",
    "GlossaryBlock",
    "LineBlock",
    "PictureBlock",
    "StepsBlock",
    "TableBlock",
    "TextBlock",
    "TextBodyBlock",
    "ToDoBlock",
    "Tone",
    "ToolPartsBlock",
    "WarningBlock",
    "WithoutBlanks",
    "faults_in",
    "leave_out_blanks",
]
