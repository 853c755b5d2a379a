"""The public side, for any visitor, without account, cookie or session: write, then read the answer with four words.

The pages carry no CSRF token: the origin of a POST is its proof (lib.http). The words are shown in the response to the
very POST that writes, and nowhere else.
"""

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from content.contact import rules
from content.contact.forms import ContactForm, JoinForm
from content.models import ContactMessage
from content.private_words import PrivateWordsForm, visitor_key
from lib.http import CREATED, INVALID, TOO_MANY, form_view, same_origin
from lib.limits import too_many, within_limit

UNKNOWN = (
    "Nous ne trouvons rien avec ces quatre mots. Regardez s’il n’y a pas une lettre de travers. "
    "Une réponse est effacée au bout de trois mois."
)


@never_cache
@login_not_required
@same_origin
@form_view
def contact(request: HttpRequest) -> HttpResponse:
    """Keep a message to those who run the site."""
    form = ContactForm(request.POST if request.method == "POST" else None)
    return _written(request, form, "content/contact/contact.html")


@never_cache
@login_not_required
@same_origin
@form_view
def join(request: HttpRequest) -> HttpResponse:
    """Say how a group comes, and keep the message of one that wants to."""
    form = JoinForm(request.POST if request.method == "POST" else None)
    return _written(request, form, "content/contact/join.html", about=ContactMessage.About.JOIN.value)


def _written(request: HttpRequest, form: forms.Form, template: str, **said: str) -> HttpResponse:
    if not form.is_bound:
        return render(request, template, {"form": form})
    if not form.is_valid():
        return render(request, template, {"form": form}, status=INVALID)
    if not rules.may_write(request):
        return render(request, template, {"form": form, "too_many": True}, status=TOO_MANY)
    words = rules.keep(**form.cleaned_data, **said)
    return render(request, "content/contact/sent.html", {"words": " ".join(words)}, status=CREATED)


@never_cache
@login_not_required
@same_origin
@form_view
def find(request: HttpRequest) -> HttpResponse:
    """Show what became of a message, by its words. Unknown words and those of an erased one get the same answer."""
    if request.method != "POST":
        return render(request, "content/contact/find.html", {"form": PrivateWordsForm()})
    if not within_limit(request, "message_words", key=visitor_key(request)):
        return too_many(request)
    form = PrivateWordsForm(request.POST)
    message = rules.find(form.cleaned_data["code"]) if form.is_valid() else None
    if message is None and form.is_valid():
        form.add_error("code", UNKNOWN)
    status = INVALID if form.errors else 200
    return render(request, "content/contact/find.html", {"form": form, "message": message}, status=status)
