"""What happens to a question to other groups and to its answers: sent once, withdrawn, chosen, erased.

Nobody is told who wrote: neither who reads, nor who answers, nor the moderators.
"""

import datetime
from dataclasses import dataclass

from django.db import transaction
from django.db.models import Exists, QuerySet

from accounts.models import User
from content.finding.lists import pages_found
from content.finding.things import Kind
from content.models import ColleagueAnswer, ColleagueQuestion, ColleagueReader, PracticePage
from content.practices.sheets import drafts
from content.serving import open_to_all, reachable

MOST_WAITING = 5  # questions of one person that moderators have not read
MOST_NEAR = 4  # sheets shown before a question is sent
State = ColleagueQuestion.State


class TooManyWaitingError(Exception):
    """As many questions of this person wait as are theirs."""


class GoneError(Exception):
    """The question was withdrawn or erased meanwhile, or it is not one that people read."""


class AnsweredError(Exception):
    """This person has an answer there already: one that waits, or one that shows."""


class DraftBegunError(Exception):
    """A sheet is begun already, which a new one would erase."""


@dataclass(frozen=True)
class Asked:
    """What somebody asks, whether they sign it, whether a sheet may say it in these words."""

    situation: str
    already_tried: str
    is_signed: bool
    lends_words: bool


def near_sheets(text: str) -> list[PracticePage]:
    """Return the published sheets nearest to a text, the nearest first. Two queries, once the search is in memory."""
    found, _ = pages_found(text, Kind.SHEET)
    keys = [hit.thing.page for hit in found[:MOST_NEAR]]
    by_key = open_to_all(reachable(PracticePage.objects)).only("title", "slug", "path").in_bulk(keys) if keys else {}
    return [by_key[key] for key in keys if key in by_key]


def is_kept(name: str) -> bool:
    """Return whether the page of this name was sent already: it counts for no question more."""
    return ColleagueQuestion.objects.filter(sent_as=name).exists()


@transaction.atomic
def ask(author: User, asked: Asked, name: str) -> ColleagueQuestion:
    """Keep a question under a name of lib.idempotency: the same page sent twice keeps one.

    Raise TooManyWaitingError when MOST_WAITING of theirs wait already. The author is held: of several pages sent at
    once, each counts the others.
    """
    User.objects.select_for_update().get(pk=author.pk)
    kept = ColleagueQuestion.objects.filter(sent_as=name).first()
    if kept:
        return kept
    if ColleagueQuestion.objects.waiting().filter(author=author).count() >= MOST_WAITING:
        raise TooManyWaitingError
    row = {
        "author": author,
        "situation": asked.situation,
        "already_tried": asked.already_tried,
        "signed_as": str(author) if asked.is_signed else "",
        "lends_words": asked.lends_words,
    }
    return ColleagueQuestion.objects.get_or_create(sent_as=name, defaults=row)[0]


@transaction.atomic
def answer(author: User, question: int, text: str, *, is_signed: bool) -> ColleagueAnswer:
    """Send an answer to a published question, or send again, said otherwise, one that was refused.

    Raise GoneError without such a question, AnsweredError for one that waits or shows with other words. The question
    is held: it is not withdrawn meanwhile, and of two presses the second reads what the first wrote.
    """
    held = ColleagueQuestion.objects.select_for_update().published().filter(pk=question).exclude(author=author).first()
    if held is None:
        raise GoneError
    signed_as = str(author) if is_signed else ""
    kept = ColleagueAnswer.objects.filter(question=held, author=author).first()
    if kept is None:
        return ColleagueAnswer.objects.create(question=held, author=author, text=text, signed_as=signed_as)
    if kept.state == State.REFUSED:
        kept.delete()  # a new one is of today, and nothing is left of what a moderator said of the other
        return ColleagueAnswer.objects.create(question=held, author=author, text=text, signed_as=signed_as)
    if kept.text != text:
        raise AnsweredError
    return kept


@transaction.atomic
def erase(questions: QuerySet[ColleagueQuestion]) -> int:
    """Erase questions with their answers; return how many rows. They are held first: nobody answers meanwhile."""
    held = list(questions.select_for_update(of=("self",)).values_list("pk", flat=True))
    return ColleagueQuestion.objects.filter(pk__in=held).delete()[0]


@transaction.atomic
def choose(author: User, answer: ColleagueAnswer, *, has_helped: bool) -> bool:
    """Say that an answer helped whoever asked, in the place of any other, or that it did not after all.

    Return False when the question is not theirs, or when it or the answer is gone. The question is held: of two tabs,
    the second has the last word.
    """
    question = ColleagueQuestion.objects.select_for_update().filter(pk=answer.question_id, author=author).first()
    shown = question.answers.filter(pk=answer.pk, state=State.PUBLISHED) if question else None
    if question is None or shown is None or not shown.exists():
        return False
    if has_helped:
        question.answers.filter(has_helped=True).exclude(pk=answer.pk).update(has_helped=False)
    return bool(shown.update(has_helped=has_helped, has_news=has_helped))


@transaction.atomic
def begin_sheet(author: User, answer: ColleagueAnswer) -> None:
    """Begin the sheet of an answer that helped: its words, those of the question when whoever asked lends them.

    Raise DraftBegunError, changing nothing, when the author has begun a sheet already.
    """
    User.objects.select_for_update().get(pk=author.pk)  # as drafts.keep: a sheet begun in another tab is not erased
    if drafts.draft_of(author, None) is not None:
        raise DraftBegunError
    situation = answer.question.situation if answer.question.lends_words else ""
    drafts.keep(author, None, situation=situation, what_helped=answer.text)


def news_for(user: User) -> QuerySet[User]:
    """Return the user when something of theirs has news: a text refused, an answer that came, one that helped."""
    mine = [
        model.objects.filter(author=user, has_news=True).order_by() for model in (ColleagueQuestion, ColleagueAnswer)
    ]
    return User.objects.filter(Exists(mine[0]) | Exists(mine[1]), pk=user.pk)


def read_news(user: User) -> None:
    """Say no more that there is news: whoever wrote has read it."""
    for model in (ColleagueQuestion, ColleagueAnswer):
        model.objects.filter(author=user, has_news=True).update(has_news=False)


def accept(user: User, *, reads: bool) -> None:
    """Note that somebody accepts to read the questions of other groups, or that they do not any more."""
    if reads:
        ColleagueReader.objects.get_or_create(user=user)
    else:
        ColleagueReader.objects.filter(user=user).delete()


def purge(today: datetime.date) -> int:
    """Erase what is over, and the names that nobody has any more; return how many.

    A question goes with its answers: one that shows goes with its question alone.
    """
    answers = ColleagueAnswer.objects.over(today).exclude(state=State.PUBLISHED)
    erased = answers.delete()[0] + erase(ColleagueQuestion.objects.over(today))
    return erased + sum(model.objects.forget_former_names() for model in (ColleagueQuestion, ColleagueAnswer))
