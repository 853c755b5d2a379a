"""« Mes fiches » : the sheets of a member, with the state of each, its messages and what its author may do."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from content.models import PracticeDraft, PracticePage, SecondWriter
from content.practices.permissions import may_delete, own_sheet, own_sheets, takes_part
from content.practices.sheets import actions, drafts, thanks
from content.practices.sheets.forms import LAST, MessageForm
from content.practices.sheets.states import state_of
from content.practices.tried.counted import lines_of, number_of_each, people_words
from lib.http import INVALID, form_view
from lib.limits import within_limit

SHEETS_A_PAGE = 20
TOO_MANY_WORDS = "Vous avez écrit beaucoup de mots aujourd’hui. Gardez celui-ci et envoyez-le demain."
OVER = "La relecture de cette fiche est terminée. Vous pouvez la changer et l’envoyer encore."


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show the sheets of the member, then their drafts. The number of queries does not depend on theirs."""
    mine = own_sheets(request.user).annotate(tried_by=number_of_each())
    page_obj = Paginator(mine, SHEETS_A_PAGE).get_page(request.GET.get("page"))
    begun = PracticeDraft.objects.filter(author=request.user).select_related("practice").order_by("-updated_at")
    to_read = set(SecondWriter.objects.readable_by(request.user).values_list("pk", flat=True))
    seconds = SecondWriter.objects.of(request.user)
    context = {
        "page_obj": page_obj,
        "sheets": [(sheet, state_of(sheet), people_words(sheet.tried_by)) for sheet in page_obj],
        "by_two": [(each, each.has_signed(each.latest_text), each.pk in to_read) for each in seconds],
        "begun": [(draft, drafts.read(draft).title) for draft in begun],
        "last_step": LAST,  # leads to the first step that lacks something
        "has_begun_new": any(draft.practice_id is None for draft in begun),
        "may_propose": takes_part(request.user),
        "thanked": thanks.due_to(request.user),
    }
    return render(request, "content/practices/mine.html", context)


@require_safe
def sheet(request: MemberRequest, pk: int) -> HttpResponse:
    """Show one of the member's own sheets."""
    return _show(request, own_sheet(request, pk), MessageForm())


def _show(request: MemberRequest, sheet: PracticePage, form: MessageForm) -> HttpResponse:
    latest, second = sheet.get_latest_revision_as_object(), getattr(sheet, "second_writer", None)
    state, has_draft = state_of(sheet), drafts.draft_of(request.user, sheet) is not None
    if not state.waits:
        form.fields["words"].label = "Un mot à la modération"
    context = {
        "sheet": sheet,
        "latest": latest,
        "signed": latest.signatures,
        "second": second if second and second.is_present else None,
        "state": state,
        "people": people_words(lines_of(sheet).count()),
        "conversation": sheet.messages.all(),
        "has_draft": has_draft,
        "first_step": LAST if has_draft else 1,
        "may_delete": may_delete(sheet),
        "may_change": takes_part(request.user),
        "form": form,
    }
    return render(request, "content/practices/my_sheet.html", context, status=INVALID if form.errors else 200)


@require_POST
def open_thanked(request: MemberRequest, pk: int) -> HttpResponse:
    """Lead to the member's own sheet on the site, or else to its state: the thanks for it are read."""
    sheet = own_sheet(request, pk)
    thanks.are_read(sheet)
    return redirect(sheet.address) if sheet.live else redirect("practices:my_sheet", pk)


@require_POST
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Send words to the moderators."""
    sheet = own_sheet(request, pk)
    form = MessageForm(request.POST)
    if form.is_valid() and not within_limit(request, "sheet_message", key=str(request.user.pk)):
        form.add_error("words", TOO_MANY_WORDS)
    if not form.is_valid():
        return _show(request, sheet, form)
    if actions.answer(sheet, request.user, form.cleaned_data["words"]):
        messages.success(request, "C’est parti. La modération le lit avec votre fiche.")
    else:
        messages.info(request, OVER)
    return redirect("practices:my_sheet", pk)


@form_view
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask for a confirmation, then take the sheet back; doing it twice changes nothing."""
    sheet = own_sheet(request, pk)
    if request.method != "POST":
        return render(request, "content/practices/withdraw.html", {"sheet": sheet})
    if actions.withdraw(sheet, request.user):
        messages.success(request, "Votre fiche est retirée. Elle reste à vous.")
    return redirect("practices:my_sheet", pk)


@form_view
def delete(request: MemberRequest, pk: int) -> HttpResponse:
    """Ask for a confirmation, then erase a sheet that is neither on the site nor on the desk."""
    sheet = own_sheet(request, pk)
    if request.method != "POST":
        return render(request, "content/practices/delete.html", {"sheet": sheet})
    if not actions.delete(sheet):
        messages.info(request, "Retirez d’abord cette fiche : elle est encore sur le site, ou en relecture.")
        return redirect("practices:my_sheet", pk)
    messages.success(request, "Votre fiche est effacée.")
    return redirect("practices:mine")
