"""A sitting: waiting sheets and lines read one under another, and answered in one press.

Nothing is decided here that the desk does not decide of one case (`actions`), and each is decided apart from the
others. A sheet about rights is never answered from here: two people read it, on its own page.
"""

import dataclasses
from collections.abc import Sequence
from hashlib import sha256
from typing import cast

from django.db import models, transaction
from django.db.models import Q

from accounts.models import User
from content.kept_versions import named
from content.models import PracticePage, ReviewCase, ReviewStep, Tried
from content.models.headings import WRITTEN
from content.models.reviewing import ReviewCaseQuerySet
from content.practices.privacy_hints import remarks_each
from content.practices.review import actions
from content.practices.review.actions import CannotError
from content.publishing import two_readers

A_PAGE = 10
SHOWN = (*WRITTEN, "audience", "about_rights", "credit_as", "credit", "is_answer", "is_starter")
GONE = "Elle n’est plus là : la personne qui l’a écrite l’a effacée."
TAKEN_BACK = "La personne qui l’a écrite l’a retirée."
BY_TWO = "Elle parle de droits : elle se lit à deux, sur sa propre page."
REMARKED = "Une remarque est déjà partie : la personne qui a écrit doit d’abord y répondre."
Act = ReviewStep.Act


class Decision(models.TextChoices):
    """What a moderator says of one item; LATER does nothing."""

    PUBLISH = "publish", "Publier"
    RETURN = "return", "Rendre avec un mot"
    LATER = "later", "Plus tard"


ENDED_BY = {Decision.PUBLISH: Act.PUBLISHED, Decision.RETURN: Act.REFUSED}


@dataclasses.dataclass(frozen=True)
class Item:
    """A case with the text that is read. `seen` names that text; `sheet` is None for a line « J’ai essayé »."""

    case: ReviewCase
    title: str
    seen: str
    sheet: PracticePage | None
    hints: list[str]
    is_for_two: bool
    is_own: bool

    @property
    def signatures(self) -> str:
        """Return who signs a sheet, and who will once they have read it again; "" when nobody is named."""
        second = getattr(self.case.practice, "second_writer", None)
        if self.sheet is None:
            return ""
        due = second.signature_due(self.sheet) if second else ""
        after = f"{due} (après relecture de ce texte)" if due else ""
        said = (self.sheet.signature, second.signature_on(self.sheet) if second else "", after)
        return " et ".join(each for each in said if each)

    @property
    def may_be_answered(self) -> bool:
        """Return whether this moderator may answer it from here."""
        return not (self.is_for_two or self.is_own)


@dataclasses.dataclass(frozen=True)
class Answer:
    """What a moderator says of the text `seen` of one case, with words for who wrote it."""

    decision: str
    seen: str
    words: str


def cases_for(user: User) -> ReviewCaseQuerySet:
    """Return what waits for a moderator and that no other moderator holds, the oldest first."""
    free = ReviewCase.objects.for_moderators().filter(Q(held_by=None) | Q(held_by=user))
    return free.select_related("practice__latest_revision", "practice__second_writer", "tried__practice")


def items_of(cases: Sequence[ReviewCase], user: User) -> list[Item]:
    """Return these cases with their texts; four queries at most, however many there are."""
    sheets = {case.pk: _text_of(case.practice) for case in cases if case.practice}
    may_need_two = two_readers.that_may_need_two([case.practice for case in cases if case.practice])
    hints = remarks_each([_said_in(case, sheets.get(case.pk)) for case in cases], None)
    return [
        Item(
            case=case,
            title=sheets[case.pk].title if case.practice else f"J’ai essayé : {_line(case).practice.title}",
            seen=seen_in(case),
            sheet=sheets.get(case.pk),
            hints=found,
            is_for_two=case.practice_id in may_need_two or (case.pk in sheets and sheets[case.pk].needs_second_reader),
            is_own=bool(case.tried and case.tried.user_id == user.pk),
        )
        for case, found in zip(cases, hints, strict=True)
    ]


def _line(case: ReviewCase) -> Tried:
    return cast("Tried", case.tried)  # a case that is read here is about a sheet or one of these lines


def _text_of(sheet: PracticePage) -> PracticePage:
    """Return the latest text of a sheet, without asking the database for what is around it."""
    written = sheet.latest_revision.content if sheet.latest_revision else {}
    return PracticePage(**{name: written.get(name, getattr(sheet, name)) for name in ("title", *SHOWN)})


def _said_in(case: ReviewCase, sheet: PracticePage | None) -> str:
    return "\n".join(getattr(sheet, name) for name in WRITTEN) if sheet else _line(case).words


def seen_in(case: ReviewCase) -> str:
    """Return the name of the text that a reader of the case sees now: another text has another name."""
    if case.practice is None:
        return actions.text_read(case)
    second = getattr(case.practice, "second_writer", None)
    text = _text_of(case.practice)
    names = (second.signature_on(text), second.signature_due(text)) if second else ("", "")
    signed = "\0".join((text.signature, *names)).encode()
    who = second.pk if second and second.is_present else 0
    return f"v{named(case.practice.latest_revision)}-{who}-{sha256(signed).hexdigest()[:16]}"


@transaction.atomic
def answer(pk: int, user: User, said: Answer) -> None:
    """Do what a moderator says of one case; the same answer sent twice is one.

    Raises CannotError, or NotReadyError: nothing was done of this case.
    """
    case = ReviewCase.objects.filter(pk=pk).first()
    if case is None:
        raise CannotError(GONE)
    try:
        with actions.locked(case) as held:
            _check(held, user, said)
            ACTS[Decision(said.decision)](held, user, said)
    except actions.OverError as error:
        _check_was_own(case, user, said, error)


def _check_was_own(case: ReviewCase, user: User, said: Answer, error: CannotError) -> None:
    """Raise why a closed case takes no answer, unless this very answer closed it."""
    last = case.steps.last()
    if last is not None and last.act == Act.WITHDRAWN:
        raise CannotError(TAKEN_BACK) from error
    if last is None or last.actor_id != user.pk or last.act != ENDED_BY[Decision(said.decision)]:
        raise error


def _check(case: ReviewCase, user: User, said: Answer) -> None:
    if case.held_by_id not in {None, user.pk}:
        raise CannotError(f"{case.held_by} s’en occupe.")
    if seen_in(case) != said.seen:
        raise CannotError(actions.CHANGED)
    if case.practice is None:
        if _line(case).user_id == user.pk:
            raise CannotError(actions.OWN_LINE)
    elif two_readers.needs_two(case.practice.get_latest_revision_as_object()):
        raise CannotError(BY_TWO)


def _publish(case: ReviewCase, user: User, _said: Answer) -> None:
    if case.waits_for_author:
        raise CannotError(REMARKED)
    actions.publish(case, user, actions.text_read(case))


def _return(case: ReviewCase, user: User, said: Answer) -> None:
    if case.practice is None:
        actions.refuse(case, user, actions.text_read(case), said.words)
        return
    last = case.practice.messages.last()
    is_the_same = last is not None and last.sender_id == user.pk and last.text == said.words
    if case.waits_for_author and not is_the_same:
        raise CannotError(REMARKED)
    actions.remark(case, user, said.words)


ACTS = {Decision.PUBLISH: _publish, Decision.RETURN: _return}
