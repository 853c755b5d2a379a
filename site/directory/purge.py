"""What the directory forgets by itself."""

from django.utils import timezone

from directory.closed_days import ClosedDay
from directory.closings import MONTHS_KEPT
from directory.former_names import forget_oldest
from lib.days import months_before


def purge() -> int:
    """Delete the closed days of long ago, which no delay waits for any more, and names too many; return how many."""
    past = ClosedDay.objects.filter(day__lt=months_before(timezone.localdate(), MONTHS_KEPT))
    return past.delete()[0] + forget_oldest()
