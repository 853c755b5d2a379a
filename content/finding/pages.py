"""The pages that the search finds, all kinds in two queries: what is said of them, then the words of their text."""

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import TextField
from django.db.models.functions import Cast
from django.utils.text import Truncator
from wagtail.models import Page, Site
from wagtail.search.models import IndexEntry

from content.finding.things import ABOVE, Thing, page_kinds
from content.serving import open_to_all, reachable

WORDS_OF_NOTE = 24
_LEXEME = re.compile(r"'((?:[^']|'')+)':([\d,A-D]+)")  # how PostgreSQL writes a word and where it stands


def _types() -> dict[int, str]:
    """Return the names of the models whose pages are found, by content type."""
    names = [name.split(".") for name in page_kinds]
    found = ContentType.objects.filter(app_label__in={app for app, _ in names}, model__in={model for _, model in names})
    return {each.pk: f"{each.app_label}.{each.model}" for each in found}


def pages() -> Iterator[Thing]:
    """Yield every page that anybody may read, with its sentence; a lesson with the title of its module."""
    types = _types()
    roots = [(path, url) for _, path, url, *_ in Site.get_site_root_paths()]
    notes = {kind.note for kind in page_kinds.values() if kind.note not in ("", ABOVE)}
    found = open_to_all(reachable(Page.objects.filter(content_type__in=types))).order_by("path")
    titles: dict[str, str] = {}
    for row in found.values("pk", "title", "path", "url_path", "content_type", *sorted(notes)):
        titles[row["path"]] = row["title"]
        about = page_kinds[types[row["content_type"]]]
        url = _address(row["url_path"], roots)
        if url:
            note = _note(row, about.note, titles)
            yield Thing(about.kind, row["title"], url, note, about.also, page=row["pk"])


def _note(row: dict[str, Any], field: str, titles: dict[str, str]) -> str:
    if field == ABOVE:
        return f"Formation\N{NO-BREAK SPACE}: {titles.get(row['path'][: -Page.steplen], '')}"
    return Truncator(row[field] or "").words(WORDS_OF_NOTE) if field else ""


def _address(url_path: str, roots: list[tuple[str, str]]) -> str:
    """Return the path of a page below the root of a site; an empty text for one that stands under none."""
    root = next((path for path, _ in roots if url_path.startswith(path)), None)
    return f"/{url_path[len(root) :]}" if root else ""


def texts_of_pages() -> dict[int, Counter[str]]:
    """Return the stems of the text of each page, as they are indexed, and how often each stands there (one query)."""
    entries = IndexEntry.objects.filter(content_type__in=_types())
    rows = entries.annotate(words=Cast("body", TextField())).values_list("object_id", "words")
    return {int(pk): _counted(words or "") for pk, words in rows.iterator()}


def _counted(words: str) -> Counter[str]:
    if words.startswith("'"):
        return Counter({word: places.count(",") + 1 for word, places in _LEXEME.findall(words)})
    return Counter(words.split())
