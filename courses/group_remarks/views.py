"""« Chez nous, on fait autrement »: what a member sends about a lesson, and what became of it, for them alone."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from content.practices.privacy_hints import remarks as hints
from content.serving import refuse_unreadable
from courses.group_remarks import rules
from courses.group_remarks.forms import NAMED, GroupRemarkForm
from courses.learning.lookup import Reading, find_reading, lesson_address
from courses.models import GroupRemark
from lib.http import INVALID, TOO_MANY, form_view
from lib.idempotency import name_of_form
from lib.limits import within_limit

A_PAGE = 20
SENT = "Merci. Votre remarque est partie. Rien ne paraît sur le site avant qu’une personne de l’équipe la lise."
TOO_MANY_TODAY = "Vous avez envoyé beaucoup de remarques aujourd’hui. Gardez celle-ci et envoyez-la demain."
TOO_MANY_WAITING = (
    f"Déjà {rules.MOST_WAITING} remarques de votre groupe attendent d’être lues. "
    "Gardez celle-ci et envoyez-la dans quelques jours."
)
TOO_MANY_OF_ONE = (
    f"Déjà {rules.MOST_OF_ONE} de vos remarques attendent d’être lues. "
    "Gardez celle-ci et envoyez-la dans quelques jours."
)
TAKEN_BACK = "Votre remarque est retirée, et effacée."
TOO_LATE = "Cette remarque a déjà une suite. On ne peut plus la retirer."


@form_view
def send(request: MemberRequest, module: str, lesson: str) -> HttpResponse:
    """Send a remark for one's group. A hint asks once more; a second sending passes.

    Raise Http404 without a lesson to read, PermissionDenied when somebody without a group sends.
    """
    reading = find_reading(module, lesson)
    refuse_unreadable(request, reading.lesson)
    groups = rules.groups_of(request.user)
    if request.method != "POST" or not groups:
        if request.method == "POST":
            raise PermissionDenied
        return _page(request, reading, GroupRemarkForm(groups=groups) if groups else None)
    form = GroupRemarkForm(request.POST, groups=groups)
    if not form.is_valid():
        return _page(request, reading, form, INVALID)
    words = form.cleaned_data["words"]
    form.remarks = hints(words, request.user)
    if set(form.remarks) - set(request.POST.getlist("already_said")):
        return _page(request, reading, form, INVALID)
    if not within_limit(request, "group_remark", key=str(request.user.pk)):
        form.add_error(None, TOO_MANY_TODAY)
        return _page(request, reading, form, TOO_MANY)
    said = rules.Said(form.cleaned_data["kind"], words, form.cleaned_data["credit"] == NAMED)
    try:
        rules.send(request.user, form.chosen_group, reading.lesson, said, name_of_form(form, request.user))
    except (rules.TooManyWaitingError, rules.TooManyOfOneError) as error:
        form.add_error(None, TOO_MANY_OF_ONE if isinstance(error, rules.TooManyOfOneError) else TOO_MANY_WAITING)
        return _page(request, reading, form, TOO_MANY)
    messages.success(request, SENT)
    return redirect("courses:my_remarks")


def _page(request: MemberRequest, reading: Reading, form: GroupRemarkForm | None, status: int = 200) -> HttpResponse:
    """Return the page of the form; without a form, what somebody without a group reads."""
    place = lesson_address(reading.module, reading.lesson)
    context = {"lesson": reading.lesson, "place": place, "form": form, "most_waiting": rules.MOST_WAITING}
    return render(request, "courses/group_remark.html", context, status=status)


@require_safe
def mine(request: MemberRequest) -> HttpResponse:
    """Show one's own remarks, the latest first, and what became of each. Constant number of queries."""
    sent = GroupRemark.objects.filter(sender=request.user).select_related("peer_group").order_by("-sent_on", "-pk")
    page = Paginator(sent, A_PAGE).get_page(request.GET.get("page"))
    lessons = rules.lessons_by_key(list(page))
    rows = [(remark, lessons.get(remark.lesson_key)) for remark in page]
    return render(request, "courses/my_remarks.html", {"rows": rows, "page_obj": page})


@require_POST
def take_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Erase one's own remark while nothing is decided; say so when it is too late. Nobody else's is touched."""
    if rules.take_back(request.user, pk):
        messages.success(request, TAKEN_BACK)
    elif GroupRemark.objects.filter(sender=request.user, pk=pk).exists():
        messages.info(request, TOO_LATE)
    return redirect("courses:my_remarks")
