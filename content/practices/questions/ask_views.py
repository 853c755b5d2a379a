"""« Poser une question » : the public side, for any visitor, without account, cookie or session.

The pages carry no CSRF token: the origin of a POST is its proof (lib.http). The code is shown in the response to the
very POST that asks, and nowhere else; it is never part of an address.
"""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from content.models import PracticePage, Question
from content.practices import privacy_hints
from content.practices.questions import rules as questions
from content.practices.questions.ask_forms import LONGEST, UNKNOWN, FindQuestionForm, QuestionForm
from content.private_words import visitor_key
from content.serving import open_to_all, reachable
from lib.http import CREATED, INVALID, TOO_MANY, form_view, same_origin
from lib.limits import too_many, within_limit


@never_cache
@login_not_required
@same_origin
@form_view
def ask(request: HttpRequest) -> HttpResponse:
    """Keep a question. What may reveal a person or a place is shown once; a second sending passes."""
    if request.method != "POST":
        searched = request.GET.get("q", "").replace("\0", "")[:LONGEST]  # in vain, in « Pratiques »
        return _ask_page(request, QuestionForm(initial={"text": searched}), 200)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _ask_page(request, form, INVALID)
    if not questions.may_send(request):  # before the hints: each of them is an answer
        return _ask_page(request, form, TOO_MANY)
    text = form.cleaned_data["text"]
    member = request.user if request.user.is_authenticated else None  # the names of their own groups are hints too
    form.remarks = privacy_hints.names(text, member)
    if set(form.remarks) - set(request.POST.getlist("already_said")):
        return _ask_page(request, form, INVALID)
    if not questions.may_ask(request):
        return _ask_page(request, form, TOO_MANY)
    words = questions.ask(text, form.cleaned_data["key"])
    return render(request, "content/practices/question_asked.html", {"words": " ".join(words)}, status=CREATED)


def _ask_page(request: HttpRequest, form: QuestionForm, status: int) -> HttpResponse:
    context = {"form": form, "too_many": status == TOO_MANY}
    return render(request, "content/practices/question.html", context, status=status)


@never_cache
@login_not_required
@same_origin
@form_view
def find(request: HttpRequest) -> HttpResponse:
    """Show what became of a question, by its code. An unknown code and an erased one get the same answer."""
    if request.method != "POST":
        return _find_page(request, FindQuestionForm(), None)
    if not within_limit(request, "question_code", key=visitor_key(request)):
        return too_many(request)
    form = FindQuestionForm(request.POST)
    question = questions.find(form.cleaned_data["code"]) if form.is_valid() else None
    if question is None and form.is_valid():
        form.add_error("code", UNKNOWN)
    return _find_page(request, form, question)


def _find_page(request: HttpRequest, form: FindQuestionForm, question: Question | None) -> HttpResponse:
    sheets = open_to_all(reachable(PracticePage.objects))
    sheet = sheets.filter(pk=question.practice_id).first() if question else None
    context = {"form": form, "question": question, "sheet": sheet}
    return render(request, "content/practices/question_find.html", context, status=INVALID if form.errors else 200)
