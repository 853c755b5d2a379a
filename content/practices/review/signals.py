"""Listeners that write in the history of a review what Wagtail does with a sheet: submit, reject, publish, unpublish.

The desk, the site and Wagtail's own buttons all end in the same signals: the history is written here, once.
"""

from typing import Any

from wagtail.models import Page, Revision, TaskState, WorkflowState

from accounts.models import User
from content.models import PracticeMessage, PracticePage, ReviewCase, ReviewStep
from content.publishing import sent_again, two_readers

Act = ReviewStep.Act


def _sheet_of(state: WorkflowState) -> PracticePage | None:
    page = state.content_object
    page = page.specific if isinstance(page, Page) else None
    return page if isinstance(page, PracticePage) else None


def on_submitted(instance: TaskState, user: User | None = None, **kwargs: Any) -> None:
    """Open the case of a submitted sheet, or record that its author sent it again after a remark.

    Raises NotReadyError when somebody else sends a sheet that its author took back.
    """
    sheet = _sheet_of(instance.workflow_state)
    if sheet is None:
        return
    sent_again.check_sender(sheet, user)
    case = ReviewCase.open_for(practice=sheet)
    if case.waits_for_author:
        case.record(Act.ANSWERED, user)


def on_rejected(instance: TaskState, user: User | None = None, **kwargs: Any) -> None:
    """Record that a moderator asked for changes, and send their words to the author."""
    sheet = _sheet_of(instance.workflow_state)
    if sheet is not None:
        text = instance.get_comment() or "Quelque chose est à changer."
        PracticeMessage.objects.create(practice=sheet, sender=user, from_author=False, text=text[:2000])
        ReviewCase.open_for(practice=sheet).record(Act.REMARK, user, text[:2000])


def on_cancelled(instance: WorkflowState, user: User | None = None, **kwargs: Any) -> None:
    """Close the case when the author cancels in the admin. A moderator who cancels leaves it on the desk.

    Wagtail cancels the review too when an hour is set for the version in review: nobody takes anything back then.
    """
    sheet = _sheet_of(instance)
    if sheet is None or user is None or two_readers.acting_user() or sheet.owner_id != user.pk:
        return
    case, latest = ReviewCase.find_open(sheet), sheet.get_latest_revision()
    if case is not None and not (latest and latest.approved_go_live_at):
        case.record(Act.WITHDRAWN, user, closing=True)


def on_published(instance: PracticePage, revision: Revision | None = None, **kwargs: Any) -> None:
    """Close the case of a sheet that is now on the site. A member's sheet has one even when nobody sent it."""
    case = ReviewCase.find_open(instance) if instance.live else None
    if case is None and instance.live and instance.owner_id and not instance.alias_of_id:
        case = ReviewCase.objects.create(practice=instance)
    if case is not None:
        closes = not _another_text_waits(instance, revision)
        # Wagtail's editor publishes without saying who: it is the person who saved that version just before.
        actor = two_readers.acting_user() or (revision.user if revision else None)
        case.record(Act.PUBLISHED, actor, closing=closes, text_hash=two_readers.fingerprint(instance))


def _another_text_waits(sheet: PracticePage, published: Revision | None) -> bool:
    """Return whether a later text than the one that comes to the site is in review: its case is not that one's."""
    if published is None or published.is_latest_revision() or sheet.current_workflow_state is None:
        return False
    return two_readers.fingerprint(sheet.get_latest_revision_as_object()) != two_readers.fingerprint(sheet)


def on_unpublished(instance: PracticePage, **kwargs: Any) -> None:
    """Record that a sheet left the site. The withdrawal by its author is recorded where it is done."""
    if two_readers.acting_user():
        return
    case = ReviewCase.objects.filter(practice=instance).order_by("-opened_at", "-pk").first()
    if case is not None:
        case.record(Act.UNPUBLISHED, None)


def connect() -> None:
    """Connect the listeners to the signals of Wagtail."""
    from wagtail import signals

    signals.task_submitted.connect(on_submitted, dispatch_uid="content.practices")
    signals.task_rejected.connect(on_rejected, dispatch_uid="content.practices")
    signals.workflow_cancelled.connect(on_cancelled, dispatch_uid="content.practices")
    signals.page_published.connect(on_published, sender=PracticePage, dispatch_uid="content.practices")
    signals.page_unpublished.connect(on_unpublished, sender=PracticePage, dispatch_uid="content.practices")
