"""« Lectures » beside « Remarques des groupes » in the admin: moderators confirm what groups say they read."""

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path
from django.views.decorators.http import require_POST, require_safe
from wagtail.admin import messages

from accounts.requests import MemberRequest
from content.practices.permissions import moderates
from courses.group_readings import rules
from courses.group_remarks.desk_views import A_PAGE, TABS, for_writers, furniture
from courses.models import GroupReading

CONFIRMED = "La lecture est confirmée."
CHANGED = "Le groupe a redit cette lecture pendant ce temps. Rien n’est confirmé : relisez-la, puis confirmez."
OWN_GROUP = "Vous êtes de ce groupe : une autre personne de la modération confirme sa lecture."
NOT_TWO = (
    "Pas encore : la lecture de « {group} » compte déjà. "
    "Rien ne dit que deux personnes différentes parlent pour ces deux groupes. "
    "La coordination peut confirmer leurs places, ou une autre personne du groupe peut redire la lecture."
)


@require_safe
@for_writers
def readings(request: MemberRequest) -> HttpResponse:
    """Show the readings, those to confirm first. Constant number of queries."""
    waiting_first = F("confirmed_on").asc(nulls_first=True)
    found = GroupReading.objects.select_related("peer_group").order_by(waiting_first, "said_on", "pk")
    page = Paginator(found, A_PAGE).get_page(request.GET.get("p"))
    modules = rules.modules_by_key(list(page))
    context = {
        **furniture("Lectures des groupes"),
        "tabs": [(name, label) for name, (label, _) in TABS.items()],
        "rows": [(reading, modules.get(reading.module_key)) for reading in page],
        "page_obj": page,
        "may_confirm": moderates(request.user),
    }
    return render(request, "courses/admin/group_readings.html", context)


@require_POST
def confirm(request: MemberRequest, pk: int) -> HttpResponse:
    """Confirm a reading, or say why not yet. Raise PermissionDenied for who does not moderate, Http404 without it."""
    if not moderates(request.user):
        raise PermissionDenied
    try:
        rules.confirm(pk, request.user, request.POST.get("seen", ""))
    except GroupReading.DoesNotExist as error:
        raise Http404 from error
    except rules.ReadingChangedError:
        messages.error(request, CHANGED)
    except rules.OwnGroupError:
        messages.error(request, OWN_GROUP)
    except rules.NotTwoPeopleError as error:
        messages.error(request, NOT_TWO.format(group=error.group))
    else:
        messages.success(request, CONFIRMED)
    return redirect("courses_group_readings")


def readings_urls() -> list[URLPattern]:
    """Return the addresses of the readings under /admin/remarques-des-groupes/."""
    return [
        path("remarques-des-groupes/lectures/", readings, name="courses_group_readings"),
        path("remarques-des-groupes/lectures/<int:pk>/confirmer/", confirm, name="courses_group_reading_confirm"),
    ]
