"""« J’ai essayé » : one line, sent, changed or taken back by who wrote it; read by a moderator before it shows.

The form stands on pages of signed-in people only, which are never kept for others: it carries Django's own token.
"""

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from content.models import PracticePage, Tried
from content.practices.finding import readable_practice
from content.practices.gentle import remarks
from content.practices.permissions import takes_part
from lib.http import INVALID

NBSP = "\N{NO-BREAK SPACE}"
SENT = "Merci. Votre ligne est partie en relecture. Elle paraîtra ici, sans votre nom."
ALREADY_THERE = "Votre ligne est déjà publiée, avec ces mots."
TAKEN_BACK = "Votre ligne est retirée. Vous pouvez en écrire une autre quand vous voulez."


class TriedForm(forms.ModelForm):
    """The line. `remarks`: what to look at again, when it was sent and something in it could tell who or where."""

    remarks: list[str]

    class Meta:
        model = Tried
        fields = ("words",)
        labels = {"words": "Ce que ça a donné, en une phrase"}
        help_texts = {"words": f"300{NBSP}signes au plus. Sans nom de personne ni de lieu."}
        error_messages = {
            "words": {
                "required": "Écrivez ce que ça a donné, en une phrase.",
                "max_length": f"Votre phrase est trop longue{NBSP}: 300{NBSP}signes au plus.",
            }
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["words"].widget = forms.Textarea(attrs={"rows": 3})
        self.remarks = []

    def clean_words(self) -> str:
        """The words on one line."""
        return " ".join(self.cleaned_data["words"].split())


@require_http_methods(["GET", "HEAD", "POST"])
def tried(request: HttpRequest, slug: str) -> HttpResponse:
    """Send one's line, or change it. A remark asks again; sent a second time, it goes as it is. A GET: the sheet."""
    practice = readable_practice(request, slug)
    if request.method != "POST":
        return redirect(practice.address)
    if not takes_part(request.user):
        raise PermissionDenied
    form = TriedForm(request.POST)
    if not form.is_valid():
        return _asked_again(request, practice, form)
    words = form.cleaned_data["words"]
    form.remarks = remarks(words, request.user)
    if set(form.remarks) - set(request.POST.getlist("already_said")):
        return _asked_again(request, practice, form)
    line = Tried.say(practice, request.user, words)
    messages.success(request, ALREADY_THERE if line.state == Tried.State.PUBLISHED else SENT)
    return redirect(practice.address)


def _asked_again(request: HttpRequest, practice: PracticePage, form: TriedForm) -> HttpResponse:
    from content.practices.screens import practice_screen

    request.is_preview = False
    context = {"page": practice, "self": practice, **practice_screen(practice, request, form)}
    return render(request, practice.template, context, status=INVALID)


@require_POST
def take_back(request: HttpRequest, slug: str) -> HttpResponse:
    """Erase one's line; doing it twice changes nothing."""
    practice = readable_practice(request, slug)
    lines = Tried.objects.filter(practice=practice, user=request.user)
    if lines.delete()[0]:
        messages.success(request, TAKEN_BACK)
    return redirect(practice.address)
