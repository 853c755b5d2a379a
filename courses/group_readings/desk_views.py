"""« Lectures » beside « Remarques des groupes » in the admin: moderators confirm what a group says, or set it aside."""

from collections.abc import Callable

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import URLPattern, path, reverse
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from accounts.requests import MemberRequest
from content.practices.permissions import moderates
from content.practices.review.views import for_moderators
from courses.group_readings import rules
from courses.group_readings.forms import SetAsideForm
from courses.group_remarks.desk_views import A_PAGE, TABS, for_writers, furniture
from courses.models import GroupReading
from lib.http import INVALID

TITLE = "Lectures des groupes"
CONFIRMED = "La lecture est confirmée."
SET_ASIDE = "La lecture est mise de côté. Elle ne compte plus. Le groupe lit pourquoi sur le site, s’il y revient."
COUNTS_AGAIN = "La lecture est remise : elle compte de nouveau."
WAITS_AGAIN = "La lecture n’est plus mise de côté : elle attend d’être confirmée."
CHANGED = "Cette lecture a changé pendant ce temps. Rien n’est fait : relisez-la, puis choisissez."
GONE = "Le groupe a retiré cette lecture pendant ce temps : il n’y a plus rien à décider."
OWN_GROUP = (
    "Vous êtes ou étiez de ce groupe, ou vous y avez nommé quelqu’un : "
    "une autre personne de la modération décide pour cette lecture."
)
NOT_TWO = (
    "Pas encore : la lecture de « {group} » compte déjà. "
    "Rien ne dit que deux personnes différentes parlent pour ces deux groupes. "
    "La coordination peut confirmer leurs places, ou une autre personne du groupe peut redire la lecture."
)


@require_safe
@for_writers
def readings(request: MemberRequest) -> HttpResponse:
    """Show the readings, those to confirm first. Constant number of queries."""
    found = GroupReading.objects.select_related("peer_group").waiting_first()
    page = Paginator(found, A_PAGE).get_page(request.GET.get("p"))
    modules, may_decide = rules.modules_by_key(list(page)), moderates(request.user)
    context = {
        **furniture(TITLE),
        "tabs": [(name, label) for name, (label, _) in TABS.items()],
        "rows": [(each, each.group_read_by(moderates=may_decide), modules.get(each.module_key)) for each in page],
        "page_obj": page,
        "may_decide": may_decide,
    }
    return render(request, "courses/admin/group_readings.html", context)


@require_safe
@for_writers
def reading(request: MemberRequest, pk: int) -> HttpResponse:
    """Show a reading and what happened to it. Raise Http404 when it was taken back, or erased."""
    return _page(request, pk, SetAsideForm())


def _page(request: MemberRequest, pk: int, form: SetAsideForm) -> HttpResponse:
    found = get_object_or_404(GroupReading.objects.select_related("peer_group"), pk=pk)
    may_decide = moderates(request.user)
    context = {
        **furniture("Une lecture", {"url": reverse("courses_group_readings"), "label": TITLE}),
        "reading": found,
        "module": rules.modules_by_key([found]).get(found.module_key),
        "steps": found.steps.select_related("actor"),
        "form": form,
        "group": found.group_read_by(moderates=may_decide),
        "may_decide": may_decide,
    }
    return render(request, "courses/admin/group_reading.html", context, status=INVALID if form.errors else 200)


def _decided(request: MemberRequest, pk: int, act: Callable[[], str], form: SetAsideForm | None = None) -> HttpResponse:
    """Do an act, which returns what it has done, and lead to the list; say there why it could not be done.

    What a moderator typed in a form about a reading that has changed stays before them, on its page.
    """
    try:
        messages.success(request, act())
    except GroupReading.DoesNotExist:
        messages.error(request, GONE)
    except rules.ReadingChangedError:
        if form:
            form.add_error(None, CHANGED)
            return _page(request, pk, form)
        messages.error(request, CHANGED)
    except rules.OwnGroupError:
        messages.error(request, OWN_GROUP)
    except rules.NotTwoPeopleError as error:
        messages.error(request, NOT_TWO.format(group=error.group))
    return redirect("courses_group_readings")


@require_POST
@for_moderators
def confirm(request: MemberRequest, pk: int) -> HttpResponse:
    """Confirm a reading, or say why not yet."""

    def act() -> str:
        rules.confirm(pk, request.user, request.POST.get("seen", ""))
        return CONFIRMED

    return _decided(request, pk, act)


@require_POST
@for_moderators
def set_aside(request: MemberRequest, pk: int) -> HttpResponse:
    """Set a reading aside with a reason; without one, or when it has changed, show its page with what was typed."""
    form = SetAsideForm(request.POST)
    if not form.is_valid():
        return _page(request, pk, form)

    def act() -> str:
        rules.set_aside(pk, request.user, request.POST.get("seen", ""), form.cleaned_data["reason"])
        return SET_ASIDE

    return _decided(request, pk, act, form)


@require_POST
@for_moderators
def put_back(request: MemberRequest, pk: int) -> HttpResponse:
    """Make a reading that was set aside what it was before, or say why not."""

    def act() -> str:
        back = rules.put_back(pk, request.user, request.POST.get("seen", ""))
        return COUNTS_AGAIN if back.confirmed_on else WAITS_AGAIN

    return _decided(request, pk, act)


def readings_urls() -> list[URLPattern]:
    """Return the addresses of the readings under /admin/remarques-des-groupes/."""
    base = "remarques-des-groupes/lectures/"
    return [
        path(base, readings, name="courses_group_readings"),
        path(f"{base}<int:pk>/", reading, name="courses_group_reading"),
        path(f"{base}<int:pk>/confirmer/", confirm, name="courses_group_reading_confirm"),
        path(f"{base}<int:pk>/mettre-de-cote/", set_aside, name="courses_group_reading_set_aside"),
        path(f"{base}<int:pk>/remettre/", put_back, name="courses_group_reading_put_back"),
    ]
