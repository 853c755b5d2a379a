"""Anonymous questions: nothing is kept of the visitor who asks but the fingerprint of a private code.

The code is four words of the vocabulary of the cards, shown once. They are drawn from the random key of the page and
the text, with CODE_KEY: the button pressed twice makes one question and one code, without anything kept between.
No account, no address, no hour: the day only, in the question and in the review that it opens.
"""

import datetime
import hashlib
import hmac

from django.conf import settings
from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils import timezone

from accounts.secret_code import card_words
from accounts.sign_in.guesses import SUBSCRIBER, TUNNEL, network_of
from content.models import Question, ReviewCase, ReviewStep
from lib.limits import within_limit
from lib.secrets import Purpose, digest
from lib.secrets import fingerprint as words_fingerprint

QUESTION_CODE = Purpose("the words of a question's code", prefix="content.question:")
QUESTION_DRAW = Purpose("drawing the words of a question's code", prefix="content.question:draw:")
KEPT_DAYS = 365
MOST_A_DAY = 300  # from all networks: more than the pair-advocates of the country can read
DRAWS = 5  # two different questions with the same four words: once in seventeen thousand billion


def ask(text: str, key: str) -> list[str]:
    """Keep a question; return the four words of its code. The same text from the same page is the same question."""
    for number in range(DRAWS):
        words = _draw(key, text, number)
        question = _keep(text, fingerprint(words))
        if question.text == text:
            return words
    raise RuntimeError("no free code")


def _draw(key: str, text: str, number: int) -> list[str]:
    """Return four words that nobody can draw from a page and a text without CODE_KEY."""
    known, drawn = card_words.vocabulary(), digest(QUESTION_DRAW, f"{key}:{number}:{text}")
    return [
        known[int.from_bytes(drawn[position * 4 : position * 4 + 4]) % len(known)]
        for position in range(card_words.WORDS_PER_CARD)
    ]


def fingerprint(words: list[str]) -> str:
    """Return the fingerprint of the words of a code, hexadecimal."""
    return words_fingerprint(QUESTION_CODE, " ".join(words))


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
    words = card_words.normalise(typed)
    if len(words) != card_words.WORDS_PER_CARD:
        return None
    return Question.objects.select_related("practice").filter(code_hmac=fingerprint(words)).first()


def visitor_key(request: HttpRequest, bits: int = SUBSCRIBER) -> str:
    """Return the key of a visitor in the limit of questions: a fingerprint of their network that changes each day.

    The address itself is written nowhere, not even for the hour that a counter lasts.
    """
    message = f"{timezone.localdate()}:{network_of(request, bits)}".encode()
    return hmac.new(settings.SECRET_KEY.encode(), message, hashlib.sha256).hexdigest()


def may_ask(request: HttpRequest) -> bool:
    """Count one question from this network; return False for one too many.

    Once as many as may be read were asked today, from wherever they came, each network may still ask one an hour:
    whoever asks them all would otherwise close the door to everybody.
    """
    here = visitor_key(request)
    if not within_limit(request, "question", key=here):
        return False
    if not within_limit(request, "question_around", key=visitor_key(request, TUNNEL)):
        return False
    are_enough = Question.objects.filter(asked_on=timezone.localdate()).count() >= MOST_A_DAY
    return not are_enough or within_limit(request, "question_late", key=here)


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
