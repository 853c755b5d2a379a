"""What is read of the pages that may stand near another: all of them, whatever their kind, in one query."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import BigIntegerField, F, QuerySet, TextField, Value
from django.db.models.functions import Cast
from wagtail.query import PageQuerySet

from content.serving import open_to_all, reachable

COLUMNS = ("kind", "pk", "title", "slug", "path", "about", "fact", "skill")
NONE = Cast(Value(None), BigIntegerField())


class Kind(StrEnum):
    """The kinds of pages that stand near each other."""

    SHEET = "sheet"
    TOOL = "tool"
    LESSON = "lesson"
    MODULE = "module"


@dataclass(frozen=True)
class Row:
    """A page that anybody may read, with the keys of its facts and of its skills."""

    kind: Kind
    pk: int
    title: str
    slug: str
    path: str
    about: str
    facts: set[int] = field(default_factory=set)
    skills: set[int] = field(default_factory=set)


def queries_of(pages: PageQuerySet, kind: Kind, about: str = "", facts: str = "", skills: str = "") -> list[QuerySet]:
    """Return the queries of some pages: a line for each fact, and one for each skill.

    `about`, `facts` and `skills` name the fields; a page of neither is read all the same.
    """
    text = Cast(F(about) if about else Value(""), TextField())
    shown = open_to_all(reachable(pages)).order_by().annotate(kind=Value(kind.value), about=text)
    links: list[dict[str, Any]] = [{"fact": F(facts), "skill": NONE}] if facts else []
    links += [{"fact": NONE, "skill": F(skills)}] if skills else []
    return [shown.annotate(**link).values_list(*COLUMNS) for link in links]


def rows_of(queries: Iterable[QuerySet]) -> dict[str, Row]:
    """Return the pages by their paths, in the order of the tree."""
    first, *others = queries
    found: dict[str, Row] = {}
    for kind, pk, title, slug, path, about, fact, skill in first.union(*others, all=True):
        row = found.setdefault(path, Row(Kind(kind), pk, title, slug, path, about))
        if fact is not None:
            row.facts.add(fact)
        if skill is not None:
            row.skills.add(skill)
    return dict(sorted(found.items()))
