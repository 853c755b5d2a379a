"""« À deux »: a second person adds themselves with their card, for one lesson, and is credited when it is finished."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache

from accounts import card_beside, card_only
from accounts.models import LoginCard
from accounts.secret_code import card_words
from accounts.sign_in.card_forms import CardWordsForm
from accounts.sign_in.guesses import here
from content.serving import refuse_unreadable
from courses.learning.lookup import find_reading, lesson_address
from lib.http import form_view, render_form
from lib.limits import too_many, within_limit

ALONE_AGAIN = "C’est noté : la deuxième personne n’est plus là."


@card_only.is_enough
@never_cache
@form_view
def pair(request: HttpRequest, module: str, lesson: str) -> HttpResponse:
    """Ask for the four words of the second person's card, or let them go. Raise Http404 without a lesson to read."""
    reading = find_reading(module, lesson)
    refuse_unreadable(request, reading.lesson)
    place = lesson_address(reading.module, reading.lesson)
    if request.method == "POST" and "leave" in request.POST:
        card_beside.end(request)
        messages.success(request, ALONE_AGAIN)
        return redirect(place)
    form = CardWordsForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        fingerprint = card_words.words_fingerprint(form.cleaned_data["words"])
        if not within_limit(request, "card", key=here(request, "alone", fingerprint)):
            return too_many(request)
        card = LoginCard.objects.present().filter(words_hmac=fingerprint).first()
        problem = card_beside.show(request, card, place)
        if not problem:
            messages.success(request, card_beside.JOINED)
            return redirect(place)
        form.add_error("words", problem)
    card_beside.await_at(request, place)
    context = {"lesson": reading.lesson, "place": place, "is_pair": card_beside.is_shown(request, place)}
    return render_form(request, "courses/pair.html", form, **context)
