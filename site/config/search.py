"""/recherche/: one box for the training, the texts and the directory."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.text import Truncator
from django.views.decorators.http import require_safe
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from config.errors import too_many_requests
from content.models import PracticePage, TextPage
from courses.models import LessonPage, ModulePage, PathPage
from directory.models import Collective, PeerGroup
from lib.http import INVALID
from lib.limits import within_limit

MOST_SHOWN = 10  # of each sort: beyond, one more word helps better than a second page


class SearchForm(forms.Form):
    q = forms.CharField(
        label="Que cherchez-vous\N{NO-BREAK SPACE}?",
        max_length=200,
        required=False,
        help_text="Un mot ou deux suffisent, avec ou sans accents.",
        error_messages={"max_length": "Écrivez 200 signes au plus\N{NO-BREAK SPACE}: un mot ou deux suffisent."},
    )


@dataclass(frozen=True)
class Hit:
    title: str
    url: str
    note: str = ""


@dataclass
class Found:
    """What was found of one sort."""

    title: str
    hits: list[Hit] = field(default_factory=list)

    @property
    def shown(self) -> list[Hit]:
        """The first ones."""
        return self.hits[:MOST_SHOWN]

    @property
    def has_more(self) -> bool:
        """Whether some are not shown."""
        return len(self.hits) > MOST_SHOWN


def _first(queryset: QuerySet, query: str) -> list:
    return list(get_search_backend().search(query, queryset)[: MOST_SHOWN + 1])


def _page_hits(pages: Iterable[Page], request: HttpRequest) -> list[Hit]:
    return [Hit(page.title, page.get_url(request) or "", getattr(page, "intro", "")) for page in pages]


def _lesson_hits(lessons: list[LessonPage], request: HttpRequest) -> list[Hit]:
    parents = {lesson.path[: -Page.steplen] for lesson in lessons}
    modules = dict(Page.objects.filter(path__in=parents).values_list("path", "title"))
    hits = []
    for lesson in lessons:
        module = modules[lesson.path[: -Page.steplen]]
        hits.append(Hit(lesson.title, lesson.get_url(request) or "", f"Formation\N{NO-BREAK SPACE}: {module}"))
    return hits


def _practice_hits(practices: Iterable[PracticePage]) -> list[Hit]:
    return [Hit(each.title, each.address, Truncator(each.situation).words(20)) for each in practices]


def _place_hits(places: Iterable[PeerGroup | Collective]) -> list[Hit]:
    return [
        Hit(place.name, place.get_absolute_url(), ", ".join(filter(None, [place.town, place.department])))
        for place in places
    ]


def find(query: str, request: HttpRequest) -> list[Found]:
    """What anybody may read that speaks of `query`, sort by sort; sorts where nothing was found are left out."""
    closed = Page.objects.all().private_q()
    modules, lessons, texts = (
        model.objects.live().exclude(closed).defer_streamfields() for model in (ModulePage, LessonPage, TextPage)
    )
    paths, practices = (model.objects.live().exclude(closed) for model in (PathPage, PracticePage))
    pages = [
        Found("Formations", _page_hits(_first(modules, query), request)),
        Found("Leçons", _lesson_hits(_first(lessons, query), request)),
        Found("Parcours", _page_hits(_first(paths, query), request)),
        Found("Fiches de pratique", _practice_hits(_first(practices, query))),
        Found("Pages", _page_hits(_first(texts, query), request)),
    ]
    places = [
        Found("Groupes d’entraide mutuelle", _place_hits(_first(PeerGroup.objects.listed(), query))),
        Found("Collectifs d’entraide et d’insertion", _place_hits(_first(Collective.objects.all(), query))),
    ]
    return [found for found in (*pages, *places) if found.hits]


@login_not_required
@require_safe
def search(request: HttpRequest) -> HttpResponse:
    """The search page: the box, and what was found."""
    form = SearchForm(request.GET)
    if not form.is_valid():
        return render(request, "pages/search.html", {"form": form}, status=INVALID)
    query = form.cleaned_data["q"]
    if query and not within_limit(request, "search"):
        return too_many_requests(request)
    found = find(query, request) if query else []
    return render(request, "pages/search.html", {"form": form, "query": query, "found": found})
