"""The page tree: home, formations with modules and lessons, parcours. Published, with revisions."""

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from wagtail.models import Page

from config.seeding.files import load
from config.seeding.key_figures import WrittenOut
from config.seeding.lesson_blocks import There, easy_body, id_of, lesson_body
from config.seeding.seeder import Item, Seeder
from config.seeding.terms import as_once_written
from content.models import Fact, HomePage, PracticePage, ToolPage
from content.publishing.two_readers import first_content
from courses.models import (
    Audience,
    LessonPage,
    LessonSource,
    ModuleIndexPage,
    ModulePage,
    PathIndexPage,
    PathModule,
    PathPage,
)
from passport.models import Skill

Values = dict[str, Any]
Relate = Callable[[Page], None]


@dataclass(frozen=True)
class Place:
    """Where a page stands: after the page written as `after`, the first or the last, and where it was before.

    `moved_from` is the key of that former parent: a page that people moved elsewhere stays where they want it.
    """

    after: str | None = None
    is_first: bool = False
    moved_from: str | None = None

    def add(self, seeder: Seeder, page: Page, under: Page) -> None:
        """Add a new page under another."""
        before = self._neighbour(seeder, under)
        others = under.get_first_child() if self.is_first else None
        if others is not None:
            others.add_sibling(pos="left", instance=page)
        elif before is not None and before.get_next_sibling() is not None:
            before.add_sibling(pos="right", instance=page)
        else:
            under.add_child(instance=page)

    def move(self, seeder: Seeder, page: Page, under: Page) -> Page:
        """Return the page, under its new parent if it still stood where an earlier edition had put it."""
        if not self.moved_from or page.get_parent().pk != seeder.object_id(self.moved_from):
            return page
        before = self._neighbour(seeder, under)
        page.move(before or under, pos="right" if before else "first-child" if self.is_first else "last-child")
        return type(page).objects.get(pk=page.pk)

    def _neighbour(self, seeder: Seeder, under: Page) -> Page | None:
        pk = seeder.object_id(self.after) if self.after else None
        return under.get_children().filter(pk=pk).first() if pk else None


def page_item(
    seeder: Seeder,
    key: str,
    model: type[Page],
    values: Values,
    *,
    parent: str | None,
    place: Place | None = None,
    relate: Relate | None = None,
    related: Values | None = None,
    once: Callable[[Page], Any] | None = None,
) -> Item[Any]:
    """Return an item written as a published page under the page written as `parent` (None: the root).

    `place` says where among its siblings; `relate` sets what is not a plain field, from the `related` part of the
    payload; `once` reads it as former editions did. A page whose parent people deleted is not written.
    """
    place = place or Place()

    def write(present: Page | None) -> Page | None:
        under = _parent(seeder, parent)
        if present is None and under is None:
            return None
        page = place.move(seeder, present, under) if present and under else present or model(live=False)
        for field, value in values.items():
            setattr(page, field, json.dumps(value) if isinstance(value, list) else value)
        if present is None and under is not None:
            place.add(seeder, page, under)
        if relate:
            relate(page)
        _check(page)
        with first_content():
            page.save_revision(clean=False).publish()
        return page

    return Item(
        key=key,
        payload={**values, **(related or {}), "parent": parent},
        model=model,
        find=lambda: _homonym(seeder, values["slug"], parent),
        write=write,
        read=lambda page: read_page(page, values),
        once=once,
    )


def _parent(seeder: Seeder, key: str | None) -> Page | None:
    if key is None:
        return Page.get_first_root_node()
    return Page.objects.filter(pk=seeder.object_id(key)).first()


def _homonym(seeder: Seeder, slug: str, parent: str | None) -> Page | None:
    under = _parent(seeder, parent)
    return under.get_children().filter(slug=slug).first() if under else None


def _check(page: Page) -> None:
    """Check the fields, then the blocks of each body. Raises ValidationError for what no editor could save."""
    page.full_clean()
    for name in ("body", "easy_read", "doors", "outcomes", "how", "parts"):
        if hasattr(page, name):
            value = getattr(page, name)
            value.stream_block.clean(value)


def read_page(page: Page, values: Values) -> Values:
    """Return what the live page and its latest revision hold, and whether the page is published as it stands."""
    return {
        "live": page.live,
        "draft": page.has_unpublished_changes,
        "page": _fields(page, values),
        "latest": _fields(page.get_latest_revision_as_object(), values),
    }


def _fields(page: Page, values: Values) -> Values:
    read: Values = {}
    for name in values:
        value = getattr(page, name)
        read[name] = value.get_prep_value() if hasattr(value, "get_prep_value") else value
    if isinstance(page, LessonPage | ToolPage):
        read["sources"] = [source.fact_id for source in page.sources.all()]
    elif isinstance(page, ModulePage):
        read["audiences"] = sorted(each.pk for each in page.audiences.all())
        read["skills"] = sorted(each.pk for each in page.skills.all())
    elif isinstance(page, PracticePage):
        read["sources"] = [source.fact_id for source in page.sources.all()]
        read["skills"] = sorted(each.pk for each in page.skills.all())
    elif isinstance(page, PathPage):
        read["modules"] = [each.module_id for each in page.modules.all()]
    return read


def trunk(seeder: Seeder) -> Iterator[Item[Any]]:
    """Yield the home page and the two lists."""
    data = load("pages")
    yield page_item(seeder, "page:accueil", HomePage, data["home"], parent=None)
    for slug, model in (("formations", ModuleIndexPage), ("parcours", PathIndexPage)):
        yield page_item(seeder, f"page:{slug}", model, {"slug": slug, **data[slug]}, parent="page:accueil")


def modules(seeder: Seeder, there: There | None = None) -> Iterator[Item[Any]]:
    """Yield each module, then its lessons; `there` says which tools and words they may carry."""
    for data in map(WrittenOut().page, load("modules")):
        key = f"page:formations/{data['key']}"
        yield _module(seeder, key, data)
        before = None
        for lesson_data in data["lessons"]:
            yield _lesson(seeder, key, before, lesson_data, there)
            before = f"page:formations/{lesson_data['key']}"


def _module(seeder: Seeder, key: str, data: Values) -> Item[Any]:
    values = {name: data[name] for name in ("slug", "title", "intro", "needs_legal_review", "editor_note")}
    values["outcomes"] = [
        {"type": "outcome", "id": id_of(f"{data['key']}/outcome/{n}"), "value": text}
        for n, text in enumerate(data["outcomes"])
    ]
    related = {"audiences": data["audiences"], "skills": data["skills"]}

    def relate(page: ModulePage) -> None:
        page.audiences.set(Audience.objects.filter(slug__in=related["audiences"]))
        page.skills.set(Skill.objects.filter(slug__in=related["skills"]))

    return page_item(seeder, key, ModulePage, values, parent="page:formations", relate=relate, related=related)


def _lesson(seeder: Seeder, module_key: str, before: str | None, data: Values, there: There | None) -> Item[Any]:
    moved_from = data.get("moved_from")
    place = Place(before, before is None, f"page:formations/{moved_from}" if moved_from else None)
    values = {
        "slug": data["slug"],
        "title": data["title"],
        "content_note": data.get("content_note", ""),
        "body": lesson_body(data["body"], there),
        "easy_read": easy_body(data["easy_read"]),
    }
    related = {"facts": data["facts"]}

    def relate(page: LessonPage) -> None:
        known = Fact.objects.in_bulk(data["facts"], field_name="key")
        cited = [known[key] for key in data["facts"] if key in known]
        page.sources = [LessonSource(fact=fact, sort_order=n) for n, fact in enumerate(cited)]

    key = f"page:formations/{data['key']}"

    def once(page: LessonPage) -> Values:
        read = read_page(page, values)
        for side in ("page", "latest"):
            read[side]["body"] = as_once_written(read[side]["body"])
        return read

    return page_item(
        seeder, key, LessonPage, values, parent=module_key, place=place, relate=relate, related=related, once=once
    )


def paths(seeder: Seeder) -> Iterator[Item[Any]]:
    """Yield each path with its modules, in their order."""
    for data in load("paths"):
        values = {name: data[name] for name in ("slug", "title", "intro", "tone", "pictogram")}
        yield page_item(
            seeder,
            f"page:parcours/{data['slug']}",
            PathPage,
            values,
            parent="page:parcours",
            relate=_modules_of(seeder, data["modules"]),
            related={"modules": data["modules"]},
        )


def _modules_of(seeder: Seeder, slugs: list[str]) -> Relate:
    def relate(page: PathPage) -> None:
        wanted = [seeder.object_id(f"page:formations/{slug}") for slug in slugs]
        present = ModulePage.objects.in_bulk([pk for pk in wanted if pk])
        found = [present[pk] for pk in wanted if pk in present]
        page.modules = [PathModule(module=each, sort_order=n) for n, each in enumerate(found)]

    return relate


def front_door(seeder: Seeder) -> Iterator[Item[Any]]:
    """Yield the doors of the home page, once the pages they open exist."""
    home = HomePage.objects.filter(pk=seeder.object_id("page:accueil")).first()
    if home is None:
        return
    doors = load("pages")["doors"]

    def write(present: HomePage | None) -> HomePage:
        page = present or home
        page.doors = json.dumps([door for each in doors if (door := _door(seeder, each))])
        _check(page)
        page.save_revision(clean=False).publish()
        return page

    yield Item(
        key="doors:accueil",
        payload=doors,
        model=HomePage,
        find=lambda: home if len(home.doors) else None,
        write=write,
        read=lambda page: read_page(page, {"doors": []}),
    )


def _door(seeder: Seeder, data: Values) -> Values | None:
    pk = seeder.object_id(data["page"])
    if not Page.objects.filter(pk=pk).exists():
        return None
    return {"type": "door", "id": id_of(f"door/{data['page']}"), "value": {**data, "page": pk}}
