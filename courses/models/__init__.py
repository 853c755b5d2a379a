from courses.models.committee import CommitteeSeat
from courses.models.feedback import Feedback
from courses.models.group_readings import GroupReading, ReadingStep
from courses.models.group_remarks import GroupRemark
from courses.models.modules import LessonPage, LessonSource, ModulePage
from courses.models.notes import Note
from courses.models.offices import OfficeModule, OfficeTraining
from courses.models.pages import Audience, ModuleIndexPage, PathIndexPage, PathModule, PathPage
from courses.models.progress import Enrolment, LessonDone, QuizResult
from courses.models.subjects import Subject, SubjectOpinion

__all__ = [
    "Audience",
    "CommitteeSeat",
    "Enrolment",
    "Feedback",
    "GroupReading",
    "GroupRemark",
    "LessonDone",
    "LessonPage",
    "LessonSource",
    "ModuleIndexPage",
    "ModulePage",
    "Note",
    "OfficeModule",
    "OfficeTraining",
    "PathIndexPage",
    "PathModule",
    "PathPage",
    "QuizResult",
    "ReadingStep",
    "Subject",
    "SubjectOpinion",
]
