"""What the home page of a person opens with: their office when they hold one, then where they were.

Counted in queries, whatever there is: one for the mandates, one for the trainings begun, two for an office and its
path, one for the lessons of each module shown.
"""

import datetime
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, F
from django.utils import timezone

from accounts.mandates import hand_over
from accounts.models import Mandate, User
from courses.learning.lookup import find_contents, lesson_address
from courses.learning.rules import next_lesson
from courses.models import Enrolment, ModulePage, OfficeTraining, PathModule, PathPage

Office = Mandate.BoardOffice
SHOWN_OF_MODULE = ("title", "slug", "live", "path", "depth", "numchild")
# Worded for anybody: nobody is « trésorier » or « trésorière » here.
HELD = {
    Office.CHAIR: "Vous tenez la présidence",
    Office.TREASURER: "Vous tenez la trésorerie",
    Office.SECRETARY: "Vous tenez le secrétariat",
    Office.BOARD_MEMBER: "Vous êtes au conseil d’administration",
}


@dataclass
class Begun:
    """A training somebody began, and the primary keys of its lessons that are done."""

    module: ModulePage
    is_finished: bool
    done: set[int] = field(default_factory=set)


@dataclass
class Welcome:
    """The cards, in order; `office` and `resume` are None when there is nothing to say."""

    office: dict[str, Any] | None = None
    resume: dict[str, Any] | None = None
    passing: list[dict[str, Any]] = field(default_factory=list)

    @property
    def leads(self) -> bool:
        """Whether the office has something to do first: its card then holds the filled button."""
        return bool(self.office and self.office.get("url"))


def welcome(user: User) -> Welcome:
    """The cards of one person."""
    enrolments = _begun(user)
    mandates = _mandates(user)
    resume = _resume(enrolments)
    office = _office([mandate for mandate in mandates if mandate.is_held], enrolments, resume)
    if office and resume and office.get("module") == resume["module"]:
        resume = None
    return Welcome(office, resume, _passing(mandates))


def _begun(user: User) -> list[Begun]:
    """The trainings of a person, the one last touched first. One query: a row per lesson marked, or one without."""
    rows = Enrolment.objects.filter(user=user).select_related("module").order_by("-touched_at", "-pk")
    begun: dict[int, Begun] = {}
    for row in rows.only("finished_at", *(f"module__{name}" for name in SHOWN_OF_MODULE)).annotate(
        marked=F("lessons__lesson"), done_at=F("lessons__done_at")
    ):
        known = begun.setdefault(row.pk, Begun(row.module, row.finished_at is not None))
        if row.done_at:
            known.done.add(row.marked)
    return list(begun.values())


def _mandates(user: User) -> list[Mandate]:
    """All the mandates of a person, latest first, with those before and after, and what was ticked of each."""
    mandates = Mandate.objects.filter(membership__user=user).order_by("-starts_on", "-pk")
    return list(
        mandates.select_related("membership", "replaces__membership__user", "replaced_by").annotate(
            left=Count("handed_over", distinct=True), taken=Count("replaces__handed_over", distinct=True)
        )
    )


def _resume(enrolments: list[Begun]) -> dict[str, Any] | None:
    """The first lesson not done of the module last touched and not finished."""
    for enrolment in enrolments:
        if not enrolment.is_finished and enrolment.module.live:
            place = _place(enrolment.module, enrolment)
            if place:
                return place
    return None


def _place(module: ModulePage, enrolment: Begun | None) -> dict[str, Any] | None:
    """Where one is in a module; None when it has no lesson."""
    lessons = find_contents(module.slug).lessons
    if not lessons:
        return None
    ids = [lesson.pk for lesson in lessons]
    number = ids.index(next_lesson(ids, enrolment.done if enrolment else ()) or ids[-1])
    return {
        "module": module,
        "lesson": lessons[number],
        "number": number + 1,
        "total": len(lessons),
        "url": lesson_address(module, lessons[number]),
        "is_begun": enrolment is not None,
    }


def _office(held: list[Mandate], enrolments: list[Begun], resume: dict[str, Any] | None) -> dict[str, Any] | None:
    """The office held most lately, and what to do first: its module, then its path."""
    if not held:
        return None
    trainings = OfficeTraining.objects.filter(office__in={mandate.office for mandate in held})
    known = {each.office: each for each in trainings.select_related("path", "module")}
    mandate = next((mandate for mandate in held if mandate.office in known), held[0])
    card = {"said": HELD[Office(mandate.office)], "since": mandate.starts_on, "is_new": _is_new(mandate), "path": None}
    training = known.get(mandate.office)
    if training is None:
        return card
    path = training.path if training.path and training.path.live else None
    own = [training.module] if training.module and training.module.live else []
    following = _following(own, enrolments, resume) or _following(_modules_of(path), enrolments, resume)
    return {**card, "path": path, **(following or {})}


def _is_new(mandate: Mandate) -> bool:
    return mandate.starts_on > timezone.localdate() - datetime.timedelta(days=30)


def _modules_of(path: PathPage | None) -> list[ModulePage]:
    """The published modules of a path, in its order; asked only once the module of the office is finished."""
    links = PathModule.objects.filter(path=path).select_related("module") if path else ()
    return [link.module for link in links if link.module.live]


def _following(
    modules: list[ModulePage], enrolments: list[Begun], resume: dict[str, Any] | None
) -> dict[str, Any] | None:
    """What was begun among these modules, else the first that is not finished; None once all are."""
    if resume and resume["module"] in modules:
        return resume
    begun = {enrolment.module.pk: enrolment for enrolment in enrolments}
    for module in modules:
        enrolment = begun.get(module.pk)
        if enrolment is None or not enrolment.is_finished:
            place = _place(module, enrolment)
            if place:
                return place
    return None


def _passing(mandates: list[Mandate]) -> list[dict[str, Any]]:
    """The hand-overs of these days: what one leaves, what one takes."""
    found = []
    for mandate in mandates:
        if hand_over.is_of_now(mandate, hand_over.successor_of(mandate), mandate.left):
            found.append({"pk": mandate.pk, "office": mandate.get_office_display(), "from": None})
        if mandate.replaces and hand_over.is_of_now(mandate.replaces, mandate, mandate.taken):
            name = mandate.replaces.membership.user
            found.append({"pk": mandate.replaces.pk, "office": mandate.get_office_display(), "from": name})
    return found
