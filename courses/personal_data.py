"""The part of courses in « Tout ce que le site sait de moi »."""

from typing import Any

from accounts.models import User
from courses.models import Enrolment


def export(user: User) -> list[dict[str, Any]]:
    """Return the modules a member began, the lessons done or to come back to, the tries of questions (no answer)."""
    enrolments = (
        Enrolment.objects.filter(user=user)
        .select_related("module")
        .prefetch_related("lessons__lesson", "quiz_results")
        .order_by("started_at")
    )
    return [_module(enrolment) for enrolment in enrolments]


def _module(enrolment: Enrolment) -> dict[str, Any]:
    return {
        "formation": enrolment.module.title,
        "commencée le": enrolment.started_at,
        "finie le": enrolment.finished_at,
        "leçons": [
            {"leçon": mark.lesson.title, "faite le": mark.done_at, "à revoir": mark.come_back}
            for mark in enrolment.lessons.all()
        ],
        "questions": [
            {"essais": result.tries, "trouvée le": result.solved_at} for result in enrolment.quiz_results.all()
        ],
    }
