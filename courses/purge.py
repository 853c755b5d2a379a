"""The purge of the courses app (docs/privacy.md)."""

from django.utils import timezone

from courses.models import Feedback, Note


def purge() -> int:
    """Erase what people said of a training two years ago, and notes untouched for twelve months; return how many.

    A note says beside it, and on « Mes notes pour moi », when it goes.
    """
    return Feedback.forget_old(timezone.localdate()) + Note.forget_old(timezone.now())
