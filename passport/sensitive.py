"""Which words of a person's text may let a reader guess their health: the editors' list, and their own groups."""

from accounts.models import Membership, User
from passport import words
from passport.models import HealthWord


def found(text: str, user: User | None = None) -> list[str]:
    """The sensitive words of `text`, as it writes them; with `user`, the names of their own groups count too."""
    if not text.strip():
        return []
    listed = list(HealthWord.objects.values_list("folded", flat=True))
    own = Membership.objects.filter(user=user).values_list("peer_group__name", flat=True) if user else ()
    return words.found(text, [*listed, *own])
