"""`{% resume_card %}` : where the member was, for the home page."""

from typing import Any

from django import template
from django.template import Context

from accounts.models import User
from courses.models import Enrolment
from courses.progress import next_lesson
from courses.reading import lesson_address, lessons_of

register = template.Library()


def resume_of(user: User) -> dict[str, Any] | None:
    """The first lesson not done of the module last touched and not finished; None when nothing is begun."""
    enrolments = (
        Enrolment.objects.filter(user=user, finished_at__isnull=True, module__live=True)
        .select_related("module")
        .prefetch_related("lessons")
        .order_by("-touched_at")
    )
    for enrolment in enrolments:
        lessons = lessons_of(enrolment.module)
        if not lessons:
            continue
        ids = [lesson.pk for lesson in lessons]
        upcoming = next_lesson(ids, {mark.lesson_id for mark in enrolment.lessons.all() if mark.done_at}) or ids[-1]
        place = ids.index(upcoming)
        return {
            "module": enrolment.module,
            "lesson": lessons[place],
            "number": place + 1,
            "total": len(lessons),
            "url": lesson_address(enrolment.module, lessons[place]),
        }
    return None


@register.inclusion_tag("courses/includes/resume_card.html", takes_context=True)
def resume_card(context: Context) -> dict[str, Any]:
    """The card of the member's home page: what to come back to, or a first step."""
    user = context["request"].user
    return {"resume": resume_of(user) if user.is_authenticated else None}
