from courses.models.pages import (
    Audience,
    LessonPage,
    LessonSource,
    ModuleIndexPage,
    ModulePage,
    PathIndexPage,
    PathModule,
    PathPage,
)
from courses.models.progress import Enrolment, LessonDone, QuizResult

__all__ = [
    "Audience",
    "Enrolment",
    "LessonDone",
    "LessonPage",
    "LessonSource",
    "ModuleIndexPage",
    "ModulePage",
    "PathIndexPage",
    "PathModule",
    "PathPage",
    "QuizResult",
]
