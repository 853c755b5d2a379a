"""The purge of the courses app (docs/privacy.md)."""

from django.utils import timezone

from courses.models import Feedback, GroupRemark, Note


def purge() -> int:
    """Erase old answers, old remarks of groups, old notes; forget who sent the remarks handled. Return how many rows.

    A note says beside it, and on « Mes notes pour moi », when it goes.
    """
    today = timezone.localdate()
    forgotten = GroupRemark.objects.forget_senders(today)
    erased, _ = GroupRemark.objects.over(today).delete()
    return Feedback.forget_old(today) + forgotten + erased + Note.forget_old(timezone.now())
