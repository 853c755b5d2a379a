"""A tool in a lesson: the lesson teaches it, its page holds the sheet, the example and the files."""

from typing import Any

from wagtail import blocks

from content.tools.shown import shown_tools


class ToolBlock(blocks.StructBlock):
    """A tool of /outils/. Nothing is drawn of a tool that readers cannot reach."""

    tool = blocks.PageChooserBlock(label="Outil", page_type="content.ToolPage")
    words = blocks.CharBlock(
        label="Pourquoi, ici", max_length=200, required=False, help_text="Une phrase. Vide : celle de l’outil."
    )

    class Meta:
        icon = "download"
        label = "Outil"
        description = help_text = "Une feuille à remplir, avec son exemple. Elle s’écrit à part, dans « Outils »."
        template = "courses/blocks/tool.html"
        preview_value = {"tool": None, "words": "Une feuille vide, et la même remplie."}

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the card of the tool; None when it is not published, or is no longer there."""
        tool = value.get("tool")
        return {**super().get_context(value, parent_context), "card": shown_tools().get(tool.pk) if tool else None}
