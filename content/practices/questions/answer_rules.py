"""From a question to a sheet: one peer advocate writes, a second person reads and publishes. Their rules and actions.

A question waits (ASKED); a peer advocate takes it, writes, and sends the answer to be read (DRAFTED); another one
publishes it (ANSWERED) or sends it back with a reason (ASKED again, the text kept). It may be closed with a private
word (CLOSED). Every step is recorded in the history of its review.
"""

import json
import secrets
from hashlib import sha256
from typing import Any, cast

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery
from django.utils import timezone
from django.utils.text import slugify

from accounts.models import Membership, User
from accounts.two_people import Advocates
from content.models import Fact, PracticeIndexPage, PracticePage, PracticeSource, Question, ReviewCase, ReviewStep
from content.models.headings import WRITTEN
from content.practices.permissions import moderates
from content.publishing import two_readers
from content.publishing.relays import NO_GROUND
from content.serving import reachable
from lib.text import fold_words

CREDIT = "des pair-advocates"  # after « Écrit par »
Act, State = ReviewStep.Act, Question.State
SAME_WORDS = 8  # in a row: then they are a quotation of the question
SENT_WITH = "sources_sent"  # in the draft: what its sources said when its writer sent it to be read
SOURCE_CHANGED = (
    "Une source de cette réponse a changé depuis son envoi. "
    "Rendez la réponse avec un mot : qui l’a écrite doit la relire aussi."
)
CHANGED = "La réponse a changé depuis que vous l’avez ouverte. Relisez-la, puis publiez."


class NotNowError(Exception):
    """Raised when another peer advocate was faster, or this one may not do it; its text is a sentence for them."""


class NoGroundError(Exception):
    """Raised when an answer neither cites a source nor names a relay; its text is a sentence for who reads it."""


class NoListError(Exception):
    """Raised when there is no « Échange de pratiques » page to publish under."""


def holder(question: Question) -> User | None:
    """Return who writes the answer now, None when nobody does; no query for `Question.objects.waiting()`."""
    if hasattr(question, "open_cases"):
        return question.open_cases[0].held_by if question.open_cases else None
    case = question.cases.filter(closed_at__isnull=True).select_related("held_by").first()
    return case.held_by if case else None


def has_remark(question: Question) -> bool:
    """Return whether its answer came back with a remark, for a question of `Question.objects.waiting()`. No query."""
    acts = [step.act for case in question.open_cases for step in case.steps.all()]
    return [act for act in acts if act in {Act.READ_ONCE, Act.REMARK}][-1:] == [Act.REMARK]


def came_back_to(user: User) -> QuerySet[Question]:
    """Return the questions whose answer this peer advocate writes, and that came back with a remark (`has_remark`)."""
    turns = ReviewStep.objects.filter(case=OuterRef("cases"), act__in=[Act.READ_ONCE, Act.REMARK])
    last = turns.order_by("-done_at", "-pk").values("act")[:1]
    held = Question.objects.filter(state=State.ASKED, cases__closed_at__isnull=True, cases__held_by=user)
    advocating = Membership.objects.advocating().filter(user=user)
    return held.filter(Exists(advocating)).annotate(last=Subquery(last)).filter(last=Act.REMARK)


def may_write(user: User, question: Question) -> bool:
    """The peer advocate who took the question, while it waits for an answer."""
    return question.state == State.ASKED and holder(question) == user


def may_read(user: User, question: Question, advocates: Advocates) -> bool:
    """A peer advocate who is a second person, of another group than the writer; when none is, a moderator.

    The words of who asked are read by as few as can be: while one peer advocate may read, no moderator does. One who
    may be the writer, or stands behind them, is no second person; one who is a peer advocate too is judged as such. An
    answer whose writer is gone, or no longer a peer advocate, is to be written again.
    """
    writer = question.drafted_by
    if question.state != State.DRAFTED or writer is None or writer not in advocates:
        return False
    if user in advocates:
        return advocates.are_two(user, writer)
    return moderates(user) and not advocates.may_be_one(user, writer) and not advocates.has_second(writer)


def may_take(user: User, question: Question, advocates: Advocates) -> bool:
    """Any peer advocate while nobody writes; the writer, to change the answer; any of them once the writer is gone."""
    if user not in advocates:
        return False
    if question.state == State.DRAFTED:
        writer = question.drafted_by
        return writer is None or writer == user or writer not in advocates
    return question.state == State.ASKED and holder(question) is None


def may_take_over(user: User, question: Question) -> bool:
    """Any peer advocate, when another one holds the question: people go away."""
    return question.state == State.ASKED and holder(question) not in (None, user)


def _locked(question: Question) -> tuple[Question, ReviewCase]:
    """Return the question as it is now, locked until the transaction ends, and its open review."""
    fresh = Question.objects.select_for_update(of=("self",)).select_related("drafted_by").get(pk=question.pk)
    return fresh, ReviewCase.open_for(question=fresh)


def _require(allowed: bool) -> None:
    if not allowed:
        raise NotNowError("Quelqu’un d’autre a avancé sur cette question. Regardez où elle en est.")


@transaction.atomic
def take(question: Question, user: User, *, over: bool = False) -> None:
    """Give the question to `user`, unless they hold it already; from somebody else only when they ask for it so.

    Raises NotNowError: a page that showed the question free takes it over from nobody.
    """
    fresh, case = _locked(question)
    if may_write(user, fresh):
        return
    _require(may_take(user, fresh, Advocates()) or (over and may_take_over(user, fresh)))
    act = Act.HANDED_OVER if case.held_by_id else Act.TAKEN
    fresh.state = State.ASKED
    fresh.save(update_fields=["state"])
    _hold(case, user)
    case.record(act, user)


@transaction.atomic
def hand_back(question: Question, user: User) -> None:
    """Leave the question to others; the text stays. Raises NotNowError."""
    fresh, case = _locked(question)
    _require(may_write(user, fresh))
    _hold(case, None)
    case.record(Act.HANDED_OVER, user)


def _hold(case: ReviewCase, user: User | None) -> None:
    case.held_by = user
    case.save(update_fields=["held_by"])


@transaction.atomic
def leave(user: User) -> None:
    """Erase the answers that a peer advocate about to be erased had in hand, or put down last, with the private word.

    The question is to be taken again. What was said of such an answer goes with it. One that they sent to be read was
    written for others: it stays, unnamed, and somebody takes it up.
    """
    for question in Question.objects.select_for_update(of=("self",)).filter(state=State.ASKED).order_by("pk"):
        case = ReviewCase.open_for(question=question)
        is_theirs = user.pk in {question.drafted_by_id, case.held_by_id, _held_last(case)}
        if not is_theirs or case.held_by_id not in {None, user.pk}:  # somebody else may go on with it
            continue
        question.draft, question.word_to_asker, question.drafted_by = {}, "", None
        question.save(update_fields=["draft", "word_to_asker", "drafted_by"])
        _hold(case, None)
        case.steps.update(reason="")


def _held_last(case: ReviewCase) -> int | None:
    """Return the key of who last had this question in hand; they may have handed it back, with what they wrote."""
    acts = case.steps.filter(act__in=[Act.TAKEN, Act.HANDED_OVER, Act.READ_ONCE])
    return acts.order_by("-pk").values_list("actor", flat=True).first()


@transaction.atomic
def keep_draft(question: Question, user: User, draft: dict[str, Any], word: str, *, to_read: bool) -> None:
    """Save the answer; `to_read` sends it to a second reader. Raises NotNowError."""
    fresh, case = _locked(question)
    _require(may_write(user, fresh))
    fresh.draft, fresh.word_to_asker = draft, word
    if to_read:
        fresh.draft = {**draft, SENT_WITH: _sources(draft)}
        fresh.state, fresh.drafted_by = State.DRAFTED, user
        _hold(case, None)
        case.record(Act.READ_ONCE, user)
    fresh.save(update_fields=["draft", "word_to_asker", "state", "drafted_by"])


@transaction.atomic
def send_back(question: Question, user: User, reason: str) -> None:
    """Give the answer back to its writer, with what is to be changed. Raises NotNowError."""
    fresh, case = _locked(question)
    _require(may_read(user, fresh, Advocates()))
    fresh.state = State.ASKED
    fresh.save(update_fields=["state"])
    _hold(case, fresh.drafted_by)
    case.record(Act.REMARK, user, reason)


@transaction.atomic
def close(question: Question, user: User, word: str) -> None:
    """Close the question without a sheet, with a private word for the person who has the code. Raises NotNowError."""
    fresh, case = _locked(question)
    _require(may_write(user, fresh))
    fresh.state, fresh.word_to_asker, fresh.closed_on = State.CLOSED, word, timezone.localdate()
    fresh.save(update_fields=["state", "word_to_asker", "closed_on"])
    case.record(Act.REFUSED, user, closing=True)


def text_read(question: Question) -> str:
    """Return the fingerprint of the answer (SHA-256, hexadecimal): its reader publishes this one, not a later one."""
    said = [question.draft, question.word_to_asker, _sources(question.draft)]
    return sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def _sources(draft: dict[str, Any]) -> list[list[Any]]:
    """Return the key of each fact that a draft cites, with what readers see of it."""
    facts = Fact.objects.filter(pk__in=draft.get("facts", [])).order_by("pk")
    return [list(each) for each in facts.values_list("pk", *Fact.SHOWN_ON_SHEETS)]


def _is_as_sent(draft: dict[str, Any]) -> bool:
    """Return whether each source still there says what the writer read; an answer sent before that was kept passes."""
    return SENT_WITH not in draft or all(source in draft[SENT_WITH] for source in _sources(draft))


@transaction.atomic
def publish(question: Question, user: User, text: str) -> PracticePage:
    """Publish the answer whose fingerprint is `text`, which `user` has read after its writer; return its sheet.

    Raises NotNowError, NoGroundError, and NoListError when there is no list to publish the sheet in.
    """
    fresh, case = _locked(question)
    _require(may_read(user, fresh, Advocates()))
    if text_read(fresh) != text:
        raise NotNowError(CHANGED)
    if not _is_as_sent(fresh.draft):
        raise NotNowError(SOURCE_CHANGED)
    index = reachable(PracticeIndexPage.objects).first()
    if index is None:
        raise NoListError
    page, writer = _sheet(index, fresh.draft), cast("User", fresh.drafted_by)  # may_read wants one
    if not page.stands_on_something:  # its source was erased meanwhile
        raise NoGroundError(NO_GROUND)
    page.save_revision(user=writer)
    two_readers.publish_read_by(page, writer, user)
    fresh.state, fresh.read_by, fresh.practice, fresh.closed_on = State.ANSWERED, user, page, timezone.localdate()
    fresh.save(update_fields=["state", "read_by", "practice", "closed_on"])
    case.record(Act.PUBLISHED, user, closing=True)
    page.refresh_from_db()
    return page


def _sheet(index: PracticeIndexPage, draft: dict[str, Any]) -> PracticePage:
    """Make the sheet of an answer, not published yet. It has no owner: its writer and its reader are not named."""
    said = {name: draft[name] for name in (*WRITTEN, "audience")}
    signed = {"credit_as": PracticePage.CreditAs.FUNCTION, "credit": CREDIT}
    page = PracticePage(**said, **signed, about_rights=True, is_answer=True, live=False)
    if not slugify(page.title):  # without a plain letter Wagtail makes no address of it
        page.slug = f"reponse-{secrets.token_hex(3)}"
    facts = Fact.objects.filter(pk__in=draft["facts"]).order_by("key")  # one may be erased by now
    page.sources = [PracticeSource(fact=fact, sort_order=number) for number, fact in enumerate(facts)]
    return index.add_child(instance=page)


def repeated(question: str, answer: str) -> str:
    """Return eight words in a row of the question that the answer repeats as they are; "" when there are none.

    >>> repeated("Mon voisin fait du bruit chaque nuit depuis mars", "Un voisin fait du bruit chaque nuit depuis mars.")
    'voisin fait du bruit chaque nuit depuis mars'
    """
    asked, said = fold_words(question).split(), f" {fold_words(answer)} "
    for start in range(len(asked) - SAME_WORDS + 1):
        run = " ".join(asked[start : start + SAME_WORDS])
        if f" {run} " in said:
            return run
    return ""
