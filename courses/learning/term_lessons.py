"""The lessons that show a word explained, for the page of all words (content.glossary.standing)."""

from collections.abc import Iterator
from typing import Any

from wagtail.blocks import StreamValue
from wagtail.models import Page

from content.glossary.standing import Standing
from content.models import Term
from content.serving import reachable
from courses.learning.lookup import lesson_address
from courses.models import LessonPage, ModulePage


def lessons_by_term() -> dict[int, list[Standing]]:
    """Return the published lessons that show each word, by its primary key, in the order of the training."""
    columns = ("path", "depth", "title", "slug", "content_type", "body")
    found: dict[int, list[Standing]] = {}
    modules = {module.path: module for module in ModulePage.objects.only("path", "title", "slug")}
    for lesson in reachable(LessonPage.objects).public().order_by("path").only(*columns):
        url = lesson_address(modules[lesson.path[: -Page.steplen]], lesson)
        for pk, meaning_here in _terms_in(lesson.shown_body):
            standing = Standing(lesson.title, url, meaning_here)
            if standing not in found.setdefault(pk, []):
                found[pk].append(standing)
    return found


def titles_with(term: Term) -> list[str]:
    """Return the titles of the lessons that hold a word, in what is published or in the latest draft."""
    lessons = LessonPage.objects.select_related("latest_revision").order_by("path")
    return [lesson.title for lesson in lessons if term.pk in _anywhere_in(lesson)]


def _anywhere_in(lesson: LessonPage) -> set[int]:
    bodies = [lesson.body]
    if lesson.latest_revision:
        bodies.append(lesson.latest_revision.as_object().body)
    return {pk for body in bodies for pk, _ in _terms_in(body)}


def _terms_in(body: StreamValue) -> Iterator[tuple[int, str]]:
    raw: list[dict[str, Any]] = [body.raw_data[place] for place in range(len(body.raw_data))]
    for block in raw:
        if block["type"] == "glossary" and block["value"].get("term"):
            yield block["value"]["term"], block["value"].get("meaning_here") or ""
