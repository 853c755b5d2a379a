"""`{% quality_of page as quality %}` : what the panel beside a lesson says, for the admin's templates."""

from typing import Any

from django import template

from courses.editing.drafts import remarks_on
from courses.models import LessonPage

register = template.Library()


@register.simple_tag
def quality_of(page: Any) -> dict[str, Any] | None:
    """The remarks on a lesson and its minutes; None for anything else."""
    if not isinstance(page, LessonPage):
        return None
    said = remarks_on(page)
    return {
        "minutes": page.reading_minutes(),
        "missing": [remark for remark in said if remark.blocks],
        "advice": [remark for remark in said if not remark.blocks],
    }
