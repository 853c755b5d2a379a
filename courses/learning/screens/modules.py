"""The screens of the list of modules, of a module, of the list of paths and of a path."""

import dataclasses
from typing import Any

from django.core.paginator import InvalidPage, Page, Paginator
from django.http import Http404, HttpRequest

from content.serving import reachable, screen_of
from courses.learning import path_order
from courses.learning.after_finishing import doors_for
from courses.learning.filters import AudienceRow, ModuleFilter, audience_rows
from courses.learning.lookup import contents_of
from courses.learning.progress_store import store_of
from courses.learning.rehearsal import past_questions
from courses.learning.rules import next_lesson
from courses.learning.screens.lesson import steps_of
from courses.learning.screens.preview import preview_of
from courses.models import GroupReading, ModuleIndexPage, ModulePage, PathIndexPage, PathPage
from courses.notes.rules import has_notes

MODULES_A_PAGE = 20


@dataclasses.dataclass(frozen=True)
class ModuleCard:
    """A module in the list, and the publics it speaks to."""

    module: ModulePage
    audiences: list[AudienceRow]


@dataclasses.dataclass(frozen=True)
class PathRow:
    """A module in a path, and where the reader is with it."""

    module: ModulePage
    is_done: bool
    is_begun: bool
    is_next: bool


def _numbered(request: HttpRequest, modules: list[ModulePage]) -> Page:
    try:
        return Paginator(modules, MODULES_A_PAGE).page(request.GET.get("page") or 1)
    except InvalidPage as error:
        raise Http404 from error


@screen_of(ModuleIndexPage)
def index_screen(_page: ModuleIndexPage, request: HttpRequest) -> dict[str, Any]:
    """Return the modules that the filters keep; none when a choice is not in its list."""
    audiences = audience_rows()
    modules = reachable(ModulePage.objects).public().only("title", "slug", "intro", "minutes")
    found = ModuleFilter(request.GET, modules, audiences)
    page = _numbered(request, list(found.qs.order_by("path").distinct()) if found.form.is_valid() else [])
    query = request.GET.copy()
    query.pop("page", None)
    return {
        "form": found.form,
        "is_asked": found.is_asked,
        "page_obj": page,
        "cards": [ModuleCard(module, [row for row in audiences if module.pk in row.modules]) for module in page],
        "query": query.urlencode(),
        "may_rehearse": bool(past_questions(store_of(request).done_lessons())),
        "has_notes": request.user.is_authenticated and has_notes(request.user),
    }


@screen_of(ModulePage)
def module_screen(module: ModulePage, request: HttpRequest) -> dict[str, Any]:
    """Return a module, its lessons, and the one thing to do: begin, go on, or see what comes after."""
    contents = contents_of(module)
    lessons = contents.lessons
    progress = store_of(request).progress_in(module.pk, contents.lesson_ids)
    steps = steps_of(module, lessons, progress, None)
    ids = contents.lesson_ids
    upcoming = next_lesson(ids, progress.done)
    preview = preview_of(request)
    return {
        "module": module,
        "preview": preview,
        "doors": doors_for(request, contents) if progress.finished and not preview else [],
        "kept": contents.generation,
        "state": progress.state,
        "steps": steps,
        "progress": progress,
        "minutes": sum(lesson.minutes for lesson in lessons),
        "upcoming": steps[ids.index(upcoming)] if upcoming else None,
        "last_step": steps[-1] if steps else None,
        "audiences": lambda: contents.audiences,
        "skills": lambda: contents.skills,
        "read_by": lambda: "" if module.tried_with else GroupReading.objects.credits_of(module.translation_key),
    }


@screen_of(PathIndexPage)
def path_list_screen(page: PathIndexPage, _request: HttpRequest) -> dict[str, Any]:
    """Return the paths anybody may follow."""
    return {"paths": reachable(PathPage.objects).child_of(page).public()}


@screen_of(PathPage)
def path_screen(path: PathPage, request: HttpRequest) -> dict[str, Any]:
    """Return the modules of a path in order: which ones the reader finished, and the next one.

    A path that trains for offices asks which one (courses.learning.path_order): `first` holds what it asks for first.
    """
    is_preview = getattr(request, "is_preview", False)
    modules = path_order.chosen_modules(path) if is_preview else path_order.modules_of(path)
    trainings = path_order.trainings_of(path)
    office = path_order.chosen_office(request, trainings)
    first = path_order.first_for(trainings[office] if office else None, modules)
    ordered = path_order.in_order(first, modules)
    begun = store_of(request).begun_modules()
    following = next((module.pk for module in ordered if not begun.get(module.pk)), None)
    rows = [_path_row(module, begun, following) for module in ordered]
    return {
        "first": rows[: len(first)],
        "rows": rows[len(first) :],
        "done": sum(row.is_done for row in rows),
        "total": len(rows),
        "offices": path_order.choices(trainings, office) if trainings else [],
        "office": office,
        "upcoming": next((row for row in rows if row.module.pk == following), None),
        "is_begun": any(row.is_done or row.is_begun for row in rows),
    }


def _path_row(module: ModulePage, begun: dict[int, bool], following: int | None) -> PathRow:
    return PathRow(
        module=module,
        is_done=bool(begun.get(module.pk)),
        is_begun=begun.get(module.pk) is False,
        is_next=bool(begun) and module.pk == following,
    )
