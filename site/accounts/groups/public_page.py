"""The own page of a group or of a collective in the directory, kept by its people."""

from django.db import transaction

from accounts import journal
from accounts.models import GroupAct, User
from directory import editing
from directory.models import Collective, PeerGroup


def source_of(place: PeerGroup | Collective) -> str:
    """What the page says of where its words come from."""
    return "Tenu par le groupe" if isinstance(place, PeerGroup) else "Tenu par le collectif"


@transaction.atomic
def keep_group_page(group: PeerGroup, values: dict[str, object], version: int, by: User) -> None:
    """Change the page of a group and write it down. Raises keeping.ChangedMeanwhile, and then changes nothing."""
    editing.keep(group, values, version, by, source_of(group))
    journal.record(group, GroupAct.Kind.PAGE_CHANGED, by)


def keep_collective_page(collective: Collective, values: dict[str, object], version: int, by: User) -> None:
    """Change the page of a collective. Raises keeping.ChangedMeanwhile, and then changes nothing."""
    editing.keep(collective, values, version, by, source_of(collective))
