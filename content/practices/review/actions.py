"""Actions of a moderator on a case: take it, hand it over, ask for a change, publish, refuse.

Each action first locks the sheet or the line, then its case: two moderators at once do one thing, and an author does
not change the text between its reading and its publication. Questions are not read here but between peer advocates
(content.practices.questions).
"""

from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from typing import cast

from django.core.exceptions import ValidationError
from django.db import transaction
from wagtail.models import WorkflowState

from accounts.models import User
from content.models import PracticeMessage, PracticePage, ReviewCase, ReviewStep, Tried
from content.publishing import two_readers

Act = ReviewStep.Act
OVER = "C’est déjà fait : quelqu’un d’autre a terminé cette relecture."
CHANGED = "Le texte a changé depuis que vous l’avez ouvert. Lisez-le encore, puis choisissez."
INCOMPLETE = "Il manque quelque chose à cette fiche. Ouvrez-la dans l’éditeur pour la compléter."
OWN_LINE = "Vous avez écrit cette ligne : une autre personne la lit."
ELSEWHERE = "Une question se lit entre pair-advocates, sur le site."


class CannotError(Exception):
    """Raised by an action that cannot be done now; its text is a sentence for the moderator."""


class OverError(CannotError):
    """Raised when the case was closed before the action."""


@contextmanager
def locked(case: ReviewCase) -> Iterator[ReviewCase]:
    """Lock what a case is about, then the case, and yield it as it is now.

    Raises OverError for a case that is closed, CannotError for a question.
    """
    with transaction.atomic():
        if case.practice is not None:
            case.practice.lock()
        elif case.tried_id is not None:
            Tried.objects.select_for_update().filter(pk=case.tried_id).first()
        held = ReviewCase.objects.select_for_update().get(pk=case.pk)
        if held.closed_at is not None:
            raise OverError(OVER)
        if held.question_id is not None:
            raise CannotError(ELSEWHERE)
        yield held


def text_read(case: ReviewCase) -> str:
    """Return the fingerprint of the text the moderator has before them: they decide on this one, not on a later one."""
    if case.practice is not None:
        text = case.practice.get_latest_revision_as_object()
        said, second = two_readers.fingerprint(text), getattr(case.practice, "second_writer", None)
        if second is None or not second.is_present:
            return said
        return sha256(f"{said}{second.signature_on(text)}{second.signature_due(text)}".encode()).hexdigest()
    return sha256(_tried_of(case).words.encode()).hexdigest()


def _tried_of(case: ReviewCase) -> Tried:
    return cast("Tried", case.tried)  # a case here is about a sheet or one of these lines: the database says so


def take(case: ReviewCase, user: User) -> None:
    """Give the case to `user`, unless they hold it already. Raises CannotError when another moderator does."""
    with locked(case) as held:
        if held.held_by_id == user.pk:
            return
        if held.held_by_id is not None:
            raise CannotError(f"{held.held_by} s’en occupe déjà.")
        ReviewCase.objects.filter(pk=held.pk).update(held_by=user)
        held.record(Act.TAKEN, user)


def hand_over(case: ReviewCase, user: User, to: User, reason: str) -> None:
    """Give the case to another moderator, with a reason. Twice to the same moderator changes nothing."""
    with locked(case) as held:
        if held.held_by_id != to.pk:
            ReviewCase.objects.filter(pk=held.pk).update(held_by=to)
            held.record(Act.HANDED_OVER, user, reason)


def remark(case: ReviewCase, user: User, text: str) -> None:
    """Ask the author for a change. The author reads the remark on the site, and sends the sheet again."""
    with locked(case) as held:
        if held.practice is None:
            raise CannotError("Une ligne « J’ai essayé » se publie, ou non : dites pourquoi.")
        last = held.practice.messages.last()
        if last is not None and last.sender_id == user.pk and last.text == text:
            return
        state = held.practice.current_workflow_state
        if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
            task_state = state.current_task_state.specific
            task_state.task.specific.on_action(task_state, user, "reject", comment=text)
        else:
            PracticeMessage.objects.create(practice=held.practice, sender=user, from_author=False, text=text)
            held.record(Act.REMARK, user, text)


def publish(case: ReviewCase, user: User, text: str) -> bool:
    """Publish the text whose fingerprint is `text`. Return False when a second moderator must still read it.

    The reading of the first one is then recorded. Raises CannotError; NotReadyError for the author of a sheet about
    rights.
    """
    with locked(case) as held:
        _same_text(held, text)
        if held.practice is not None:
            return _publish_sheet(held.practice, user)
        _publish_tried(held, _tried_of(held), user)
        return True


def _same_text(case: ReviewCase, text: str) -> None:
    if text_read(case) != text:
        raise CannotError(CHANGED)


def _publish_tried(case: ReviewCase, tried: Tried, user: User) -> None:
    if tried.user_id == user.pk:
        raise CannotError(OWN_LINE)
    tried.state, tried.reason = Tried.State.PUBLISHED, ""
    tried.save(update_fields=["state", "reason"])
    case.record(Act.PUBLISHED, user, closing=True)


def _publish_sheet(sheet: PracticePage, user: User) -> bool:
    latest = sheet.get_latest_revision_as_object()
    try:
        latest.full_clean()
    except ValidationError as error:
        raise CannotError(INCOMPLETE) from error
    if not two_readers.read(latest, user):
        return False
    state = sheet.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_IN_PROGRESS:
        state.current_task_state.specific.approve(user=user)
    else:
        sheet.get_latest_revision().publish(user=user)
    return True


def refuse(case: ReviewCase, user: User, text: str, reason: str) -> None:
    """Refuse the text whose fingerprint is `text`, with a reason for its author. A live sheet keeps its live text."""
    with locked(case) as held:
        _same_text(held, text)
        held.record(Act.REFUSED, user, reason, closing=True)
        if held.practice is None:
            tried = _tried_of(held)
            tried.state, tried.reason = Tried.State.REFUSED, reason
            tried.save(update_fields=["state", "reason"])
            return
        PracticeMessage.objects.create(practice=held.practice, sender=user, from_author=False, text=reason)
        state = held.practice.current_workflow_state
        if state is not None:
            with two_readers.acting(user):
                state.cancel(user=user)
