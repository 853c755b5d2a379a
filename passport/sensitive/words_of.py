"""The words of a member's text that may let a reader guess their health: the editors' list, and their own groups.

The site warns and never forbids: the holder decides, text by text.
"""

from collections.abc import Iterable

from accounts.models import Membership, User
from lib.text import NBSP
from passport.models import Entry, HealthWord
from passport.sensitive.finder import Finder


def finder(user: User | None = None) -> Finder:
    """Return a finder to use on many texts; with `user`, it knows their own groups too, those they left included."""
    listed = HealthWord.objects.values_list("folded", flat=True)
    own = Membership.objects.filter(user=user).values_list("peer_group__name", flat=True) if user else ()
    return Finder([*listed, *own])


def found(text: str, user: User | None = None) -> list[str]:
    """Return the sensitive words of `text`, as it writes them."""
    return finder(user).found(text) if text.strip() else []


def found_in_entry(entry: Entry, user: User) -> list[str]:
    """Return the sensitive words of everything the holder wrote in an entry, each once."""
    texts = (entry.own_title, entry.task, entry.setting, entry.own_words, entry.my_part)
    return found("\n".join(text for text in texts if text), user)


def sentence(words: Iterable[str]) -> str:
    """Return the warning in words: « Ce mot peut faire deviner votre santé… Vous décidez. »; empty without a word."""
    quoted = [f"«{NBSP}{word}{NBSP}»" for word in words]
    if not quoted:
        return ""
    subject = "Ce mot peut" if len(quoted) == 1 else "Ces mots peuvent"
    return f"{subject} faire deviner votre santé{NBSP}: {', '.join(quoted)}. Vous décidez."
