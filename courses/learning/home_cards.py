"""The cards that open the home page of a member: their office when they hold one, then where they were.

The number of queries is fixed: one for the mandates, one for the modules begun and the lessons done, two for an office
and its path, and what each module shown holds, unless the process remembers it.
"""

import datetime
from dataclasses import dataclass

from django.db.models import Count, DateTimeField, Exists, OuterRef, Subquery, Value
from django.http import Http404
from django.utils import timezone

from accounts.mandates import hand_over
from accounts.models import Mandate, User
from content.serving import reachable
from courses.learning.lookup import find_contents, lesson_address
from courses.learning.rules import next_lesson
from courses.models import (
    Enrolment,
    LessonDone,
    LessonPage,
    ModulePage,
    OfficeModule,
    OfficeTraining,
    PathModule,
    PathPage,
)

Office = Mandate.BoardOffice
NEW_FOR = datetime.timedelta(days=30)
# The sentences have no gender: they say neither « trésorier » nor « trésorière ».
HELD = {
    Office.CHAIR: "Vous tenez la présidence",
    Office.TREASURER: "Vous tenez la trésorerie",
    Office.SECRETARY: "Vous tenez le secrétariat",
    Office.BOARD_MEMBER: "Vous êtes au conseil d’administration",
}
PROPOSED = {
    Office.CHAIR: "La présidence vous est proposée",
    Office.TREASURER: "La trésorerie vous est proposée",
    Office.SECRETARY: "Le secrétariat vous est proposé",
    Office.BOARD_MEMBER: "Une place au conseil d’administration vous est proposée",
}


@dataclass(frozen=True)
class BegunModule:
    """A module that a member began, by its primary key and its address."""

    pk: int
    slug: str
    is_finished: bool


@dataclass(frozen=True)
class Learning:
    """What a member began, the last touched first, and the primary keys of the lessons done, wherever they stand."""

    begun: list[BegunModule]
    done: frozenset[int]


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
    """The office that the member holds, the path it opens, and the lesson to read first (`resume`), if any.

    Until the member accepts it, it is only proposed.
    """

    said: str
    since: datetime.date
    is_new: bool
    path: PathPage | None = None
    resume: ResumeCard | None = None
    is_accepted: bool = True


@dataclass(frozen=True)
class HandOverCard:
    """A hand-over to open: `pk` of the mandate that ends, `leaver` (« de Lou ») when the member takes it over."""

    pk: int
    office: str
    leaver: str = ""


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
    learning = _learning(member)
    mandates = _mandates(member)
    resume = _resume(learning)
    office = _office([each.mandate for each in mandates if each.mandate.is_held], learning, resume)
    if office and office.resume and resume and office.resume.module == resume.module:
        resume = None
    return HomeCards(office, resume, _hand_overs(mandates))


def where_one_was(member: User) -> ResumeCard | None:
    """Return the lesson where a member goes on with what they began; None for nothing to go on with."""
    return _resume(_learning(member))


def _learning(member: User) -> Learning:
    """Return what a member began and did, in one query: a row a module begun, then a row, without slug, a lesson."""
    enrolments = Enrolment.objects.filter(user=member)
    done = LessonDone.objects.filter(user=member, done_at__isnull=False)
    rows = enrolments.values_list("touched_at", "module", "module__slug", "finished_at").union(
        done.values_list("done_at", "lesson", Value(""), Value(None, DateTimeField()))
    )
    found = sorted(rows, reverse=True, key=lambda row: row[:2])
    return Learning(
        begun=[BegunModule(pk, slug, finished_at is not None) for _, pk, slug, finished_at in found if slug],
        done=frozenset(pk for _, pk, slug, _ in found if not slug),
    )


def _mandates(member: User) -> list[HeldMandate]:
    """Return all the mandates of a member, the latest first, with the mandates before and after each."""
    mandates = Mandate.objects.filter(membership__user=member).order_by("-starts_on", "-pk")
    rows = mandates.select_related("membership", "replaces__membership__user", "replaced_by").annotate(
        ticked_at_end=Count("handed_over", distinct=True),
        ticked_at_start=Count("replaces__handed_over", distinct=True),
    )
    return [HeldMandate(row, row.ticked_at_end, row.ticked_at_start) for row in rows]


def _resume(learning: Learning) -> ResumeCard | None:
    """Return the first lesson not done of the module last touched and not finished."""
    for each in learning.begun:
        if not each.is_finished:
            card = _resume_in(each.slug, learning)
            if card:
                return card
    return None


def _resume_in(slug: str, learning: Learning) -> ResumeCard | None:
    """Return where the member is in a module; None when it has no lesson, or readers cannot reach it."""
    try:
        contents = find_contents(slug)
    except Http404:
        return None
    module, lessons, ids = contents.module, contents.lessons, contents.lesson_ids
    if not lessons:
        return None
    position = ids.index(next_lesson(ids, learning.done) or ids[-1])
    return ResumeCard(
        module=module,
        lesson=lessons[position],
        number=position + 1,
        total=len(lessons),
        url=lesson_address(module, lessons[position]),
        is_begun=any(each.pk == module.pk for each in learning.begun) or not learning.done.isdisjoint(ids),
    )


def _office(held: list[Mandate], learning: Learning, resume: ResumeCard | None) -> OfficeCard | None:
    """Return the office held most lately, and what to read first: its module, then its path."""
    if not held:
        return None
    trainings = OfficeTraining.objects.filter(office__in={mandate.office for mandate in held}).annotate(
        has_path=Exists(reachable(PathPage.objects).filter(pk=OuterRef("path")))
    )
    known = {each.office: each for each in trainings.select_related("path", "module")}
    mandate = next((mandate for mandate in held if mandate.office in known), held[0])
    is_accepted, is_new = mandate.accepted_at is not None, mandate.starts_on > timezone.localdate() - NEW_FOR
    said = (HELD if is_accepted else PROPOSED)[Office(mandate.office)]
    training = known.get(mandate.office)
    if training is None:
        return OfficeCard(said, mandate.starts_on, is_new, is_accepted=is_accepted)
    path = training.path if training.has_path else None
    own = [training.module] if training.module else []
    following = _first_unfinished(own, learning, resume) or _first_unfinished(
        _modules_of(path, training), learning, resume
    )
    return OfficeCard(said, mandate.starts_on, is_new, path, following, is_accepted)


def _modules_of(path: PathPage | None, training: OfficeTraining) -> list[ModulePage]:
    """Return the modules of a path, in the order of the office; read only once the module of the office is finished."""
    if path is None:
        return []
    asked = OfficeModule.objects.filter(training=training, module=OuterRef("module")).values("sort_order")
    links = PathModule.objects.filter(path=path).select_related("module").annotate(early=Subquery(asked))
    return [link.module for link in sorted(links, key=lambda link: (link.early is None, link.early or 0))]


def _first_unfinished(modules: list[ModulePage], learning: Learning, resume: ResumeCard | None) -> ResumeCard | None:
    """Return `resume` when it is in one of these modules, else the first not finished; None once all are."""
    if resume and resume.module in modules:
        return resume
    finished = {each.pk for each in learning.begun if each.is_finished}
    for module in modules:
        if module.pk not in finished:
            card = _resume_in(module.slug, learning)
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
            leaver = hand_over.known_names(mandate.membership.user_id, former).of_name(former.membership.user)
            found.append(HandOverCard(former.pk, mandate.get_office_display(), leaver))
    return found
