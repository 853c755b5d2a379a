"""The parts of courses in « Tout ce que le site sait de moi »."""

from typing import Any

from accounts.models import User
from courses.group_readings.rules import modules_by_key
from courses.group_remarks.rules import lessons_by_key
from courses.models import (
    Enrolment,
    GroupReading,
    GroupRemark,
    LessonDone,
    LessonPage,
    ModulePage,
    Note,
    QuizResult,
    ReadingStep,
)
from courses.notes.rules import read


def export(user: User) -> list[dict[str, Any]]:
    """Return the modules a member began, the lessons done or to come back to, the tries of questions (no answer).

    A lesson is told with the module where it stands today.
    """
    begun = list(Enrolment.objects.filter(user=user).select_related("module").order_by("started_at"))
    marks = list(LessonDone.objects.filter(user=user).select_related("lesson").order_by("lesson__path"))
    results = list(QuizResult.objects.filter(user=user).select_related("lesson").order_by("lesson__path"))
    told = {enrolment.module.path: _module(enrolment.module, enrolment) for enrolment in begun}
    lessons = [*(mark.lesson for mark in marks), *(result.lesson for result in results)]
    above = {_above(lesson) for lesson in lessons}
    for module in ModulePage.objects.filter(path__in=above - told.keys()).order_by("path"):
        told[module.path] = _module(module)
    for mark in marks:
        told[_above(mark.lesson)]["leçons"].append(
            {"leçon": mark.lesson.title, "faite le": mark.done_at, "à revoir": mark.come_back}
        )
    for result in results:
        told[_above(result.lesson)]["questions"].append(
            {"leçon": result.lesson.title, "essais": result.tries, "trouvée le": result.solved_at}
        )
    return list(told.values())


def export_notes(user: User) -> list[dict[str, Any]]:
    """Return the notes that a member keeps for themselves, in their words."""
    found = map(read, Note.objects.filter(user=user).order_by("updated_at", "pk"))
    return [
        {"leçon": kept.lesson, "question": kept.question, "ma note": kept.words, "gardée le": kept.updated_at}
        for kept in found
    ]


def export_remarks(user: User) -> list[dict[str, Any]]:
    """Return the remarks that a member sent about lessons, while the site still knows who sent them."""
    sent = list(GroupRemark.objects.filter(sender=user).select_related("peer_group").order_by("sent_on", "pk"))
    lessons = lessons_by_key(sent)
    return [
        {
            "leçon": lessons[remark.lesson_key].title if remark.lesson_key in lessons else None,
            "groupe": remark.peer_group.name,
            "de quoi il s’agit": remark.get_kind_display(),
            "la remarque": remark.words,
            "le groupe veut être nommé": remark.names_group,
            "envoyée le": remark.sent_on,
            "où elle en est": remark.get_state_display(),
            "réponse": remark.answer,
        }
        for remark in sent
    ]


def export_readings(user: User) -> list[dict[str, Any]]:
    """Return the readings that a person said for the groups they run."""
    said = list(GroupReading.objects.filter(said_by=user).select_related("peer_group").order_by("said_on", "pk"))
    modules = modules_by_key(said)
    return [
        {
            "formation": modules[reading.module_key].title if reading.module_key in modules else None,
            "groupe": reading.peer_group.name,
            "comment le dire": reading.get_credit_display(),
            "dite le": reading.said_on,
            "confirmée le": reading.confirmed_on,
            "mise de côté le": reading.set_aside_on,
            "pourquoi": reading.reason,
        }
        for reading in said
    ]


def export_decisions(user: User) -> list[dict[str, Any]]:
    """Return what a moderator decided about the readings of groups."""
    steps = list(ReadingStep.objects.filter(actor=user).select_related("reading__peer_group"))
    modules = modules_by_key([step.reading for step in steps])
    return [
        {
            "formation": modules[step.reading.module_key].title if step.reading.module_key in modules else None,
            "groupe": step.reading.peer_group.name,
            "quoi": step.get_act_display(),
            "pourquoi": step.reason,
            "le": step.done_on,
        }
        for step in steps
    ]


def _above(lesson: LessonPage) -> str:
    """Return the tree path of the module where a lesson stands today."""
    return str(lesson.path[: -lesson.steplen])


def _module(module: ModulePage, enrolment: Enrolment | None = None) -> dict[str, Any]:
    return {
        "formation": module.title,
        "commencée le": enrolment and enrolment.started_at,
        "finie le": enrolment and enrolment.finished_at,
        "j’ai dit si elle m’a servi": bool(enrolment and enrolment.has_answered),
        "leçons": [],
        "questions": [],
    }
