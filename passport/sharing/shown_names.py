"""The names that a share shows: those of who confirms are present ones, the holder's own is the one they chose."""

from collections.abc import Collection, Sequence

from accounts.account.former_name import Holder, Place
from accounts.models import User
from passport.models import Entry, Share
from passport.sensitive import words_of
from passport.sharing.snapshot import FrozenEntry


def present(entries: Collection[tuple[Entry, FrozenEntry]]) -> dict[int, str]:
    """Return the name that each accepted confirmation shows now, by its primary key. Needs `entry.accepted`.

    A name changed since the share opened was never looked at by its holder, who answers for what it says: it is not
    shown, and the former one is not either. The next share shows it, once they have looked at it.
    """
    names = {each.pk: each.name_shown for entry, _ in entries for each in entry.accepted}
    frozen = {each.pk: each.name for _, texts in entries for each in texts.confirmations or ()}
    return {pk: "" if frozen.get(pk) and name != frozen[pk] else name for pk, name in names.items()}


def places(user: User, former: str) -> Sequence[Place]:
    """Return the member's open shares that show the former name."""
    shares = Share.objects.of(user).open().filter(shown_name=former)
    return [Place(former, f"Partage ouvert pour {share.recipient_label}", share.get_absolute_url()) for share in shares]


def replace(user: User, former: str) -> None:
    """Show the present name in the open shares that show the former one."""
    Share.objects.of(user).open().filter(shown_name=former).update(shown_name=user.display_name)


def warning(user: User) -> str:
    """Return the warning on the words of the member's present name, or ""."""
    return words_of.sentence(words_of.found(user.display_name, user))


HOLDER = Holder(places, replace, warning)
