"""The own page of a group or of a collective in the directory, kept by its people."""

from django.db import transaction

from accounts import acts
from accounts.models import GroupAct, User
from directory import keeping
from directory.models import Collective, PeerGroup


@transaction.atomic
def keep_group_page(group: PeerGroup, values: dict[str, object], version: int, by: User) -> None:
    """Change the page of a group and write it down. Raises keeping.ChangedMeanwhile, and then changes nothing."""
    keeping.keep(group, values, version, by, source="Tenu par le groupe")
    acts.record(group, GroupAct.Kind.PAGE_CHANGED, by)


def keep_collective_page(collective: Collective, values: dict[str, object], version: int, by: User) -> None:
    """Change the page of a collective. Raises keeping.ChangedMeanwhile, and then changes nothing."""
    keeping.keep(collective, values, version, by, source="Tenu par le collectif")
