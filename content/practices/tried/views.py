"""« J’ai essayé » : one line that a member sends, changes or takes back; a moderator reads it before it shows.

The form is on pages of signed-in members only, which no cache keeps: it carries Django's own CSRF token.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accounts.requests import MemberRequest
from content.models import Tried
from content.practices.permissions import has_written, readable_sheet, takes_part
from content.practices.privacy_hints import remarks
from content.practices.tried.forms import TriedForm
from content.serving import serve_again
from lib.http import INVALID, TOO_MANY, form_view
from lib.limits import within_limit

SENT = "Merci. Votre ligne est partie en relecture. Elle paraîtra ici, sans votre nom."
ALREADY_THERE = "Votre ligne est déjà publiée, avec ces mots."
TOO_MANY_LINES = "Vous avez écrit beaucoup de lignes aujourd’hui. Gardez celle-ci et envoyez-la demain."
TAKEN_BACK = "Votre ligne est retirée. Vous pouvez en écrire une autre quand vous voulez."


@form_view
def tried(request: MemberRequest, slug: str) -> HttpResponse:
    """Send or change the line. A hint asks once more; a second sending passes. A GET leads to the sheet."""
    practice = readable_sheet(request, slug)
    if request.method != "POST":
        return redirect(practice.address)
    if not takes_part(request.user) or has_written(request.user, practice):
        raise PermissionDenied
    form = TriedForm(request.POST)
    if not form.is_valid():
        return serve_again(request, practice, INVALID, form=form)
    words = form.cleaned_data["words"]
    form.remarks = remarks(words, request.user)
    if set(form.remarks) - set(request.POST.getlist("already_said")):
        return serve_again(request, practice, INVALID, form=form)
    if not within_limit(request, "tried", key=str(request.user.pk)):
        form.add_error("words", TOO_MANY_LINES)
        return serve_again(request, practice, TOO_MANY, form=form)
    line = Tried.say(practice, request.user, words)
    messages.success(request, ALREADY_THERE if line.state == Tried.State.PUBLISHED else SENT)
    return redirect(practice.address)


@require_POST
def take_back(request: MemberRequest, slug: str) -> HttpResponse:
    """Erase the line of the member; doing it twice changes nothing."""
    practice = readable_sheet(request, slug)
    lines = Tried.objects.filter(practice=practice, user=request.user)
    if lines.delete()[0]:
        messages.success(request, TAKEN_BACK)
    return redirect(practice.address)
