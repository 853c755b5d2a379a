"""« Ma feuille de passeport »: a blank page for two people to fill while they talk, and the form that types it in."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from lib.http import INVALID, form_view
from passport.entries.forms import FULL
from passport.models import Entry, Skill
from passport.paper import rules as paper
from passport.paper.forms import MOST_ROWS, ROWS, PaperForm, rows_in
from passport.sensitive import words_of

EXAMPLES = 2  # skills named beside a family, as a memory aid


@login_not_required
@require_safe
def blank(request: HttpRequest) -> HttpResponse:
    """Show the blank page, the same for everybody: nothing of an account, no name of a site or a group."""
    families: dict[str, list[str]] = {}
    for skill in Skill.objects.offered().select_related("domain").order_by("domain__order", "order", "label"):
        examples = families.setdefault(skill.domain.label, [])
        if len(examples) < EXAMPLES:
            examples.append(skill.label)
    return render(request, "passport/paper_blank.html", {"families": list(families.items()), "rows": range(ROWS)})


@form_view
def type_in(request: MemberRequest) -> HttpResponse:
    """Type in several entries at once: all of them enter the passport, or none."""
    if request.method != "POST":
        return _page(request, PaperForm())
    rows = rows_in(request.POST)
    if "more" in request.POST:
        rows = min(rows + ROWS, MOST_ROWS)
        return _page(request, PaperForm(initial=request.POST.dict(), rows=rows))
    form = PaperForm(request.POST, rows=rows)
    if form.is_valid() and Entry.objects.of(request.user).are_full(len(form.filled)):
        form.add_error(None, FULL)
    if form.is_valid() and _take(request, form):
        return redirect("passport:index")
    return _page(request, form)


def _page(request: HttpRequest, form: PaperForm) -> HttpResponse:
    context = {"form": form, "has_room": form.count < MOST_ROWS}
    return render(request, "passport/paper.html", context, status=INVALID if form.errors else 200)


def _take(request: MemberRequest, form: PaperForm) -> bool:
    """Put the rows in the passport and say so; False when the words of one do not fit."""
    said = form.cleaned_data
    try:
        taken = paper.take(request.user, said["sheet"], said["written_on"], form.filled)
    except paper.TooLongError as error:
        form.say_too_long(error.number, error.room)
        return False
    messages.success(request, _in_words(taken))
    finder = words_of.finder(request.user)
    texts = "\n".join(f"{row.own_title}\n{row.own_words}" for row in form.filled)
    warning = words_of.sentence(finder.found(texts))
    if warning:
        messages.info(request, f"{warning} Dans un partage, ce texte n’est montré que si vous le gardez.")
    return True


def _in_words(taken: paper.Taken) -> str:
    """Return what entered, in one sentence for new entries and one for those that were there."""
    said = []
    if taken.added:
        count = len(taken.added)
        said.append(f"{f'{count} lignes' if count > 1 else 'Une ligne'} de plus dans votre passeport.")
    if taken.again:
        said.append("Ce qui y était déjà a reçu une fois de plus.")
    if not said:
        return "Cette feuille est déjà dans votre passeport."
    return " ".join([*said, "Vous seul lisez votre passeport."])
