"""What a person is told after a wrong code: how many tries are left before the next pause.

At a card's door the session alone is read. Tries belong to the person (`rules`), but their number would tell a stranger
that the card exists and that others tried it: so what was spent elsewhere is not counted, and the sentence says so. A
card that does not exist gets the same words. A card that was replaced refuses the right code: each answer at the door
says that it may be so, for any card, or its owner would think that they forgot their code.
"""

import time

from django.http import HttpRequest

from accounts.models import User
from accounts.secret_code.rules import MOST_TRIES, PAUSE, TRIES_BEFORE_PAUSE, rests_until

KEPT = "wrong_codes"  # in the session: the card shown, the wrong codes given, the second of the last one
WRONG = "Ce n’est pas le bon code."
WRONG_OR_OLD = "Ce n’est pas le bon code, ou votre carte a été remplacée."
CALM = "Prenez votre temps."
WAIT = f"Ce code n’ouvre rien pour l’instant. Attendez {PAUSE.seconds // 60} minutes, puis essayez encore."
MAY_BE_OLD = "Votre carte a peut-être aussi été remplacée."
ASLEEP = (
    f"Il y a eu {MOST_TRIES} erreurs : ce code n’ouvre plus rien pendant 30 jours. "
    "Choisissez « J’ai oublié mon code » à l’entrée par carte."
)


def _left(spent: int) -> str:
    left = -spent % TRIES_BEFORE_PAUSE
    return f"Il vous reste {left} essai{'s' if left > 1 else ''}"


def at_the_door(request: HttpRequest, key: str) -> str:
    """Count one more wrong code given here for the card `key`, and return what its bearer is told."""
    told = _count(request, key)
    return f"{told} {MAY_BE_OLD}" if told in (WAIT, ASLEEP) else told


def _count(request: HttpRequest, key: str) -> str:
    kept = request.session.get(KEPT, {})
    if kept.get("key") != key:
        kept = {"key": key, "wrong": 0, "at": 0}
    wrong, now = kept["wrong"], int(time.time())
    waits = wrong % TRIES_BEFORE_PAUSE == 0 and wrong > 0 and now - kept["at"] < PAUSE.total_seconds()
    if waits or wrong >= MOST_TRIES:
        return WAIT if wrong < MOST_TRIES else ASLEEP
    request.session[KEPT] = {"key": key, "wrong": wrong + 1, "at": now}
    if (wrong + 1) % TRIES_BEFORE_PAUSE == 0:
        return WAIT if wrong + 1 < MOST_TRIES else ASLEEP
    return f"{WRONG_OR_OLD} {_left(wrong + 1)}, ou moins s’il y a déjà eu des erreurs. {CALM}"


def forget(request: HttpRequest) -> None:
    """Forget the wrong codes given here: the right one opened the account."""
    request.session.pop(KEPT, None)


def of_member(user: User) -> str:
    """Return what a signed-in person is told after a wrong code of their own: the exact number."""
    user.refresh_from_db(fields=["secret_tries", "paused_until", "last_try_at"])
    if rests_until(user):
        return ASLEEP
    if user.secret_tries % TRIES_BEFORE_PAUSE == 0:
        return WAIT
    return f"{WRONG} {_left(user.secret_tries)}. {CALM}"
