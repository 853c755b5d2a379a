"""The side of the peer advocates: take a question, write its answer, have a second one read it, publish, or close.

Everything here is 404 for anybody who is not a peer advocate; moderators read and publish what no second one can. No
page says who asked: nobody knows.
"""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import cast

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.requests import MemberRequest
from accounts.two_people import Advocates
from content.models import Fact, Question, ReviewStep
from content.models.headings import ANSWERED, WRITTEN
from content.practices import privacy_hints
from content.practices.permissions import (
    is_peer_advocate,
    moderates,
    question_to_answer,
    question_to_read,
    reads_questions,
)
from content.practices.questions import answer_rules
from content.practices.questions.answer_forms import AnswerSheetForm, CloseQuestionForm, PublishAnswerForm, SendBackForm
from lib.http import INVALID, form_view

PER_PAGE = 50
NO_LIST = "La page « Échange de pratiques » n’est pas encore publiée. Demandez à la modération : tout est gardé ici."
View = Callable[..., HttpResponse]


def with_question(load: Callable[[HttpRequest, int], Question]) -> Callable[[View], View]:
    """Load the question for the view with `load`; its page tells the peer advocate what another one did meanwhile."""

    def decorate(view: View) -> View:
        @never_cache
        @wraps(view)
        def wrapped(request: HttpRequest, pk: int) -> HttpResponse:
            question = load(request, pk)
            try:
                return view(request, question)
            except answer_rules.NotNowError as error:
                messages.info(request, str(error))
                if not is_peer_advocate(request.user):  # a moderator no longer reads a question that has moved on
                    return redirect("practices:questions")
                return redirect("practices:question", pk)

        return wrapped

    return decorate


def _readable(request: HttpRequest, pk: int) -> Question:
    """Return a question for a peer advocate; for a moderator, one whose answer they may read. Raises Http404 if not."""
    question, user = question_to_read(request, pk), cast("User", request.user)  # nobody else gets there
    if not is_peer_advocate(user) and not answer_rules.may_read(user, question, Advocates()):
        raise Http404
    return question


to_answer, to_read = with_question(question_to_answer), with_question(_readable)


@never_cache
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show the waiting questions, the oldest first, with who holds each and which ones the peer advocate may read.

    A moderator sees those alone whose answer they may read: no peer advocate can.
    """
    if not reads_questions(request):
        raise Http404
    advocates = Advocates()
    waiting: Sequence[Question] | QuerySet[Question] = Question.objects.waiting()
    if request.user not in advocates:
        drafted = Question.objects.waiting().filter(state=Question.State.DRAFTED)
        waiting = [each for each in drafted if answer_rules.may_read(request.user, each, advocates)]
    page = Paginator(waiting, PER_PAGE).get_page(request.GET.get("page"))
    lines = [
        {
            "question": question,
            "holder": answer_rules.holder(question),
            "may_read": answer_rules.may_read(request.user, question, advocates),
            "has_remark": answer_rules.has_remark(question),
        }
        for question in page
    ]
    return render(request, "content/practices/questions.html", {"lines": lines, "page_obj": page, "query": ""})


@require_safe
@to_read
def detail(request: MemberRequest, question: Question) -> HttpResponse:
    """Show a question: its text, its state, what the peer advocate may do."""
    advocates = Advocates()
    user, case = request.user, question.cases.order_by("-opened_at", "-pk").first()
    context = {
        "question": question,
        "remark": _remark(question),
        "steps": case.steps.select_related("actor") if case else [],
        "holder": answer_rules.holder(question),
        "may_take": answer_rules.may_take(user, question, advocates),
        "may_take_over": user in advocates and answer_rules.may_take_over(user, question),
        "may_write": user in advocates and answer_rules.may_write(user, question),
        "may_read": answer_rules.may_read(user, question, advocates),
    }
    return render(request, "content/practices/question_detail.html", context)


@require_POST
@to_answer
def take(request: MemberRequest, question: Question) -> HttpResponse:
    """Give the question to the peer advocate, who writes the answer."""
    answer_rules.take(question, request.user, over="over" in request.POST)
    return redirect("practices:write_answer", question.pk)


@require_POST
@to_answer
def hand_back(request: MemberRequest, question: Question) -> HttpResponse:
    """Leave the question to another peer advocate."""
    answer_rules.hand_back(question, request.user)
    messages.success(request, "La question attend de nouveau quelqu’un. Ce qui est écrit reste.")
    return redirect("practices:questions")


@form_view
@to_answer
def write(request: MemberRequest, question: Question) -> HttpResponse:
    """Save the answer for later, or send it to a second reader."""
    if not answer_rules.may_write(request.user, question):
        return redirect("practices:question", question.pk)
    if request.method != "POST":
        return _write_page(
            request, question, AnswerSheetForm(initial=AnswerSheetForm.initial_of(question), question=question)
        )
    to_read = "later" not in request.POST
    form = AnswerSheetForm(request.POST, question=question, complete=to_read)
    if not form.is_valid():
        return _write_page(request, question, form)
    answer_rules.keep_draft(question, request.user, form.draft(), form.cleaned_data["word_to_asker"], to_read=to_read)
    messages.success(request, "La réponse attend une deuxième personne." if to_read else "C’est gardé pour plus tard.")
    return redirect("practices:questions") if to_read else redirect("practices:write_answer", question.pk)


def _remark(question: Question) -> ReviewStep | None:
    """Return the last remark of a second reader."""
    case = question.cases.filter(closed_at__isnull=True).first()
    return case.steps.filter(act=answer_rules.Act.REMARK).last() if case else None


def _write_page(request: HttpRequest, question: Question, form: AnswerSheetForm) -> HttpResponse:
    context = {"question": question, "form": form, "remark": _remark(question)}
    return render(request, "content/practices/answer_write.html", context, status=INVALID if form.errors else 200)


@form_view
@to_read
def read(request: MemberRequest, question: Question) -> HttpResponse:
    """Show the answer that another peer advocate wrote, then publish it."""
    if not answer_rules.may_read(request.user, question, Advocates()):
        return redirect("practices:question", question.pk)
    form = PublishAnswerForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            page = answer_rules.publish(question, request.user, request.POST.get("text", ""))
        except answer_rules.NoListError:
            form.add_error(None, NO_LIST)
        except answer_rules.NoGroundError as error:
            form.add_error(None, f"{error} Renvoyez-la avec cette remarque.")
        else:
            messages.success(
                request, f"« {page.title} » est publiée. La personne la trouvera avec les mots de sa question."
            )
            return redirect("practices:questions")
    return _read_page(request, question, form, SendBackForm())


@require_POST
@to_read
def send_back(request: MemberRequest, question: Question) -> HttpResponse:
    """Send the answer back to its writer, with what is to be changed."""
    if not answer_rules.may_read(request.user, question, Advocates()):
        return redirect("practices:question", question.pk)
    form = SendBackForm(request.POST)
    if not form.is_valid():
        return _read_page(request, question, PublishAnswerForm(), form)
    answer_rules.send_back(question, request.user, form.cleaned_data["reason"])
    messages.success(request, "La réponse est revenue à qui l’a écrite, avec votre remarque.")
    return redirect("practices:questions")


def _read_page(
    request: MemberRequest, question: Question, form: PublishAnswerForm, reason: SendBackForm
) -> HttpResponse:
    draft = question.draft
    text = "\n".join(str(draft[name]) for name in WRITTEN)
    context = {
        "question": question,
        "draft": draft,
        "text": answer_rules.text_read(question),
        "headings": ANSWERED,
        "facts": Fact.objects.filter(pk__in=draft["facts"]),
        "remarks": privacy_hints.remarks(text, None if moderates(request.user) else request.user),
        "form": form,
        "reason_form": reason,
    }
    status = INVALID if form.errors or reason.errors else 200
    return render(request, "content/practices/answer_read.html", context, status=status)


@form_view
@to_answer
def close(request: MemberRequest, question: Question) -> HttpResponse:
    """Close the question without a sheet, with a private word for the person who asked."""
    if not answer_rules.may_write(request.user, question):
        return redirect("practices:question", question.pk)
    form = CloseQuestionForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        answer_rules.close(question, request.user, form.cleaned_data["word_to_asker"])
        messages.success(request, "La question est close. La personne lira votre mot avec les mots de sa question.")
        return redirect("practices:questions")
    context = {"question": question, "form": form}
    return render(request, "content/practices/answer_close.html", context, status=INVALID if form.errors else 200)
