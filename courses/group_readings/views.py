"""« Nous l’avons lu ensemble »: those who run a group say that it read a module, or take it back.

Its members read why a moderator set it aside.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.permissions import groups_run_by
from accounts.requests import MemberRequest
from content.serving import refuse_unreadable
from courses.group_readings import rules
from courses.group_readings.forms import GroupReadingForm
from courses.group_remarks.rules import groups_of
from courses.learning.lookup import find_contents
from courses.models import GroupReading, ModulePage
from directory.models import PeerGroup
from lib.http import INVALID, TOO_MANY, form_view
from lib.limits import within_limit

SAID = "Merci. Une personne de la modération va confirmer cette lecture."
CHANGED = "C’est changé."
SET_ASIDE = "Entre-temps, l’équipe a mis cette lecture de côté. Lisez pourquoi, puis redites-la si vous voulez."
TAKEN_BACK = "La lecture est retirée."
TOO_MANY_TODAY = "Vous avez changé cela beaucoup de fois aujourd’hui. Revenez demain."


@form_view
def reading(request: MemberRequest, module: str) -> HttpResponse:
    """Say that a group one runs read the module, change how it is named, or take it back.

    Raise Http404 without a module to read, PermissionDenied when somebody who runs no group sends.
    """
    page = find_contents(module).module
    refuse_unreadable(request, page)
    groups = list(groups_run_by(request.user).order_by("name"))
    if request.method != "POST":
        return _page(request, page, groups, _form(page, groups) if groups else None)
    if not groups:
        raise PermissionDenied
    form = GroupReadingForm(request.POST, groups=groups)
    if not within_limit(request, "group_reading", key=str(request.user.pk)):
        form.add_error(None, TOO_MANY_TODAY)
        return _page(request, page, groups, form, TOO_MANY)
    if "take_back" in request.POST:
        return _take_back(request, page, groups)
    if not form.is_valid():
        return _page(request, page, groups, form, INVALID)
    group, credit = form.chosen_group, form.cleaned_data["credit"]
    try:
        kept = rules.say(request.user, group, page, credit, knows=str(group.pk) in request.POST.getlist("knows"))
    except rules.SetAsideError:
        form.add_error(None, SET_ASIDE)
        return _page(request, page, groups, form, INVALID)
    messages.success(request, CHANGED if kept.confirmed_on else SAID)
    return redirect("courses:group_reading", page.slug)


def _form(page: ModulePage, groups: list[PeerGroup]) -> GroupReadingForm:
    """Return the form; who runs one group finds what was said for it."""
    said = GroupReading.objects.filter(module_key=page.translation_key, peer_group__in=groups)
    credits = list(said.values_list("credit", flat=True)) if len(groups) == 1 else []
    return GroupReadingForm(groups=groups, initial={"credit": credits[0]} if credits else None)


def _take_back(request: MemberRequest, page: ModulePage, groups: list[PeerGroup]) -> HttpResponse:
    """Take back the reading of one of these groups; that of another group is not touched."""
    asked = request.POST["take_back"]
    group = next((each for each in groups if str(each.pk) == asked), None)
    if group and rules.take_back(group, page):
        messages.success(request, TAKEN_BACK)
    return redirect("courses:group_reading", page.slug)


def _page(
    request: MemberRequest, page: ModulePage, groups: list[PeerGroup], form: GroupReadingForm | None, status: int = 200
) -> HttpResponse:
    """Return the page, with the readings of all their groups; without a form, what somebody who runs no group reads."""
    read_by = {*groups, *groups_of(request.user)}
    found = GroupReading.objects.filter(module_key=page.translation_key, peer_group__in=read_by)
    rows = [(reading, reading.peer_group in groups) for reading in found.select_related("peer_group")]
    told = [reading for reading, is_run in rows if is_run]
    context = {
        "module": page,
        "form": form,
        "rows": rows,
        "is_said": bool(told),
        "is_again": len(groups) == 1 and any(reading.set_aside_on for reading in told),
    }
    return render(request, "courses/group_reading.html", context, status=status)
