"""The purge of the content app (docs/privacy.md)."""

from django.utils import timezone

from content import open_forms
from content.models import ContactMessage, ErrorReport
from content.practices.colleagues import rules as colleagues
from content.practices.questions import rules as questions
from content.practices.sheets import by_two, drafts
from content.unanswered import rules as unanswered


def purge() -> int:
    """Erase after twelve months: drafts, unanswered questions, the text of answered ones, what was searched in vain,
    questions to other groups that show (six, those that do not); three months after their end: messages and reported
    errors; after a week: words that wait for the second person of a sheet; after a day: what the admin previewed.
    Return how many.
    """
    today = timezone.localdate()
    _, erased = questions.over(today).delete()
    texts = erased.get("content.Question", 0) + questions.forget_texts(today)
    ended = sum(model.objects.over(today).delete()[0] for model in (ContactMessage, ErrorReport))
    ended += colleagues.purge(today)
    return unanswered.purge(today) + texts + ended + drafts.purge() + by_two.purge() + open_forms.purge()
