"""Tags of the admin: `{% quality_of page as quality %}`, `lessons_to_write` and `to_send`, `may_reorder`."""

from typing import Any

from django import template
from django.db.models import Q
from wagtail.admin.panels import Panel

from content.models import ToolPage
from courses.editing.lesson_text import remarks_on
from courses.editing.tool_text import remarks_on_tool
from courses.models import LessonPage, ModulePage
from courses.permissions import may_send

register = template.Library()


@register.simple_tag
def quality_of(page: Any) -> dict[str, Any] | None:
    """Return the remarks on a lesson and its minutes, or on a tool, which has none; None for any other page."""
    if isinstance(page, LessonPage):
        said, title, minutes = remarks_on(page), "Relire la leçon", page.reading_minutes()
    elif isinstance(page, ToolPage):
        said, title, minutes = remarks_on_tool(page), "Relire l’outil", None
    else:
        return None
    return {
        "title": title,
        "minutes": minutes,
        "missing": [remark for remark in said if remark.blocks],
        "advice": [remark for remark in said if not remark.blocks],
    }


@register.simple_tag
def lessons_to_write(module: ModulePage) -> list[LessonPage]:
    """Return the lessons of a module in order, unpublished ones too; none for a module not saved yet."""
    return list(LessonPage.objects.child_of(module).defer_streamfields()) if module.pk else []


@register.simple_tag
def may_reorder(panel: Panel.BoundPanel) -> bool:
    """Return whether the editor who fills in the form may change the order of the pages below."""
    return panel.instance.permissions_for_user(panel.request.user).can_reorder_children()


@register.simple_tag
def to_send(panel: Panel.BoundPanel) -> bool:
    """Return whether the editor who fills in the form may send the module, and something of it is not published."""
    module = panel.instance
    if not may_send(panel.request.user, module):
        return False
    return not module.live or module.has_unpublished_changes or _has_unpublished_lesson(module)


def _has_unpublished_lesson(module: ModulePage) -> bool:
    unpublished = Q(live=False) | Q(has_unpublished_changes=True)
    return LessonPage.objects.child_of(module).filter(unpublished).exists()
