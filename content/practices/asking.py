"""« Poser une question » : the public side, for anybody. No account, no cookie, no session is asked or written.

The pages carry no token: a POST says that it comes from one of them (lib.http). The code is shown in the answer
to the very POST that asks, and nowhere else; it never stands in an address.
"""

import re
import secrets
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from content.models import Question
from content.practices import questions
from content.practices.gentle import remarks
from lib.http import CREATED, INVALID, TOO_MANY, form_view, same_origin
from lib.limits import too_many, within_limit

LONGEST = 2000  # characters
NBSP = "\N{NO-BREAK SPACE}"
UNKNOWN = (
    "Nous ne trouvons rien avec ces quatre mots. Regardez s’il n’y a pas une lettre de travers. "
    "Une question sans réponse est effacée au bout de douze mois."
)
_KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")


def new_key() -> str:
    """The random key of one page."""
    return secrets.token_urlsafe(16)


class QuestionForm(forms.Form):
    """The question. `remarks` are what to look at again, once, before it is sent as it is."""

    text = forms.CharField(
        label="Votre question",
        help_text=f"2{NBSP}000{NBSP}signes au plus. N’écrivez aucun nom de personne, de ville ou de groupe.",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 7}),
        error_messages={
            "required": "Écrivez votre question, même courte.",
            "max_length": f"Votre question est trop longue{NBSP}: 2{NBSP}000{NBSP}signes au plus.",
        },
    )
    key = forms.CharField(widget=forms.HiddenInput, required=False, initial=new_key)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remarks: list[str] = []

    def clean_text(self) -> str:
        """The text with plain line breaks, whatever the browser sends."""
        return self.cleaned_data["text"].replace("\r\n", "\n").replace("\r", "\n")

    def clean_key(self) -> str:
        """The page's key; a fresh one for what is none."""
        said = self.cleaned_data["key"]
        return said if _KEY.fullmatch(said) else new_key()


class CodeForm(forms.Form):
    """The four words of a code. The browser may keep nothing of them."""

    code = forms.CharField(
        label="Les quatre mots de votre code",
        help_text="Dans l’ordre. Les majuscules et les accents ne comptent pas.",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
        error_messages={"required": "Écrivez les quatre mots de votre code.", "max_length": UNKNOWN},
    )


@never_cache
@login_not_required
@same_origin
@form_view
def ask(request: HttpRequest) -> HttpResponse:
    """Ask. What could tell who or where is said once; sent a second time, the question goes as it is."""
    if request.method != "POST":
        return _ask_page(request, QuestionForm(), 200)
    form = QuestionForm(request.POST)
    if not form.is_valid():
        return _ask_page(request, form, INVALID)
    text = form.cleaned_data["text"]
    reader = request.user if request.user.is_authenticated else None  # the names of their own groups: warned of too
    form.remarks = remarks(text, reader)
    if set(form.remarks) - set(request.POST.getlist("already_said")):
        return _ask_page(request, form, INVALID)
    if not within_limit(request, "question", key=questions.visitor_key(request)):
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
    """What became of one's question, by its code. A code nobody has reads like one that was erased."""
    if request.method != "POST":
        return _find_page(request, CodeForm(), None)
    if not within_limit(request, "question_code", key=questions.visitor_key(request)):
        return too_many(request)
    form = CodeForm(request.POST)
    question = questions.find(form.cleaned_data["code"]) if form.is_valid() else None
    if question is None and form.is_valid():
        form.add_error("code", UNKNOWN)
    return _find_page(request, form, question)


def _find_page(request: HttpRequest, form: CodeForm, question: Question | None) -> HttpResponse:
    sheet = question.practice if question and question.practice and question.practice.live else None
    context = {"form": form, "question": question, "sheet": sheet}
    return render(request, "content/practices/question_find.html", context, status=INVALID if form.errors else 200)
