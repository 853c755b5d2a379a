"""Looking up words in everything that anybody may read, one list for each sort of thing."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import QuerySet
from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import Truncator
from wagtail.models import Page
from wagtail.search.backends import get_search_backend

from content.glossary.shown import shown_terms
from content.models import PracticePage, Term, TextPage, ToolPage
from content.search.words import stems
from content.serving import reachable
from courses.models import LessonPage, ModulePage, PathPage
from directory.models import Collective, PeerGroup

MOST_SHOWN = 10  # of each sort: beyond, one more word helps better than a second page


@dataclass(frozen=True)
class Hit:
    """One thing found, as a link."""

    title: str
    url: str
    note: str = ""


@dataclass
class ResultGroup:
    """The things found of one sort."""

    title: str
    hits: list[Hit] = field(default_factory=list)

    @property
    def shown(self) -> list[Hit]:
        """Return the first ones."""
        return self.hits[:MOST_SHOWN]

    @property
    def has_more(self) -> bool:
        """Return whether some are not shown."""
        return len(self.hits) > MOST_SHOWN


# Screens of ours that are no page of the CMS, with words that people look for beside those of the title.
SCREENS = (
    (
        "Le calendrier de l’année",
        "year_calendar:page",
        "Trois dates de votre association donnent ce qui vient, mois par mois.",
        "agenda dates échéances conseil assemblée bilan",
    ),
)


def _screen_hits(query: str) -> list[Hit]:
    """Return the screens whose words hold every one of the query."""
    asked = set(stems(query))
    return [
        Hit(title, reverse(view), note)
        for title, view, note, more in SCREENS
        if asked and asked <= set(stems(f"{title} {note} {more}"))
    ]


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


def _term_hits(query: str) -> list[Hit]:
    shown = shown_terms()
    found = _first(Term.objects.filter(pk__in=shown.keys()), query)
    page = reverse("glossary:index")
    return [Hit(term.word, f"{page}#{term.anchor}", term.meaning) for term in found]


def _practice_hits(practices: Iterable[PracticePage]) -> list[Hit]:
    return [Hit(each.title, each.address, Truncator(each.situation).words(20)) for each in practices]


def _place_hits(places: Iterable[PeerGroup | Collective]) -> list[Hit]:
    return [
        Hit(place.name, place.get_absolute_url(), ", ".join(filter(None, [place.town, place.department])))
        for place in places
    ]


def find(query: str, request: HttpRequest) -> list[ResultGroup]:
    """Return what anybody may read that speaks of `query`, sort by sort, without the sorts where nothing was found."""
    closed = Page.objects.all().private_q()
    modules, lessons, texts, tools = (
        reachable(model.objects).exclude(closed).defer_streamfields()
        for model in (ModulePage, LessonPage, TextPage, ToolPage)
    )
    paths, practices = (reachable(model.objects).exclude(closed) for model in (PathPage, PracticePage))
    pages = [
        ResultGroup("Formations", _page_hits(_first(modules, query), request)),
        ResultGroup("Leçons", _lesson_hits(_first(lessons, query), request)),
        ResultGroup("Mots expliqués", _term_hits(query)),
        ResultGroup("Outils", [*_screen_hits(query), *_page_hits(_first(tools, query), request)]),
        ResultGroup("Parcours", _page_hits(_first(paths, query), request)),
        ResultGroup("Fiches de pratique", _practice_hits(_first(practices, query))),
        ResultGroup("Pages", _page_hits(_first(texts, query), request)),
    ]
    places = [
        ResultGroup("Groupes d’entraide mutuelle", _place_hits(_first(PeerGroup.objects.listed(), query))),
        ResultGroup("Collectifs d’entraide et d’insertion", _place_hits(_first(Collective.objects.all(), query))),
    ]
    return [found for found in (*pages, *places) if found.hits]
