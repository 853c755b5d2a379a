"""What happens to a message: kept once, found with its words, answered by one person of the coordination at a time."""

import json

from django.db import IntegrityError, transaction
from django.http import HttpRequest
from django.utils import timezone

from accounts.sign_in.guesses import TUNNEL
from content.models import ContactMessage
from content.private_words import PrivateWords, visitor_key
from lib.limits import within_limit
from lib.secrets import Purpose, fingerprint

WORDS = PrivateWords(
    code=Purpose("the words of a message", prefix="content.message:"),
    drawing=Purpose("drawing the words of a message", prefix="content.message:draw:"),
)
SEEN = Purpose("what the coordination reads of a message", prefix="content.message:seen:")
MOST_A_DAY = 200  # from all networks: more than a coordination can read
DRAWS = 5
State = ContactMessage.State


def keep(key: str, *, about: str, text: str, group: str = "", reach: str = "") -> list[str]:
    """Keep a message; return the four words of its answer. The same text from the same page is the same message."""
    said = {"about": about, "text": text, "group": group, "reach": reach}
    drawn_from = json.dumps(list(said.values()))
    for number in range(DRAWS):
        words = WORDS.draw(key, drawn_from, number)
        kept = _keep(WORDS.fingerprint(words), said)
        if all(getattr(kept, name) == value for name, value in said.items()):
            return words
    raise RuntimeError("no free code")


def _keep(code: str, said: dict[str, str]) -> ContactMessage:
    try:
        with transaction.atomic():
            return ContactMessage.objects.get_or_create(code_hmac=code, defaults=said)[0]
    except IntegrityError:  # the other press on the button was faster
        return ContactMessage.objects.get(code_hmac=code)


def find(typed: str) -> ContactMessage | None:
    """Return the message of four words, however they were typed; None when there is none."""
    code = WORDS.typed(typed)
    return ContactMessage.objects.filter(code_hmac=code).first() if code else None


def may_write(request: HttpRequest) -> bool:
    """Count one message from this network; return False for one too many.

    Once as many as may be read came today, each network may still write one an hour: whoever writes them all would
    otherwise close the door to everybody.
    """
    here = visitor_key(request)
    if not within_limit(request, "message", key=here):
        return False
    if not within_limit(request, "message_around", key=visitor_key(request, TUNNEL)):
        return False
    are_enough = ContactMessage.objects.filter(received_on=timezone.localdate()).count() >= MOST_A_DAY
    return not are_enough or within_limit(request, "message_late", key=here)


def seen_of(message: ContactMessage) -> str:
    """Return the fingerprint of what the coordination reads of a message: its state and its answer."""
    return fingerprint(SEEN, json.dumps([message.pk, message.state, message.answer]))


def handle(pk: int, seen: str, state: str, answer: str) -> bool:
    """Answer, close or open again a message that was read as `seen` (`seen_of`).

    Return False, changing nothing, when somebody else was faster. An answer corrected keeps the day of the first: it
    is not kept longer.
    """
    read = ContactMessage.objects.filter(pk=pk).first()
    if read is None or seen_of(read) != seen:
        return False
    closed_on = None if state == State.RECEIVED else read.closed_on or timezone.localdate()
    still = ContactMessage.objects.filter(pk=pk, state=read.state, answer=read.answer)
    return bool(still.update(state=state, answer=answer, closed_on=closed_on))
