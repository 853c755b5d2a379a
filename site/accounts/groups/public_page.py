"""The page of a group or of a collective in the directory, kept by its own people."""

from django.db import transaction

from accounts import journal
from accounts.models import GroupAct, User
from directory import editing
from directory.models import Collective, PeerGroup


def source_of(place: PeerGroup | Collective) -> str:
    """Return the source that the page names."""
    return "Tenu par le groupe" if isinstance(place, PeerGroup) else "Tenu par le collectif"


@transaction.atomic
def keep_group_page(group: PeerGroup, values: dict[str, object], version: int, by: User) -> None:
    """Change the page of a group and record the act. Raise as `directory.editing.keep` does, changing nothing."""
    editing.keep(group, values, version, by, source_of(group))
    journal.record(group, GroupAct.Kind.PAGE_CHANGED, by)


def keep_collective_page(collective: Collective, values: dict[str, object], version: int, by: User) -> None:
    """Change the page of a collective. Raise as `directory.editing.keep` does, changing nothing."""
    editing.keep(collective, values, version, by, source_of(collective))
