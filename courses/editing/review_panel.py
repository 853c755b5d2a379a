"""« À relire », on the home of the admin: what waits for the person who opens it, and what gets old.

It lists modules, lessons and pages. Practice sheets, remarks and reported errors have their own screens: here stand
links to them, in the words of the home of the site (courses.editing.piles). The number of queries is fixed.
"""

import dataclasses
import datetime
from collections.abc import Iterable, Iterator
from typing import Any, cast

from django.db.models import Prefetch
from django.urls import reverse
from django.utils import timezone
from wagtail.admin.ui.components import Component
from wagtail.models import Page, TaskState, WorkflowState

from accounts.models import User
from content.admin.roles import writes_pages
from content.models import Fact, KeyFigure, ReviewCase, ToolSource, Tried
from content.practices.permissions import moderates
from courses.editing import piles
from courses.models import LessonSource, ModulePage
from lib.days import since_words
from lib.elision import of

CHECKED_EVERY = datetime.timedelta(days=365)
MOST_ROWS = 10
MODULE_PATH = 4 * Page.steplen  # the root, the home page, « Se former », the module
MOST_COUNTED = 200
MOST_WAITING = 20  # the oldest: when they are read, the next ones come


@dataclasses.dataclass(frozen=True)
class Row:
    """One thing to open: its title, its address, a note about it."""

    title: str
    url: str
    note: str = ""
    details: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Section:
    """Rows that wait for the same thing; `more` of them are not shown; `all_url`, if any, shows them all.

    `several`: they can be read and published there in one sitting.
    """

    title: str
    rows: list[Row]
    more: int = 0
    all_url: str = ""
    several: bool = False


def _edit(pk: int | str) -> str:
    return reverse("wagtailadmin_pages:edit", args=[pk])


def _pages(ids: Iterable[str]) -> dict[str, Page]:
    return {str(page.pk): page for page in Page.objects.filter(pk__in=[int(pk) for pk in ids])}


def waiting_for(user: User) -> Section:
    """Return what an editor submitted and this user may review, the oldest first; a module and its lessons together."""
    waiting = piles.pages_to_publish(user)
    states = list(waiting.select_related("workflow_state__requested_by").order_by("started_at", "pk")[:MOST_COUNTED])
    pages = _pages(state.workflow_state.object_id for state in states)
    read_together: dict[str, list[tuple[Page, TaskState]]] = {}
    for state in states:
        if page := pages.get(state.workflow_state.object_id):
            read_together.setdefault(page.path[:MODULE_PATH], []).append((page, state))
    modules = _modules(path for path, pieces in read_together.items() if len(pieces) > 1)
    rows = [row for path, pieces in read_together.items() for row in _rows(pieces, modules.get(path))]
    more = max(len(rows) - MOST_WAITING, 0) + (waiting.count() - len(states))
    shown = rows[:MOST_WAITING]
    return Section(piles.TO_PUBLISH, shown, more, reverse("review_together"), several=len(states) > 1)


def _modules(paths: Iterable[str]) -> dict[str, ModulePage]:
    return {module.path: module for module in ModulePage.objects.filter(path__in=list(paths))}


def _rows(pieces: list[tuple[Page, TaskState]], module: ModulePage | None) -> Iterator[Row]:
    """Yield one row for the pieces of a module, which are read together; one for each page that stands alone."""
    if module:
        state = pieces[0][1]
        lessons = sum(page.pk != module.pk for page, _ in pieces)
        said = f"{lessons} leçon{'s' if lessons > 1 else ''}"
        title = module.get_admin_display_title()
        title = f"{title} : {said}" if lessons == len(pieces) else f"{title} : la formation et {said}"
        yield Row(title, f"{reverse('review_together')}?formation={module.pk}", _sent(state))
    else:
        for page, state in pieces:
            yield Row(page.get_admin_display_title(), _edit(page.pk), _sent(state))


def _sent(state: TaskState) -> str:
    return f"{_by(state.workflow_state)}{since_words(state.started_at)}"


def _by(state: WorkflowState) -> str:
    return f"{of(state.requested_by.display_name)}, " if state.requested_by else ""


def sent_by(user: User) -> Section:
    """Return what this user submitted and is not published: first what was answered with a remark."""
    sent = WorkflowState.objects.active().filter(requested_by=user).exclude(content_type__in=piles.sheet_types())
    states = sent.select_related("current_task_state").order_by("-status", "created_at", "pk")[:MOST_WAITING]
    pages = _pages(state.object_id for state in states)
    rows = [
        Row(page.get_admin_display_title(), _edit(page.pk), *_answer(state))
        for state in states
        if (page := pages.get(state.object_id))
    ]
    return Section(piles.SENT, rows, max(sent.count() - MOST_WAITING, 0))


def _answer(state: WorkflowState) -> tuple[str, tuple[str, ...]]:
    task = state.current_task_state
    if state.status != WorkflowState.STATUS_NEEDS_CHANGES:
        return f"en relecture {since_words(state.created_at)}", ()
    return piles.REMARK, (f"« {task.comment} »",) if task and task.comment else ()


def _name_of(case: ReviewCase) -> str:
    """Return the title of the practice sheet, or the words of the « J’ai essayé »."""
    return case.practice.draft_title if case.practice else f"« {cast('Tried', case.tried).words} »"


def sheets_to_read() -> Section:
    """Return the practice sheets and « J’ai essayé » that wait for a moderator, the oldest first."""
    waiting = ReviewCase.objects.for_moderators()
    rows = [
        Row(
            _name_of(case),
            reverse("moderation:case", args=[case.pk]),
            since_words(case.opened_at),
        )
        for case in waiting.select_related("practice", "tried")[:MOST_ROWS]
    ]
    return Section(piles.SHEETS, rows, max(waiting.count() - MOST_ROWS, 0), reverse("moderation:queue"))


def old_facts(user: User) -> Section:
    """Return the facts that nobody has checked for a year, with the lessons and tools that cite them."""
    before = timezone.localdate() - CHECKED_EVERY
    lessons = Prefetch("cited_in", LessonSource.objects.select_related("lesson").only("fact", "lesson__title"))
    tools = Prefetch("cited_in_tools", ToolSource.objects.select_related("tool").only("fact", "tool__title"))
    facts = Fact.objects.filter(checked_on__lt=before).order_by("checked_on", "key")
    may_change = user.has_perm("content.change_fact")
    listed = reverse("wagtailsnippets_content_fact:list")
    rows = [
        Row(
            str(fact),
            reverse("wagtailsnippets_content_fact:edit", args=[fact.pk]) if may_change else "",
            f"vérifié le {fact.checked_on:%d/%m/%Y}",
            tuple(f"cité dans « {title} »" for title in _citing(fact)),
        )
        for fact in facts.prefetch_related(lessons, tools)[:MOST_ROWS]
    ]
    return Section("Faits à vérifier", rows, max(facts.count() - MOST_ROWS, 0), f"{listed}?ordering=checked_on")


def _citing(fact: Fact) -> list[str]:
    """Return the titles of the lessons, then of the tools, that cite a fact."""
    return [
        *(each.lesson.title for each in fact.cited_in.all()),
        *(each.tool.title for each in fact.cited_in_tools.all()),
    ]


def figures_to_check(user: User) -> Section:
    """Return the key figures whose day to be read again has come; their own screen says where each stands."""
    figures = KeyFigure.objects.to_check(timezone.localdate()).order_by("check_on", "key")
    may_change = user.has_perm("content.change_keyfigure")
    rows = [
        Row(
            str(figure),
            reverse("wagtailsnippets_content_keyfigure:edit", args=[figure.pk]) if may_change else "",
            f"à relire depuis le {figure.check_on:%d/%m/%Y}",
        )
        for figure in figures[:MOST_ROWS]
    ]
    more = max(figures.count() - MOST_ROWS, 0) if len(rows) == MOST_ROWS else 0
    return Section("Repères à vérifier", rows, more, reverse("key_figures_to_check"))


def awaiting_lawyer() -> Section:
    """Return the modules that speak of law and that no lawyer has reviewed."""
    modules = ModulePage.objects.filter(needs_legal_review=True, reviewed_by="").order_by("title")
    rows = [Row(title, _edit(pk)) for pk, title in modules.values_list("pk", "title")[:MOST_ROWS]]
    listed = reverse("formations:index")
    return Section("Formations à faire relire par un juriste", rows, max(modules.count() - MOST_ROWS, 0), listed)


def said_of_texts() -> list[Section]:
    """Return the remarks of groups and the errors reported, each as one row that leads to its own list."""
    return [Section(pile.title, [Row(f"{pile.number} à lire", pile.url, pile.since)]) for pile in piles.said_of_texts()]


def sections_for(user: User) -> list[Section]:
    """Return the sections that hold something, the most urgent first."""
    found = [waiting_for(user), sent_by(user)]
    if moderates(user):
        found.insert(1, sheets_to_read())
    if writes_pages(user):
        found += said_of_texts()
    if user.has_perm("content.view_fact"):
        found += [old_facts(user), awaiting_lawyer()]
    if user.has_perm("content.view_keyfigure"):
        found.append(figures_to_check(user))
    return [section for section in found if section.rows]


class ReviewPanel(Component):
    """« À relire », in place of Wagtail's two tables, whose queries grow with what waits."""

    order = 60
    template_name = "courses/admin/to_read.html"

    def get_context_data(self, parent_context: dict[str, Any]) -> dict[str, Any]:
        """Return the sections of the user who opened the page."""
        return {"sections": sections_for(parent_context["request"].user)}
