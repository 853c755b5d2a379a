"""What keeps a lesson from being published, at every door (courses/quality.py says what)."""

import structlog
from wagtail.models import Revision

from content.ready import NotReadyError
from courses.editing.drafts import missing_in

BY_THE_CLOCK = "wagtail.publish.scheduled"
logger = structlog.get_logger("entrepairs.courses")


def is_kept_back(revision: Revision, log_action: bool | str) -> bool:
    """Whether a lesson's text must not be published yet. Raises NotReadyError when somebody is there to read why.

    At its hour nobody is: the appointment is cancelled, the draft stays, and the pages after it are published.
    """
    lesson = revision.as_object()
    missing = missing_in(lesson)
    if not missing:
        return False
    if log_action != BY_THE_CLOCK:
        raise NotReadyError(lesson, [remark.advice for remark in missing])
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    logger.warning("lesson kept back", page=lesson.pk, missing=len(missing))
    return True
