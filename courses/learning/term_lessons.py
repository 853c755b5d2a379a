"""The lessons that show a word explained, for the page of all words (content.glossary.standing)."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models.fields.json import KeyTextTransform
from wagtail.models import Page

from content.glossary.standing import Standing
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
        for pk, meaning_here in _terms_in(lesson.shown_body.raw_data):
            standing = Standing(lesson.title, url, meaning_here)
            if standing not in found.setdefault(pk, []):
                found[pk].append(standing)
    return found


def titles_by_term() -> dict[int, list[str]]:
    """Return the titles of the lessons that hold each word, in what is published or in the latest draft.

    One query for all words, and no page made of a draft: its body alone is read.
    """
    draft = KeyTextTransform("body", "latest_revision__content")
    lessons = LessonPage.objects.annotate(draft=draft).only("title", "content_type", "body").order_by("path")
    found: dict[int, list[str]] = {}
    for lesson in lessons.iterator(chunk_size=100):
        blocks = [*lesson.body.raw_data, *json.loads(lesson.draft or "[]")]
        for pk in {pk for pk, _ in _terms_in(blocks)}:
            found.setdefault(pk, []).append(lesson.title)
    return found


def _terms_in(blocks: Iterable[dict[str, Any]]) -> Iterator[tuple[int, str]]:
    for block in blocks:
        if block["type"] == "glossary" and block["value"].get("term"):
            yield block["value"]["term"], block["value"].get("meaning_here") or ""
