"""The purge of the courses app (docs/privacy.md)."""

from django.utils import timezone

from courses.models import Feedback, GroupReading, GroupRemark, Note
from courses.subjects import rules, seats


def purge() -> int:
    """Erase old answers, remarks of groups, notes, subjects, seats, and readings never confirmed or set aside.

    Forget who sent a handled remark. Return how many rows. A note says beside it, and on « Mes notes pour moi », when
    it goes.
    """
    today = timezone.localdate()
    forgotten = GroupRemark.objects.forget_senders(today)
    erased, _ = GroupRemark.objects.over(today).delete()
    erased += GroupReading.objects.over(today).delete()[0]
    erased += rules.forget_over() + seats.forget_over()
    return Feedback.forget_old(today) + forgotten + erased + Note.forget_old(timezone.now())
