"""/formations/sujets/: what is being written, what was refused and why; proposing a subject, taking one's own back."""

import uuid

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from courses.models import CommitteeSeat, Subject
from courses.subjects import permissions, rules, shown
from courses.subjects.committee import Committee
from courses.subjects.forms import ProposeForm, PublishedForm
from lib.http import INVALID, TOO_MANY, form_view, render_form
from lib.idempotency import name_of_form
from lib.limits import within_limit

A_PAGE = 30
SENT = "Merci. Le comité lira votre sujet. Ce qu’il décide se lira ici."
TOO_MANY_TODAY = "Vous avez proposé cinq sujets aujourd’hui. Gardez celui-ci et envoyez-le demain."
TOO_MANY_WAITING = f"Déjà {rules.MOST_WAITING} de vos sujets attendent. Gardez celui-ci, ou retirez-en un."
TAKEN_BACK = "Votre sujet est retiré, et effacé."
BEGUN, PUT_BACK, PUBLISHED = "C’est noté : en cours d’écriture.", "C’est noté : choisi.", "C’est noté : publié."
CHANGED = "Ce sujet a changé pendant ce temps. Relisez-le."
CHOOSE = "Choisissez une des réponses."


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """Show the subjects decided, and those that the member proposed. Constant number of queries."""
    page = Paginator(Subject.objects.decided(), A_PAGE).get_page(request.GET.get("page"))
    seat, committee = CommitteeSeat.objects.filter(user=request.user).first(), Committee.today()
    context = {
        "page_obj": page,
        "shown": shown.with_modules(list(page.object_list)),
        "mine": Subject.objects.proposed().filter(author=request.user),
        "may_propose": permissions.may_propose(request.user),
        "seat": seat,
        "committee": committee,
        "sits": request.user.pk in committee.seats,
        "names_seats": permissions.may_confirm(request),
        "may_write": permissions.may_write(request),
    }
    return render(request, "courses/subjects/index.html", context)


@form_view
def propose(request: MemberRequest) -> HttpResponse:
    """Send a subject. What could tell who is said once; a second sending passes."""
    if not permissions.may_propose(request.user):
        raise PermissionDenied
    form = ProposeForm(request.POST if request.method == "POST" else None, user=request.user)
    if not form.is_valid():
        return render_form(request, "courses/subjects/propose.html", form)
    if form.is_hinted(request.POST.getlist("already_said")):
        return _propose_page(request, form, INVALID)
    name = name_of_form(form, request.user)
    if not rules.is_kept(name) and not within_limit(request, "subject", key=str(request.user.pk)):
        form.add_error(None, TOO_MANY_TODAY)
        return _propose_page(request, form, TOO_MANY)
    try:
        rules.propose(request.user, form.cleaned_data["title"], form.cleaned_data["words"], name)
    except rules.TooManyWaitingError:
        form.add_error(None, TOO_MANY_WAITING)
        return _propose_page(request, form, TOO_MANY)
    messages.success(request, SENT)
    return redirect("courses:subjects")


def _propose_page(request: MemberRequest, form: ProposeForm, status: int) -> HttpResponse:
    return render(request, "courses/subjects/propose.html", {"form": form}, status=status)


@require_POST
def take_back(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Erase one's own subject while it waits; doing it twice changes nothing. Nobody else's is touched."""
    if rules.take_back(request.user, pk):
        messages.success(request, TAKEN_BACK)
    return redirect("courses:subjects")


@form_view
def write(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Let those who write the site say that a chosen subject is being written, no more, or published where."""
    if not permissions.may_write(request):
        raise Http404
    subject = get_object_or_404(Subject.objects.to_write(), pk=pk)
    step = request.POST.get("step", "")
    form = PublishedForm(request.POST if step == "publish" else None)
    if request.method == "POST" and step in ("begin", "put_back"):
        done = rules.begin(pk) if step == "begin" else rules.put_back(pk)
        return _told(request, BEGUN if step == "begin" else PUT_BACK, done=done)
    if form.is_valid():
        return _told(request, PUBLISHED, done=rules.publish(pk, form.cleaned_data["module"]))
    problem = CHOOSE if request.method == "POST" and step != "publish" else ""
    context = {"subject": subject, "form": form, "problem": problem}
    status = INVALID if problem or form.errors else 200
    return render(request, "courses/subjects/write.html", context, status=status)


def _told(request: MemberRequest, words: str, *, done: bool) -> HttpResponse:
    if done:
        messages.success(request, words)
    else:
        messages.warning(request, CHANGED)
    return redirect("courses:subjects")
