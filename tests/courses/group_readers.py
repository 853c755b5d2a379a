"""Those who say that their group has read a module together."""

from accounts.models import Membership, User
from courses.group_readings import rules
from courses.models import GroupReading
from directory.models import PeerGroup
from tests.people import facilitates, person


def runs(group: PeerGroup, name: str, coordinator: User | None = None) -> User:
    """Return somebody who runs a group, their place confirmed by a coordinator of their own."""
    by = person(f"Coordination {name}") if coordinator is None else coordinator
    confirmed = {"role_confirmed_by": by, "role_confirmed_at": facilitates()["role_accepted_at"]}
    return Membership.objects.create(user=person(name), peer_group=group, **facilitates(), **confirmed).user


def confirm(reading: GroupReading, moderator: User) -> None:
    """Confirm a reading as its page shows it now."""
    shown = GroupReading.objects.get(pk=reading.pk)
    rules.confirm(shown.pk, moderator, shown.seen)
