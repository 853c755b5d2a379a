"""What the content app forgets by itself (docs/privacy.md)."""

from django.utils import timezone

from content.practices import questions


def purge() -> int:
    """Erase questions left without an answer for twelve months, and the words of those answered as long ago."""
    today = timezone.localdate()
    _, erased = questions.over(today).delete()
    return erased.get("content.Question", 0) + questions.forget_texts(today)
