"""The cards that open the home page of a member: their office when they hold one, then where they were.

The number of queries is fixed: one for the mandates, one for the modules begun, two for an office and its path, one
for the lessons of each module shown.
"""

import datetime
from dataclasses import dataclass, field

from django.db.models import Count, F
from django.utils import timezone

from accounts.mandates import hand_over
from accounts.models import Mandate, User
from courses.learning.lookup import find_contents, lesson_address
from courses.learning.rules import next_lesson
from courses.models import Enrolment, LessonPage, ModulePage, OfficeTraining, PathModule, PathPage

Office = Mandate.BoardOffice
NEW_FOR = datetime.timedelta(days=30)
SHOWN_OF_MODULE = ("title", "slug", "live", "path", "depth", "numchild")
# The sentences have no gender: they say neither « trésorier » nor « trésorière ».
HELD = {
    Office.CHAIR: "Vous tenez la présidence",
    Office.TREASURER: "Vous tenez la trésorerie",
    Office.SECRETARY: "Vous tenez le secrétariat",
    Office.BOARD_MEMBER: "Vous êtes au conseil d’administration",
}


@dataclass(frozen=True)
class BegunModule:
    """A module that a member began, and the primary keys of its lessons that are done."""

    module: ModulePage
    is_finished: bool
    done: set[int] = field(default_factory=set)


@dataclass(frozen=True)
class HeldMandate:
    """A mandate of the member, and how many items are ticked in the hand-over at its end and at its beginning."""

    mandate: Mandate
    ticked_at_end: int
    ticked_at_start: int


@dataclass(frozen=True)
class ResumeCard:
    """The lesson where the member goes on with a module, or begins it: its number among the `total` of the module."""

    module: ModulePage
    lesson: LessonPage
    number: int
    total: int
    url: str
    is_begun: bool


@dataclass(frozen=True)
class OfficeCard:
    """The office that the member holds, the path it opens, and the lesson to read first (`resume`), if any."""

    said: str
    since: datetime.date
    is_new: bool
    path: PathPage | None = None
    resume: ResumeCard | None = None


@dataclass(frozen=True)
class HandOverCard:
    """A hand-over to open: `pk` of the mandate that ends, `leaver` when the member takes the office over."""

    pk: int
    office: str
    leaver: User | None = None


@dataclass(frozen=True)
class HomeCards:
    """The cards, in order; `office` and `resume` are None when there is nothing to say."""

    office: OfficeCard | None
    resume: ResumeCard | None
    hand_overs: list[HandOverCard]

    @property
    def office_leads(self) -> bool:
        """Return whether the office has a lesson to read first: its card then holds the filled button."""
        return self.office is not None and self.office.resume is not None


def cards_for(member: User) -> HomeCards:
    """Return the cards of a member."""
    begun = _begun_modules(member)
    mandates = _mandates(member)
    resume = _resume(begun)
    office = _office([each.mandate for each in mandates if each.mandate.is_held], begun, resume)
    if office and office.resume and resume and office.resume.module == resume.module:
        resume = None
    return HomeCards(office, resume, _hand_overs(mandates))


def _begun_modules(member: User) -> list[BegunModule]:
    """Return the modules begun, the last touched first. One query: a row per lesson marked, or one without."""
    rows = Enrolment.objects.filter(user=member).select_related("module").order_by("-touched_at", "-pk")
    begun: dict[int, BegunModule] = {}
    for row in rows.only("finished_at", *(f"module__{name}" for name in SHOWN_OF_MODULE)).annotate(
        marked=F("lessons__lesson"), done_at=F("lessons__done_at")
    ):
        known = begun.setdefault(row.pk, BegunModule(row.module, row.finished_at is not None))
        if row.done_at:
            known.done.add(row.marked)
    return list(begun.values())


def _mandates(member: User) -> list[HeldMandate]:
    """Return all the mandates of a member, the latest first, with the mandates before and after each."""
    mandates = Mandate.objects.filter(membership__user=member).order_by("-starts_on", "-pk")
    rows = mandates.select_related("membership", "replaces__membership__user", "replaced_by").annotate(
        ticked_at_end=Count("handed_over", distinct=True),
        ticked_at_start=Count("replaces__handed_over", distinct=True),
    )
    return [HeldMandate(row, row.ticked_at_end, row.ticked_at_start) for row in rows]


def _resume(begun: list[BegunModule]) -> ResumeCard | None:
    """Return the first lesson not done of the module last touched and not finished."""
    for each in begun:
        if not each.is_finished and each.module.live:
            card = _resume_in(each.module, each)
            if card:
                return card
    return None


def _resume_in(module: ModulePage, begun: BegunModule | None) -> ResumeCard | None:
    """Return where the member is in a module; None when it has no lesson."""
    lessons = find_contents(module.slug).lessons
    if not lessons:
        return None
    ids = [lesson.pk for lesson in lessons]
    position = ids.index(next_lesson(ids, begun.done if begun else ()) or ids[-1])
    return ResumeCard(
        module=module,
        lesson=lessons[position],
        number=position + 1,
        total=len(lessons),
        url=lesson_address(module, lessons[position]),
        is_begun=begun is not None,
    )


def _office(held: list[Mandate], begun: list[BegunModule], resume: ResumeCard | None) -> OfficeCard | None:
    """Return the office held most lately, and what to read first: its module, then its path."""
    if not held:
        return None
    trainings = OfficeTraining.objects.filter(office__in={mandate.office for mandate in held})
    known = {each.office: each for each in trainings.select_related("path", "module")}
    mandate = next((mandate for mandate in held if mandate.office in known), held[0])
    said, is_new = HELD[Office(mandate.office)], mandate.starts_on > timezone.localdate() - NEW_FOR
    training = known.get(mandate.office)
    if training is None:
        return OfficeCard(said, mandate.starts_on, is_new)
    path = training.path if training.path and training.path.live else None
    own = [training.module] if training.module and training.module.live else []
    following = _first_unfinished(own, begun, resume) or _first_unfinished(_modules_of(path), begun, resume)
    return OfficeCard(said, mandate.starts_on, is_new, path, following)


def _modules_of(path: PathPage | None) -> list[ModulePage]:
    """Return the published modules of a path, in its order; read only once the module of the office is finished."""
    links = PathModule.objects.filter(path=path).select_related("module") if path else ()
    return [link.module for link in links if link.module.live]


def _first_unfinished(
    modules: list[ModulePage], begun: list[BegunModule], resume: ResumeCard | None
) -> ResumeCard | None:
    """Return `resume` when it is in one of these modules, else the first not finished; None once all are."""
    if resume and resume.module in modules:
        return resume
    known = {each.module.pk: each for each in begun}
    for module in modules:
        own = known.get(module.pk)
        if own is None or not own.is_finished:
            card = _resume_in(module, own)
            if card:
                return card
    return None


def _hand_overs(mandates: list[HeldMandate]) -> list[HandOverCard]:
    """Return the hand-overs of these days: of an office that the member leaves, of one that the member takes."""
    found = []
    for each in mandates:
        mandate, former = each.mandate, each.mandate.replaces
        if hand_over.is_current(mandate, hand_over.successor_of(mandate), each.ticked_at_end):
            found.append(HandOverCard(mandate.pk, mandate.get_office_display()))
        if former and hand_over.is_current(former, mandate, each.ticked_at_start):
            found.append(HandOverCard(former.pk, mandate.get_office_display(), former.membership.user))
    return found
