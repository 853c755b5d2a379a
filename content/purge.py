"""What the content app forgets by itself (docs/privacy.md)."""

from django.utils import timezone

from content.practices.questions import rules as questions
from content.practices.sheets import drafts


def purge() -> int:
    """Erase what twelve months passed over: sheets begun and left, unanswered questions, the words of answered ones."""
    today = timezone.localdate()
    _, erased = questions.over(today).delete()
    return erased.get("content.Question", 0) + questions.forget_texts(today) + drafts.purge()
