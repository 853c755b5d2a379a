"""The contexts of the templates of the list of sheets and of a sheet."""

from typing import Any
from urllib.parse import urlencode

from django.core.paginator import InvalidPage, Page, Paginator
from django.db.models import Case, Count, Q, QuerySet, Value, When
from django.http import Http404, HttpRequest

from content.around.neighbours import Neighbour, neighbourhood
from content.around.rows import Kind
from content.models import PracticeIndexPage, PracticePage, Tried
from content.practices.permissions import has_written, is_peer_advocate, takes_part
from content.practices.sheets.filters import PracticeFilter
from content.practices.tried.counted import lines_of, people_words
from content.practices.tried.forms import TriedForm
from content.serving import live_with_restricted, screen_of

PRACTICES_A_PAGE = 20
RELATED = 3
LESSONS, MODULES, TOOLS = 3, 2, 2  # shown beside a sheet, at most
TRIED_SHOWN = 20  # « J’ai essayé » shown under a sheet, the latest


def published() -> QuerySet[PracticePage]:
    """Return the sheets that anybody may read: those of members first, the latest before."""
    sheets = live_with_restricted(PracticePage.objects).filter(restricted=False)
    return sheets.order_by("is_starter", "-first_published_at", "path")


def _numbered(request: HttpRequest, practices: QuerySet | list) -> Page:
    try:
        return Paginator(practices, PRACTICES_A_PAGE).page(request.GET.get("page") or 1)
    except InvalidPage as error:
        raise Http404 from error


@screen_of(PracticeIndexPage)
def index_screen(_page: PracticeIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Return the filtered list; an empty one when a choice is not in the list."""
    practices = published().only("title", "slug", "situation", "audience", "is_starter")
    found = PracticeFilter(request.GET, practices)
    page_obj = _numbered(request, found.qs.distinct() if found.form.is_valid() else [])
    query = request.GET.copy()
    query.pop("page", None)
    return {
        "form": found.form,
        "may_propose": not request.user.is_authenticated or takes_part(request.user),
        "is_advocate": is_peer_advocate(request.user),
        "is_asked": found.is_asked,
        "words": found.words,
        "is_narrowed": found.is_narrowed,
        # The doors of the page keep what was typed.
        "with_words": f"?{urlencode({'q': found.words})}" if found.words and found.form.is_valid() else "",
        "page_obj": page_obj,
        "is_near": found.is_near,
        "query": query.urlencode(),
    }


@screen_of(PracticePage)
def practice_screen(practice: PracticePage, request: HttpRequest, form: TriedForm | None = None) -> dict[str, Any]:
    """Return the sheet, the lines « J’ai essayé » under it, what the visitor may do, and sheets like it.

    `form` is « J’ai essayé » as the member just sent it, when it is to be mended. A preview offers nothing to send.
    """
    is_preview = getattr(request, "is_preview", False)
    has_part = not is_preview and takes_part(request.user)
    skills = [skill for skill in practice.skills.all() if skill.is_active]
    mine = Tried.objects.filter(practice=practice, user=request.user.pk).first() if has_part else None
    lines = list(lines_of(practice)[:TRIED_SHOWN])
    return {
        "skills": skills,
        "lines": lines,
        "people": people_words(len(lines) if len(lines) < TRIED_SHOWN else lines_of(practice).count()),
        "may_try": has_part and not has_written(request.user, practice),
        "is_mine": has_part and practice.owner_id == request.user.pk,
        "may_propose": has_part or not request.user.is_authenticated,
        "mine": mine,
        "form": form or TriedForm(instance=mine),
        "further": further_from(practice),
        "related": related_to(practice, [skill.pk for skill in skills]),
    }


def further_from(practice: PracticePage) -> list[Neighbour]:
    """Return the lessons and tools that stand on what the sheet stands on; else modules about the same skills."""
    around = neighbourhood()
    lessons = around.by_facts(practice.pk, Kind.LESSON, LESSONS)
    taught = lessons or around.by_skills(practice.pk, Kind.MODULE, MODULES)
    return [*taught, *around.by_facts(practice.pk, Kind.TOOL, TOOLS)]


def related_to(practice: PracticePage, skills: list[int]) -> list[PracticePage]:
    """Return sheets that share skills with this one, else its public; the same ones while nothing changes."""
    shared = Count("skills", filter=Q(skills__in=skills), distinct=True)
    same_public = Case(When(audience=practice.audience, then=Value(1)), default=Value(0))
    near = published().exclude(pk=practice.pk).annotate(shared=shared, same_public=same_public)
    near = near.filter(Q(shared__gt=0) | Q(same_public=1)).order_by("-shared", "-same_public", "is_starter", "path")
    return list(near.only("title", "slug", "situation", "audience", "is_starter")[:RELATED])
