"""Those who accept the questions of other groups: read them, answer, and what becomes of an answer."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Membership
from accounts.requests import MemberRequest
from content.models import ColleagueAnswer, ColleagueQuestion
from content.practices.colleagues import rules
from content.practices.colleagues.ask_views import UNSIGNED
from content.practices.colleagues.forms import AnswerForm
from content.practices.permissions import (
    colleague_answer_to_choose,
    colleague_question,
    own_colleague_answer,
    reads_colleagues,
    takes_part,
)
from lib.http import INVALID, TOO_MANY, form_view
from lib.limits import within_limit

A_PAGE = 20
State = ColleagueAnswer.State
SENT = "Merci. Votre réponse est partie en relecture. La personne qui demande la lira ensuite."
ALREADY = "Vous avez déjà répondu. Pour dire autrement, retirez d’abord votre réponse."
TOO_MANY_TODAY = "Vous avez envoyé vingt réponses aujourd’hui. Gardez celle-ci et envoyez-la demain."
GONE = "Cette question n’est plus là. La personne qui l’a posée l’a retirée, ou elle est trop ancienne."
WITHDRAWN = "Votre réponse est retirée, et effacée."
BEGUN = "Vous avez déjà commencé une fiche. Envoyez-la ou effacez-la, puis revenez ici."


@require_safe
def read(request: MemberRequest) -> HttpResponse:
    """List what other groups ask, for those who accept to read it; lead the others to where they may.

    The list is the same for all: without the questions of one's own group, two people would learn whose it is.
    """
    if not reads_colleagues(request.user):
        return redirect("practices:colleagues")
    shown = ColleagueQuestion.objects.published().select_related("author").with_answers_told()
    page = Paginator(shown, A_PAGE).get_page(request.GET.get("page"))
    return render(request, "content/practices/colleagues_read.html", {"page_obj": page})


@require_POST
def accept(request: MemberRequest) -> HttpResponse:
    """Accept to read the questions of other groups, or stop. Raise Http404 for somebody who is in no group."""
    reads = "accept" in request.POST
    if reads and not Membership.objects.current().filter(user=request.user).exists():
        raise Http404
    rules.accept(request.user, reads=reads)
    messages.success(request, "C’est noté. Vous pouvez changer d’avis ici, quand vous voulez.")
    return redirect("practices:colleagues_read" if reads else "practices:colleagues")


@form_view
def answer(request: MemberRequest, pk: int) -> HttpResponse:
    """Answer a question of another group. A hint asks once more; a second sending passes."""
    try:
        question = colleague_question(request, pk)
    except Http404:
        return _gone(request)
    if question.author_id == request.user.pk:
        raise Http404
    own = ColleagueAnswer.objects.filter(question=question, author=request.user).first()
    if request.method != "POST":
        if own is not None and own.state != State.REFUSED:
            messages.info(request, ALREADY)
            return redirect("practices:colleague_question", pk)
        initial = {"words": own.text} if own else {}
        return _answer_page(request, question, AnswerForm(user=request.user, initial=initial), 200)
    form = AnswerForm(request.POST, user=request.user)
    if not form.is_valid() or form.is_hinted(request.POST.getlist("already_said")):
        return _answer_page(request, question, form, INVALID)
    if not within_limit(request, "colleague_answer", key=str(request.user.pk)):
        form.add_error(None, TOO_MANY_TODAY)
        return _answer_page(request, question, form, TOO_MANY)
    return _send(request, question, form)


def _gone(request: MemberRequest) -> HttpResponse:
    """Return what was typed about a question that is gone meanwhile. Raise Http404 when nothing was."""
    if request.method != "POST" or not reads_colleagues(request.user):
        raise Http404
    form = AnswerForm(request.POST, user=request.user)
    form.add_error(None, GONE)
    return _answer_page(request, None, form, INVALID)


def _send(request: MemberRequest, question: ColleagueQuestion, form: AnswerForm) -> HttpResponse:
    said = form.cleaned_data
    try:
        rules.answer(request.user, question.pk, said["words"].strip(), is_signed=said["is_signed"])
    except (rules.GoneError, rules.AnsweredError) as error:
        form.add_error(None, GONE if isinstance(error, rules.GoneError) else ALREADY)
        return _answer_page(request, question, form, INVALID)
    messages.success(request, SENT)
    return redirect("practices:colleague_question", question.pk)


def _answer_page(
    request: MemberRequest, question: ColleagueQuestion | None, form: AnswerForm, status: int
) -> HttpResponse:
    context = {"question": question, "form": form}
    return render(request, "content/practices/answer_colleague.html", context, status=status)


@require_POST
def withdraw(request: MemberRequest, pk: int) -> HttpResponse:
    """Erase one's own answer; doing it twice changes nothing. Nobody else's is touched."""
    if ColleagueAnswer.objects.filter(pk=pk, author=request.user).delete()[0]:
        messages.success(request, WITHDRAWN)
    return redirect("practices:colleagues")


@require_POST
def unsign(request: MemberRequest, pk: int) -> HttpResponse:
    """Take one's own name off an answer."""
    if ColleagueAnswer.objects.filter(pk=pk, author=request.user).exclude(signed_as="").update(signed_as=""):
        messages.success(request, UNSIGNED)
    return redirect("practices:colleagues")


@require_POST
def choose(request: MemberRequest, pk: int) -> HttpResponse:
    """Say that an answer helped, or that it did not after all: for whoever asked."""
    found = colleague_answer_to_choose(request, pk)
    has_helped = "helped" in request.POST
    if not rules.choose(request.user, found, has_helped=has_helped):
        raise Http404
    said = "C’est noté. La personne qui a écrit cette réponse peut en faire une fiche." if has_helped else "C’est noté."
    messages.success(request, said)
    return redirect("practices:colleague_question", found.question_id)


@require_POST
def begin_sheet(request: MemberRequest, pk: int) -> HttpResponse:
    """Open the form of a sheet, filled in with one's own answer that helped. Raise Http404 for any other."""
    found = own_colleague_answer(request, pk)
    if not found.has_helped or not takes_part(request.user):
        raise Http404
    try:
        rules.begin_sheet(request.user, found)
    except rules.DraftBegunError:
        messages.warning(request, BEGUN)
        return redirect("practices:mine")
    return redirect("practices:propose")
