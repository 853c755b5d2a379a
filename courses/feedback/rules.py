"""What is asked once about a module finished. The session says that one answered, never what."""

from django.http import HttpRequest

from courses.models import Feedback, ModulePage

ANSWERED = "feedback"  # in the session: the subjects about which one answered
MOST_NOTED = 100


def subject_key(module: ModulePage) -> str:
    """Return the name of a module among the subjects: it stays when the module moves or changes its title."""
    return str(module.translation_key)


def is_asked(request: HttpRequest, module: ModulePage) -> bool:
    """Return whether this browser may still say whether the module served: it does once."""
    return subject_key(module) not in request.session.get(ANSWERED, [])


def keep(request: HttpRequest, module: ModulePage, given: Feedback) -> None:
    """Keep an answer about a module, by itself, and note in the session that there was one."""
    key = subject_key(module)
    given.subject_kind, given.subject_key = Feedback.Subject.MODULE, key
    given.save()
    request.session[ANSWERED] = [*request.session.get(ANSWERED, []), key][-MOST_NOTED:]
