"""What may be reported as wrong, and what happens to a report: kept once, closed or opened again by who writes."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db.models import Model, QuerySet
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from content.models import ErrorReport, ToolIndexPage
from content.serving import reachable
from directory.models import Collective, PeerGroup

State = ErrorReport.State


@dataclass(frozen=True)
class Subject:
    """What a report is about: the name of its field, the thing itself, its title and its address.

    `says_which`: the thing holds several, and a report about one of them begins with its title.
    """

    field: str
    thing: Model
    title: str
    address: str
    says_which: bool = False

    @property
    def before(self) -> str:
        """Return what is kept before the line of who reports."""
        return f"{self.title} : " if self.says_which else ""


def _page(name: str) -> Subject | None:
    pages = reachable(Page.objects).exclude(Page.objects.all().private_q()).filter(depth__gt=2)
    page = pages.filter(pk=name).first() if name.isascii() and name.isdigit() and len(name) < 10 else None
    return Subject("page", page, page.title, page.get_url() or "/") if page else None


def _place(field: str, places: QuerySet) -> Callable[[str], Subject | None]:
    def find(name: str) -> Subject | None:
        place = places.all().filter(slug=name).first()
        return Subject(field, place, place.name, place.get_absolute_url()) if place else None

    return find


# The tools that are screens, not pages of the CMS: a report about one is kept with the list of tools.
SCREENS = {
    "calendrier": ("Le calendrier de l’année", "year_calendar:page"),
    "heures-de-benevolat": ("Mes heures de bénévolat", "volunteer_hours:page"),
}


def _screen(name: str) -> Subject | None:
    tools = ToolIndexPage.objects.live().public().first() if name in SCREENS else None
    if tools is None:
        return None
    title, address = SCREENS[name]
    return Subject("page", tools, title, reverse(address), says_which=True)


# The word of the address: how its subject is found. Only what anybody may read is found.
SUBJECTS: dict[str, Callable[[str], Subject | None]] = {
    "page": _page,
    "outil": _screen,
    "groupe": _place("peer_group", PeerGroup.objects.listed()),
    "collectif": _place("collective", Collective.objects.all()),
}


def keep(subject: Subject, text: str, name: str) -> ErrorReport:
    """Keep a report under a name of lib.idempotency: the same page sent twice keeps one."""
    row = {subject.field: subject.thing, "text": subject.before + text}
    return ErrorReport.objects.get_or_create(sent_as=name, defaults=row)[0]


def decide(pk: int, was: str, state: str) -> bool:
    """Close a report, or open it again; return False when its state was no longer `was`."""
    closed_on = None if state == State.NEW else timezone.localdate()
    return bool(ErrorReport.objects.filter(pk=pk, state=was).update(state=state, closed_on=closed_on))
