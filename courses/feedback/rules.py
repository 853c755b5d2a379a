"""What is asked once of each member about a module finished. The account says that they answered, never what."""

from django.db import transaction
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.models import User
from courses.models import Enrolment, Feedback, ModulePage


def subject_key(module: ModulePage) -> str:
    """Return the name of a module among the subjects: it stays when the module moves or changes its title."""
    return str(module.translation_key)


def is_asked(request: HttpRequest, module: ModulePage) -> bool:
    """Return whether this member finished the module and may still say whether it served.

    Of a visitor nothing is asked: one person has as many browsers as they open.
    """
    return isinstance(request.user, User) and _unanswered(request.user, module).exists()


@transaction.atomic
def keep(member: User, module: ModulePage, given: Feedback) -> bool:
    """Keep an answer about a module, by itself, and note that this member gave one.

    Return False, keeping nothing, when they did already: of several presses at once, one counts.
    """
    if not _unanswered(member, module).update(has_answered=True):
        return False
    given.subject_kind, given.subject_key = Feedback.Subject.MODULE, subject_key(module)
    given.save()
    return True


def _unanswered(member: User, module: ModulePage) -> QuerySet[Enrolment]:
    return Enrolment.objects.filter(user=member, module=module, finished_at__isnull=False, has_answered=False)
