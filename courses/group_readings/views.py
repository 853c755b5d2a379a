"""« Nous l’avons lu ensemble »: those who run a group say that it read a module, or take it back."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect, render

from accounts.permissions import groups_run_by
from accounts.requests import MemberRequest
from content.serving import refuse_unreadable
from courses.group_readings import rules
from courses.group_readings.forms import GroupReadingForm
from courses.learning.lookup import find_contents
from courses.models import GroupReading, ModulePage
from directory.models import PeerGroup
from lib.http import INVALID, TOO_MANY, form_view
from lib.limits import within_limit

SAID = "Merci. Une personne de la modération va confirmer cette lecture."
CHANGED = "C’est changé."
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
    kept = rules.say(request.user, form.chosen_group, page, form.cleaned_data["credit"])
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
    """Return the page; without a form, what somebody who runs no group reads."""
    said = GroupReading.objects.filter(module_key=page.translation_key, peer_group__in=groups)
    context = {"module": page, "form": form, "said": said.select_related("peer_group")}
    return render(request, "courses/group_reading.html", context, status=status)
