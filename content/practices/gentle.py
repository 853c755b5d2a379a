"""A gentle check of what is about to be published: it warns, it never blocks."""

from accounts.models import User
from passport import sensitive

NBSP = "\N{NO-BREAK SPACE}"


def remarks(text: str, user: User | None) -> list[str]:
    """What to look at again before sending `text`, each a whole French sentence; empty when there is nothing."""
    words = sensitive.found(text, user)
    return [f"Ce mot parle de santé{NBSP}: «{NBSP}{word}{NBSP}»." for word in words]
