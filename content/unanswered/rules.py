"""Counting what was asked in vain, day by day; the words are kept from the fifth day, when they can name nobody.

A person who asks the same thing on five different days makes it appear: days are counted, never people, since to tell
people apart the site would have to know who asks. What appears has no digit, three words at most, and no name that the
site knows: a rare family name in small letters may pass.
"""

import datetime

from django.db.models import F, QuerySet
from django.utils import timezone

from accounts.models import User
from content.models import Unanswered
from content.models.unanswered import DAYS_TO_KEEP_TEXT, MOST_WORDS
from content.practices.privacy_hints import is_first_name
from content.search.words import asked
from lib.secrets import Purpose, fingerprint
from lib.text import WORD, fold, fold_words

ASKED = Purpose("words that the search did not find", prefix="content.unanswered:")
KEPT = datetime.timedelta(days=365)
MOST_ROWS = 5_000  # whoever floods the search fills a table of this size, no more
State = Unanswered.State


def note(query: str) -> None:
    """Count one day for words that nothing answered, when these could be kept; nothing else is written.

    Once a day at most for the same words. The fifth day, the words are kept, unless one is somebody's display name.
    """
    words = asked(query)
    if not _may_be_kept(query, words):
        return
    key, today = fingerprint(ASKED, " ".join(words)), timezone.localdate()
    same = Unanswered.objects.filter(fingerprint=key)
    if same.exclude(last_day=today).update(days=F("days") + 1, last_day=today):
        _keep_words(same, words)
    elif not same.exists() and Unanswered.objects.count() < MOST_ROWS:
        Unanswered.objects.bulk_create([Unanswered(fingerprint=key, last_day=today)], ignore_conflicts=True)


def _may_be_kept(query: str, words: list[str]) -> bool:
    """Whether the words are few, and hold neither a digit nor a name: others are not even counted.

    A capital inside what is typed is taken for a name, beside the first names of a list.
    """
    typed = WORD.findall(query)
    has_digit = "@" in query or any(sign.isdigit() for sign in query)
    has_name = any(word.istitle() for word in typed[1:]) or any(is_first_name(fold(word)) for word in typed)
    return 0 < len(words) <= MOST_WORDS and not has_digit and not has_name


def _keep_words(same: QuerySet[Unanswered], words: list[str]) -> None:
    row = same.filter(state=State.COUNTED, days__gte=DAYS_TO_KEEP_TEXT).first()
    if row is None:
        return
    is_name = bool(set(words) & display_names())
    state, text = (State.REFUSED, "") if is_name else (State.KEPT, " ".join(words)[:80])
    same.filter(state=State.COUNTED).update(state=state, text=text)


def display_names() -> set[str]:
    """Return every folded word of the names that people are shown under (one query)."""
    return {word for name in User.objects.values_list("display_name", flat=True) for word in fold_words(name).split()}


def purge(today: datetime.date) -> int:
    """Erase what was last asked more than twelve months ago; return how many."""
    return Unanswered.objects.filter(last_day__lt=today - KEPT).delete()[0]
