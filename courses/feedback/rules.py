"""What is asked once about a module finished. The session says that one answered, never what."""

from django.core.cache import cache
from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from courses.models import Feedback, ModulePage

ANSWERED = "feedback"  # in the session: the subjects about which one answered
MOST_NOTED = 100
AN_INSTANT = 60  # seconds


def subject_key(module: ModulePage) -> str:
    """Return the name of a module among the subjects: it stays when the module moves or changes its title."""
    return str(module.translation_key)


def is_asked(request: HttpRequest, module: ModulePage) -> bool:
    """Return whether this browser may still say whether the module served: it does once."""
    return subject_key(module) not in request.session.get(ANSWERED, [])


def take_turn(request: HttpRequest, module: ModulePage) -> bool:
    """Return whether this press is the first of its browser: those of one instant do not see what the others noted.

    What is remembered, a minute long, is a fingerprint of the session, and no answer.
    """
    asked = salted_hmac(ANSWERED, f"{request.session.session_key} {subject_key(module)}", algorithm="sha256")
    return bool(cache.add(f"{ANSWERED}:{asked.hexdigest()}", 1, AN_INSTANT))


def keep(request: HttpRequest, module: ModulePage, given: Feedback) -> None:
    """Keep an answer about a module, by itself, and note in the session that there was one."""
    key = subject_key(module)
    given.subject_kind, given.subject_key = Feedback.Subject.MODULE, key
    given.save()
    request.session[ANSWERED] = [*request.session.get(ANSWERED, []), key][-MOST_NOTED:]
