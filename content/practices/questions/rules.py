"""Anonymous questions: nothing is kept of the visitor who asks but the fingerprint of a private code.

The code is four words of the vocabulary of the cards, shown once (content.private_words).
No account, no address, no hour: the day only, in the question and in the review that it opens.
"""

import datetime

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.sign_in.guesses import TUNNEL
from content.models import Question, ReviewCase, ReviewStep
from content.private_words import PrivateWords, visitor_key
from lib.limits import within_limit
from lib.secrets import Purpose

WORDS = PrivateWords(
    code=Purpose("the words of a question's code", prefix="content.question:"),
    drawing=Purpose("drawing the words of a question's code", prefix="content.question:draw:"),
)
KEPT_DAYS = 365
MOST_A_DAY = 300  # from all networks: more than the pair-advocates of the country can read
DRAWS = 5  # two different questions with the same four words: once in seventeen thousand billion


def ask(text: str, key: str) -> list[str]:
    """Keep a question; return the four words of its code. The same text from the same page is the same question."""
    for number in range(DRAWS):
        words = WORDS.draw(key, text, number)
        question = _keep(text, WORDS.fingerprint(words))
        if question.text == text:
            return words
    raise RuntimeError("no free code")


def _keep(text: str, code: str) -> Question:
    """Return the question of this code, made with its review when there is none."""
    try:
        with transaction.atomic():
            question, is_new = Question.objects.get_or_create(code_hmac=code, defaults={"text": text})
            if is_new:
                _open_case(question)
    except IntegrityError:  # the other press on the button was faster
        question = Question.objects.get(code_hmac=code)
    return question


def _open_case(question: Question) -> None:
    """Open a review dated at midnight: its hour would be the hour of the question."""
    midnight = timezone.make_aware(datetime.datetime.combine(question.asked_on, datetime.time.min))
    case = ReviewCase.objects.create(question=question, opened_at=midnight)
    case.steps.create(act=ReviewStep.Act.RECEIVED, done_at=midnight)


def find(typed: str) -> Question | None:
    """Return the question of a code, however it was typed; None when there is none."""
    code = WORDS.typed(typed)
    return Question.objects.select_related("practice").filter(code_hmac=code).first() if code else None


def may_send(request: HttpRequest) -> bool:
    """Count one sending from this network, asked or sent back with a hint; return False for one too many."""
    if not within_limit(request, "question", key=visitor_key(request)):
        return False
    return within_limit(request, "question_around", key=visitor_key(request, TUNNEL))


def may_ask(request: HttpRequest) -> bool:
    """Return whether a question that was sent may be kept.

    Once as many as may be read were asked today, from wherever they came, each network may still ask one an hour:
    whoever asks them all would otherwise close the door to everybody.
    """
    are_enough = Question.objects.filter(asked_on=timezone.localdate()).count() >= MOST_A_DAY
    return not are_enough or within_limit(request, "question_late", key=visitor_key(request))


def over(today: datetime.date) -> QuerySet[Question]:
    """Return the questions asked twelve months ago and never answered: they are to be erased."""
    limit = today - datetime.timedelta(days=KEPT_DAYS)
    return Question.objects.exclude(state=Question.State.ANSWERED).filter(asked_on__lt=limit)


def forget_texts(today: datetime.date) -> int:
    """Erase all that was written around the questions answered twelve months ago; return how many.

    Their text, the private word, what the two who answered said to each other. Their sheet and their code stay.
    """
    limit = today - datetime.timedelta(days=KEPT_DAYS)
    old = Question.objects.filter(state=Question.State.ANSWERED, closed_on__lt=limit)
    ReviewStep.objects.filter(case__question__in=old).exclude(reason="").update(reason="")
    return old.exclude(text="", draft={}, word_to_asker="").update(text="", draft={}, word_to_asker="")
