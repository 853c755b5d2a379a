"""« Pour vous seulement »: the note that a member keeps under a reflection, and all of theirs on one page.

The form stands on pages drawn for one member, which no cache keeps: it carries Django's own CSRF token. When the
session is lost, what was typed is kept sealed for its writer (accounts.sign_in.interrupted_forms).
"""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from content.serving import refuse_unreadable, serve_again
from courses.learning.lookup import Reading, find_reading, lesson_address
from courses.learning.reflections import Reflection, uuid_of
from courses.models import Note
from courses.notes import rules
from courses.notes.forms import TOO_OFTEN, NoteForm
from lib.http import INVALID, TOO_MANY, form_view
from lib.limits import within_limit

NOTES_A_PAGE = 20
KEPT = "C’est gardé, pour vous seulement."
ERASED = "Votre note est effacée."
NO_QUESTION = "Cette question n’est plus dans la leçon. Rien n’est gardé."


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show the notes of the member, latest first, with the lesson where each question stands today."""
    found = Note.objects.filter(user=request.user).order_by("-updated_at", "-pk")
    page_obj = Paginator(found, NOTES_A_PAGE).get_page(request.GET.get("page"))
    places = rules.places() if page_obj.object_list else {}
    notes = [(rules.read(note), places.get(note.block_id)) for note in page_obj]
    return render(request, "courses/notes.html", {"page_obj": page_obj, "notes": notes})


@require_POST
def erase(request: MemberRequest, block: UUID) -> HttpResponse:
    """Erase a note of the member; doing it twice changes nothing."""
    if rules.erase(request.user, block):
        messages.success(request, ERASED)
    return redirect("courses:notes")


@form_view
def keep(request: MemberRequest, module: str, lesson: str) -> HttpResponse:
    """Keep, change or erase the note under a reflection, then show the lesson again. A GET leads to the lesson.

    Raises Http404 when the member may not read the lesson.
    """
    reading = find_reading(module, lesson)
    refuse_unreadable(request, reading.lesson)
    key = request.POST.get("question", "")
    if request.method != "POST":
        return redirect(lesson_address(reading.module, reading.lesson))
    if "erase" in request.POST:
        return _erase_here(request, reading, key)
    reflection = reading.reflections.get(key)
    if reflection is None:
        return _say_it_is_gone(request, reading)
    return _keep_under(request, reading, reflection, NoteForm(key, request.POST))


def _erase_here(request: MemberRequest, reading: Reading, key: str) -> HttpResponse:
    block = uuid_of(key)
    if block and rules.erase(request.user, block):
        messages.success(request, ERASED)
    return redirect(f"{lesson_address(reading.module, reading.lesson)}#pour-vous-{block or ''}")


def _keep_under(request: MemberRequest, reading: Reading, reflection: Reflection, form: NoteForm) -> HttpResponse:
    if not form.is_valid():
        return _again(request, reading, form)
    if not within_limit(request, "note", key=str(request.user.pk)):
        form.add_error("words", TOO_OFTEN)
        return _again(request, reading, form, TOO_MANY)
    said = form.cleaned_data
    try:
        rules.keep(request.user, reflection, reading.lesson.title, said["words"], said["seen"])
    except rules.ChangedElsewhereError:
        form.show_other(rules.notes_under(request.user, [reflection]).get(reflection.id))
        return _again(request, reading, form)
    messages.success(request, KEPT)
    return redirect(f"{lesson_address(reading.module, reading.lesson)}#pour-vous-{form.block}")


def _say_it_is_gone(request: MemberRequest, reading: Reading) -> HttpResponse:
    """Show the lesson with the words that can no longer be kept there, to be copied."""
    typed = {"problem": NO_QUESTION, "lost_words": request.POST.get("words", "")}
    reading.lesson.reading = reading
    return serve_again(request, reading.lesson, INVALID, **typed)


def _again(request: MemberRequest, reading: Reading, form: NoteForm, status: int = INVALID) -> HttpResponse:
    reading.lesson.reading = reading
    return serve_again(request, reading.lesson, status, note=form)
