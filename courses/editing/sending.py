"""« Envoyer la formation et ses leçons » : one press, then one review and one publication of all that changed.

What the moderators read together is what waits in the workflow of Wagtail: nothing more is kept of the sending.
"""

import dataclasses

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from wagtail.models import Page, WorkflowState

from accounts.models import User
from content.blocks import leave_out_blanks
from content.publishing.one_mail import one_mail_each
from courses.editing.draft_form import TITLE_WANTED, UNTITLED
from courses.models import LessonPage, ModulePage
from courses.models.training import TrainingPage


class NothingToSendError(Exception):
    """Raised when nothing of the module has changed since it was published or sent."""


class NotFinishedError(Exception):
    """Raised when a page of the module is not finished: nothing was sent."""


@dataclasses.dataclass(frozen=True)
class Parcel:
    """A page that would be sent: what it still lacks, in sentences; nothing when it is ready."""

    page: TrainingPage
    missing: tuple[str, ...] = ()

    @property
    def is_new(self) -> bool:
        """Return whether readers have never seen it."""
        return not self.page.live


def parcels_of(module: ModulePage) -> list[Parcel]:
    """Return what would be sent of a module: itself, then its lessons in order. A page under review is left out."""
    pages = [module, *LessonPage.objects.child_of(module)]
    changed = [page for page in pages if not page.live or page.has_unpublished_changes]
    busy = _under_review(changed)
    return [Parcel(page, _missing_in(page)) for page in changed if str(page.pk) not in busy]


def _under_review(pages: list[TrainingPage]) -> set[str]:
    running = WorkflowState.objects.filter(
        base_content_type=ContentType.objects.get_for_model(Page),
        object_id__in=[str(page.pk) for page in pages],
        status=WorkflowState.STATUS_IN_PROGRESS,
    )
    return set(running.values_list("object_id", flat=True))


def _missing_in(page: TrainingPage) -> tuple[str, ...]:
    latest = page.get_latest_revision_as_object()
    untitled = (TITLE_WANTED,) if latest.title == UNTITLED else ()
    return (*untitled, *latest.reasons_to_wait(latest)) if isinstance(latest, LessonPage) else untitled


@transaction.atomic
def send(module: ModulePage, user: User) -> list[TrainingPage]:
    """Submit what changed of a module to the review; return the pages sent. All of them are sent, or none.

    Raises NothingToSendError, or NotFinishedError when a page lacks something.
    """
    Page.objects.select_for_update().get(pk=module.pk)  # pressed twice, it is sent once
    parcels = parcels_of(module)
    if not parcels:
        raise NothingToSendError
    if any(parcel.missing for parcel in parcels):
        raise NotFinishedError
    with one_mail_each():
        for parcel in parcels:
            _submit(parcel.page, user)
    return [parcel.page for parcel in parcels]


def _submit(page: TrainingPage, user: User) -> None:
    revision = page.get_latest_revision() or page.save_revision(user=user)
    if isinstance(page, LessonPage):
        leave_out_blanks(revision, "body", "easy_read")
    state = page.current_workflow_state
    if state and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        page.get_workflow().start(page, user)
