"""How many workshops a group may hold at once: those to come, and those that come back; what is over takes no room."""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from directory.models import PeerGroup
from gatherings.models import Workshop, WorkshopDate, WorkshopQuerySet
from gatherings.repeats import Repeats

MOST_SHOWN = 200  # workshops of one group, or of the network, to come or coming back


class TooManyWorkshopsError(Exception):
    """The group has as many workshops to come as the site holds for it."""


def to_come(group: PeerGroup | None) -> WorkshopQuerySet:
    """Return the workshops of a group (of the network: None) that are shown, and have a date ahead or come back."""
    ahead = WorkshopDate.objects.ahead().filter(workshop=OuterRef("pk"), is_cancelled=False)
    goes_on = Q(last_day__isnull=True) | Q(last_day__gte=timezone.localdate())
    shown = Workshop.objects.shown().filter(peer_group=group)
    return shown.filter(Exists(ahead) | (~Q(repeats=Repeats.ONCE) & goes_on))


def check_room(group: PeerGroup | None, number: int) -> None:
    """Raise TooManyWorkshopsError when `number` more workshops to come would be above MOST_SHOWN."""
    if to_come(group).count() + number > MOST_SHOWN:
        raise TooManyWorkshopsError
