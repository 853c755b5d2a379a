"""A module that gives sessions to show, finished by the member."""

import uuid
from typing import Any

from django.utils import timezone

from accounts.models import User
from courses.models import Enrolment, LessonPage, ModulePage
from tests.courses.factories import LessonPageFactory, ModulePageFactory, build_site, question_block
from tests.passport.factories import make_skill


def block(kind: str, **value: Any) -> dict[str, Any]:
    return {"type": kind, "id": str(uuid.uuid4()), "value": value}


def brief_block(*points: str) -> dict[str, Any]:
    """Return « En bref », as the database keeps it."""
    return block("brief", points=list(points))


def to_do_block(text: str) -> dict[str, Any]:
    """Return « À faire », as the database keeps it."""
    return block("to_do", text=f"<p>{text}</p>")


def whole_body(name: str = "caisse") -> list[dict[str, Any]]:
    """Return the body of a lesson that gives a session."""
    return [
        brief_block(f"La {name} se compte à deux.", "On écrit le total."),
        to_do_block(f"Comptez une {name} inventée."),
        question_block(("À deux.", True), ("Seul.", False), question=f"Comment compter la {name} ?"),
    ]


def make_trained(title: str = "Tenir la caisse", **fields: Any) -> ModulePage:
    """Make a site with a module of two lessons that give a session, and one that gives none."""
    module = ModulePageFactory(parent=build_site(), title=title, slug="caisse", **fields)
    module.skills.set([make_skill(), make_skill()])
    module.save()
    LessonPageFactory(parent=module, title="Sans question", slug="sans", body=[brief_block("Un point.")])
    LessonPageFactory(parent=module, title="Compter la caisse", slug="compter", body=whole_body())
    LessonPageFactory(parent=module, title="Ranger les tickets", slug="ranger", body=whole_body("boîte"))
    return module


def finish(user: User, module: ModulePage) -> None:
    """Have a person finish a module."""
    Enrolment.objects.create(user=user, module=module, finished_at=timezone.now())


def lesson_of(module: ModulePage, slug: str) -> LessonPage:
    """Return a lesson of the module."""
    return LessonPage.objects.child_of(module).get(slug=slug)
