"""What happens to a subject: proposed, taken back, chosen or not by the committee, written, published.

Neither the committee nor anybody else reads who proposed it, nor who thinks what of it.
"""

import uuid

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from courses.models import ModulePage, Subject, SubjectOpinion
from courses.subjects.committee import Committee
from lib.secrets import Purpose, fingerprint

SHOWN = Purpose("what a page shows of a subject", prefix="courses.subject:")
MOST_WAITING = 5  # subjects of one person that the committee has not decided
State = Subject.State


class TooManyWaitingError(Exception):
    """As many subjects of this person wait as are theirs."""


class GoneError(Exception):
    """The subject is decided, taken back or erased."""


class ChangedError(Exception):
    """The reason that the person read is no longer the same."""


class NotSittingError(Exception):
    """The committee may not decide today, or this person does not sit."""


class NeedsReasonError(Exception):
    """Nobody has said yet why the subject would not be kept."""


def is_kept(name: str) -> bool:
    """Return whether the page of this name was sent already: it counts for no subject more."""
    return Subject.objects.filter(sent_as=name).exists()


@transaction.atomic
def propose(author: User, title: str, words: str, name: str) -> Subject:
    """Keep a subject under a name of lib.idempotency. Raise TooManyWaitingError with MOST_WAITING of theirs.

    The author is held: of several pages sent at once, each counts the others.
    """
    User.objects.select_for_update().get(pk=author.pk)
    kept = Subject.objects.filter(sent_as=name).first()
    if kept:
        return kept
    if Subject.objects.proposed().filter(author=author).count() >= MOST_WAITING:
        raise TooManyWaitingError
    row = {"author": author, "title": title, "words": words}
    return Subject.objects.get_or_create(sent_as=name, defaults=row)[0]


@transaction.atomic
def take_back(author: User, pk: uuid.UUID) -> bool:
    """Erase one's own subject while it waits; doing it twice changes nothing. Decided meanwhile, it stays."""
    mine = Subject.objects.proposed().filter(author=author, pk=pk).select_for_update(of=("self",)).first()
    if mine is not None:
        mine.delete()
    return mine is not None


def seen_of(subject: Subject) -> str:
    """Return the fingerprint of what somebody reads of a subject before they say what they think."""
    return fingerprint(SHOWN, f"{subject.pk}:{subject.title}:{subject.words}:{subject.reason}")


@transaction.atomic
def say(user: User, pk: uuid.UUID, reason: str, seen: str, *, keeps: bool) -> Subject:
    """Note what one who sits thinks, in the place of what they thought; decide if the committee agrees.

    Whoever says no first writes why; the others agree to these words. When nobody says no any more, they go.
    Raise GoneError, ChangedError, NotSittingError, NeedsReasonError.
    """
    subject = Subject.objects.proposed().filter(pk=pk).select_for_update(of=("self",)).first()
    if subject is None:
        raise GoneError
    committee = Committee.today()
    if user.pk not in committee.seats or not committee.sits:
        raise NotSittingError
    if seen_of(subject) != seen:
        raise ChangedError
    if not keeps and not (subject.reason or reason):
        raise NeedsReasonError
    SubjectOpinion.objects.update_or_create(subject=subject, seat=user.committee_seat, defaults={"keeps": keeps})
    subject.reason = "" if not _said(subject, committee, keeps=False) else subject.reason or reason
    _decide(subject, committee)
    return subject


def _said(subject: Subject, committee: Committee, *, keeps: bool) -> set[int]:
    """Return who of those who sit today keeps the subject, or does not."""
    said = SubjectOpinion.objects.filter(subject=subject, keeps=keeps, seat__user__in=committee.seats)
    return set(said.values_list("seat__user", flat=True))


def _decide(subject: Subject, committee: Committee) -> None:
    if committee.agrees(_said(subject, committee, keeps=True)):
        subject.state, subject.reason = State.CHOSEN, ""
    elif committee.agrees(_said(subject, committee, keeps=False)):
        subject.state = State.NOT_KEPT
    if subject.state != State.PROPOSED:
        subject.author, subject.decided_on = None, timezone.localdate()
        SubjectOpinion.objects.filter(subject=subject).delete()
    subject.save(update_fields=["state", "reason", "author", "decided_on"])


def begin(pk: uuid.UUID) -> bool:
    """Write that somebody writes a chosen subject. False when it no longer waits for it."""
    return bool(Subject.objects.filter(pk=pk, state=State.CHOSEN).update(state=State.WRITING))


def put_back(pk: uuid.UUID) -> bool:
    """Write that nobody writes it any more: it is chosen, again."""
    return bool(Subject.objects.filter(pk=pk, state=State.WRITING).update(state=State.CHOSEN))


def publish(pk: uuid.UUID, module: ModulePage) -> bool:
    """Write which published module answers a subject."""
    answered = Subject.objects.to_write().filter(pk=pk)
    key = module.translation_key
    return bool(answered.update(state=State.PUBLISHED, module_key=key, decided_on=timezone.localdate()))


def forget_over() -> int:
    """Erase the subjects that are over. Return how many rows."""
    return Subject.objects.over(timezone.localdate()).delete()[0]
