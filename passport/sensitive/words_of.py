"""Which words of a person's text may let a reader guess their health: the editors' list, and their own groups.

It warns, it never forbids: the holder decides, text by text (3-passport.md §1).
"""

from collections.abc import Iterable

from accounts.models import Membership, User
from lib.text import NBSP
from passport.models import Entry, HealthWord
from passport.sensitive.finder import Finder


def finder(user: User | None = None) -> Finder:
    """What to look for, read once for many texts; with `user`, the names of their own groups, left ones included."""
    listed = HealthWord.objects.values_list("folded", flat=True)
    own = Membership.objects.filter(user=user).values_list("peer_group__name", flat=True) if user else ()
    return Finder([*listed, *own])


def found(text: str, user: User | None = None) -> list[str]:
    """The sensitive words of `text`, as it writes them."""
    return finder(user).found(text) if text.strip() else []


def found_in_entry(entry: Entry, user: User) -> list[str]:
    """The sensitive words of everything the holder wrote on a line, each once."""
    texts = (entry.own_title, entry.task, entry.setting, entry.own_words, entry.my_part)
    return found("\n".join(text for text in texts if text), user)


def sentence(words: Iterable[str]) -> str:
    """The warning, in words: « Ce mot peut faire deviner votre santé… Vous décidez. »; empty without a word."""
    quoted = [f"«{NBSP}{word}{NBSP}»" for word in words]
    if not quoted:
        return ""
    subject = "Ce mot peut" if len(quoted) == 1 else "Ces mots peuvent"
    return f"{subject} faire deviner votre santé{NBSP}: {', '.join(quoted)}. Vous décidez."
