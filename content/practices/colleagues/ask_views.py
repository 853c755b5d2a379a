"""« Demander aux autres groupes » : ask, follow what one asked and answered, withdraw, take one's name off.

Signed-in members only; nothing here is public, searched or kept by the page cache.
"""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Membership
from accounts.requests import MemberRequest
from content.models import ColleagueAnswer, ColleagueQuestion, ColleagueReader
from content.models.colleagues import LONGEST_TEXT
from content.practices.colleagues import rules
from content.practices.colleagues.forms import AskForm
from content.practices.permissions import colleague_question, takes_part
from lib.http import INVALID, TOO_MANY, form_view, number_in
from lib.idempotency import name_of_form
from lib.limits import within_limit

A_PAGE = 20
State = ColleagueQuestion.State
SENT = "Merci. Votre question est partie en relecture. Vous lirez les réponses ici."
TOO_MANY_TODAY = "Vous avez envoyé cinq questions aujourd’hui. Gardez celle-ci et envoyez-la demain."
TOO_MANY_WAITING = (
    f"Déjà {rules.MOST_WAITING} de vos questions attendent d’être lues. Gardez celle-ci, ou retirez-en une."
)
WITHDRAWN = "Votre question est retirée, et effacée. Les réponses partent avec elle."
UNSIGNED = "Votre nom ne se lit plus."


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show what the member asked and answered, the latest first. Constant number of queries."""
    asked = ColleagueQuestion.objects.filter(author=request.user).select_related("author").with_answers_told()
    page = Paginator(asked, A_PAGE).get_page(request.GET.get("page"))
    given = ColleagueAnswer.objects.filter(author=request.user).select_related("author", "question")
    context = {
        "page_obj": page,
        "given": given,
        "may_ask": takes_part(request.user),
        "in_a_group": Membership.objects.current().filter(user=request.user).exists(),
        "accepts": ColleagueReader.objects.filter(user=request.user).exists(),
    }
    return render(request, "content/practices/colleagues.html", context)


@require_POST
def read_news(request: MemberRequest) -> HttpResponse:
    """Open what one asked and answered from the news of it, which are said no more."""
    rules.read_news(request.user)
    return redirect("practices:colleagues")


@form_view
def ask(request: MemberRequest) -> HttpResponse:
    """Send a question. What could tell who is said once, and near sheets shown once; a second sending passes."""
    if not takes_part(request.user):
        raise PermissionDenied
    if request.method != "POST":
        return _ask_page(request, AskForm(user=request.user, initial=_begun(request)), 200)
    form = AskForm(request.POST, user=request.user)
    if not form.is_valid():
        return _ask_page(request, form, INVALID)
    said = form.cleaned_data
    is_hinted = form.is_hinted(request.POST.getlist("already_said"))
    form.near = rules.near_sheets(said["situation"])
    if is_hinted or {str(sheet.pk) for sheet in form.near} - set(request.POST.getlist("near")):
        return _ask_page(request, form, INVALID)
    name = name_of_form(form, request.user)
    if not rules.is_kept(name) and not within_limit(request, "colleague_question", key=str(request.user.pk)):
        form.add_error(None, TOO_MANY_TODAY)
        return _ask_page(request, form, TOO_MANY)
    asked = rules.Asked(said["situation"], said["already_tried"], said["is_signed"], said["lends_words"])
    try:
        question = rules.ask(request.user, asked, name)
    except rules.TooManyWaitingError:
        form.add_error(None, TOO_MANY_WAITING)
        return _ask_page(request, form, TOO_MANY)
    messages.success(request, SENT)
    return redirect("practices:colleague_question", question.pk)


def _begun(request: MemberRequest) -> dict[str, Any]:
    """Return what the form begins with: one's own question that was refused, or words searched in vain."""
    again = number_in(request.GET.get("reprendre", ""), 2**62) or 0
    refused = ColleagueQuestion.objects.filter(author=request.user, state=State.REFUSED, pk=again).first()
    if refused is not None:
        return {name: getattr(refused, name) for name in ("situation", "already_tried", "lends_words")}
    return {"situation": request.GET.get("q", "").replace("\0", "")[:LONGEST_TEXT]}


def _ask_page(request: MemberRequest, form: AskForm, status: int) -> HttpResponse:
    return render(request, "content/practices/ask_colleagues.html", {"form": form}, status=status)


@require_safe
def question(request: MemberRequest, pk: int) -> HttpResponse:
    """Show a question with its published answers, and what one may do there. Constant number of queries."""
    found = colleague_question(request, pk)
    is_mine = found.author_id == request.user.pk
    shown = ColleagueAnswer.objects.published().filter(question=found).select_related("author")
    own = None if is_mine else ColleagueAnswer.objects.filter(question=found, author=request.user).first()
    context = {
        "question": found,
        "is_mine": is_mine,
        "answers": shown.order_by("-has_helped", "pk"),
        "own": own,
    }
    return render(request, "content/practices/colleague_question.html", context)


@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Erase one's own question with its answers; doing it twice changes nothing. Nobody else's is touched."""
    if rules.erase(ColleagueQuestion.objects.filter(pk=pk, author=request.user)):
        messages.success(request, WITHDRAWN)
    return redirect("practices:colleagues")


@require_POST
def unsign(request: MemberRequest, pk: int) -> HttpResponse:
    """Take one's own name off a question."""
    if ColleagueQuestion.objects.filter(pk=pk, author=request.user).exclude(signed_as="").update(signed_as=""):
        messages.success(request, UNSIGNED)
    return redirect("practices:colleagues")
