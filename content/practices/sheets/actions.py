"""Actions of the author of a sheet: send it, send it again, answer a remark, withdraw it, delete it."""

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from wagtail.models import Page, TaskState, WorkflowState

from accounts.models import User
from content.models import PracticeIndexPage, PracticeMessage, PracticePage, ReviewCase, ReviewStep
from content.models.headings import WRITTEN
from content.practices.permissions import may_delete
from content.practices.sheets import drafts, signatures
from content.practices.sheets.drafts import Writing
from content.publishing import set_hours, two_readers
from passport.models import Skill

Act = ReviewStep.Act


@transaction.atomic
def send(user: User, sheet: PracticePage | None) -> PracticePage | None:
    """Send the draft of `user` to the moderators: a new sheet, or a new version of `sheet`. Return the sheet.

    Return None when there is nothing left to send: a button pressed twice makes one sheet. A live sheet stays as it
    is until the new version is published. Raises ValidationError for a text that Wagtail refuses to save.
    """
    if sheet is not None:
        sheet = sheet.lock()
    User.objects.select_for_update().get(pk=user.pk)  # as `drafts.keep` does
    draft = drafts.draft_of(user, sheet)
    if draft is None or not drafts.forget(user, sheet):
        return None
    writing = drafts.read(draft)
    if sheet is None:
        sheet = _new_sheet(user, writing)
    else:
        set_hours.end(sheet)
        sheet = sheet.get_latest_revision_as_object()
        _write(sheet, user, writing)
    sheet.save_revision(user=user, log_action=True)
    _submit(sheet, user)
    return sheet


def ask_to_sign_by_name(sheet: PracticePage, user: User) -> None:
    """Send the latest text again, signed with the author's present name: the moderators read a name as they do a text.

    A text that waits for its author's changes is left: they choose their signature as they send it.
    """
    state = sheet.current_workflow_state
    if state is None or state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        set_hours.end(sheet)
        text = sheet.get_latest_revision_as_object()
        text.credit_as, text.credit = signatures.credit_of(user, "name")
        text.save_revision(user=user, log_action=True)
        _submit(text, user)


def _write(sheet: PracticePage, user: User, writing: Writing) -> None:
    for name in (*WRITTEN, "audience", "about_rights"):
        setattr(sheet, name, getattr(writing, name))
    sheet.draft_title = writing.title
    sheet.credit_as, sheet.credit = signatures.credit_of(user, writing.credit)
    # The author chooses one skill, the first; the skills that a moderator added stay.
    chosen = list(Skill.objects.filter(slug=writing.skill))
    added = list(sheet.skills.all())[1:]
    sheet.skills.set([*chosen, *(skill for skill in added if skill not in chosen)])


def _new_sheet(user: User, writing: Writing) -> PracticePage:
    index = PracticeIndexPage.objects.get()
    # Two people at once: the tree gives each position to one only.
    Page.objects.select_for_update().get(pk=index.pk)
    index.refresh_from_db()
    sheet = PracticePage(slug="", owner=user, live=False, has_unpublished_changes=True)
    _write(sheet, user, writing)
    if not slugify(sheet.title):  # Wagtail makes no address of a title without a letter of ours
        sheet.slug = f"fiche-{get_random_string(8, 'abcdefghjkmnpqrstuvwxyz')}"
    return index.add_child(instance=sheet)


def _submit(sheet: PracticePage, user: User) -> None:
    state, case = sheet.current_workflow_state, ReviewCase.find_open(sheet)
    if state is None:
        if case is not None and not case.waits_for_author:  # an hour was set, and ends: this text comes after it
            case.record(Act.ANSWERED, user)
        workflow = sheet.get_workflow()
        if workflow is not None:
            state = workflow.start(sheet, user)
            # Wagtail would write to the author by mail, with the title of the sheet and an address of the admin.
            WorkflowState.objects.filter(pk=state.pk).update(requested_by=None)
        ReviewCase.open_for(practice=sheet)
    elif state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        TaskState.objects.filter(pk=state.current_task_state_id).update(revision=sheet.latest_revision_id)
        ReviewCase.open_for(practice=sheet).record(Act.ANSWERED, user)


@transaction.atomic
def answer(sheet: PracticePage, user: User, text: str) -> bool:
    """Send words to the moderators; return False when the review is over. The same words sent twice are kept once."""
    case = ReviewCase.find_open(sheet)
    if case is None:
        return False
    case = ReviewCase.objects.select_for_update().get(pk=case.pk)
    last = sheet.messages.last()
    if last is not None and last.from_author and last.text == text:
        return True
    PracticeMessage.objects.create(practice=sheet, sender=user, from_author=True, text=text)
    state = sheet.current_workflow_state
    if state is not None and state.status == WorkflowState.STATUS_NEEDS_CHANGES:
        state.resume(user)
    else:
        case.record(Act.ANSWERED, user)
    return True


@transaction.atomic
def withdraw(sheet: PracticePage, user: User) -> bool:
    """Take a sheet back, published or not; return False when there is nothing to take back. Its author keeps it."""
    held = sheet.lock()
    case = ReviewCase.find_open(held) if held else None
    if held is None or (case is None and not held.live and set_hours.of(held) is None):
        return False
    case = case or ReviewCase.objects.create(practice=held)
    case.record(Act.WITHDRAWN, user, closing=True)
    set_hours.end(held)  # what is saved next would set it again
    with two_readers.acting(user):
        state = held.current_workflow_state
        if state is not None:
            state.cancel(user=user)
        if held.live:
            held.unpublish()
    return True


@transaction.atomic
def delete(sheet: PracticePage) -> bool:
    """Erase a sheet that is neither on the site nor on the desk; return False otherwise."""
    held = sheet.lock()
    if held is None or not may_delete(held):
        return False
    held.delete()
    return True
