"""« Échange de pratiques » and its first practice sheets, marked as starters that members improve.

content/seed/practices/README.md says how one is written.
"""

from collections.abc import Iterator
from typing import Any

from config.seeding.files import load
from config.seeding.pages import Relate, Values, page_item
from config.seeding.seeder import Item, Seeder
from content.models import Fact, PracticeIndexPage, PracticePage, PracticeSource
from passport.models import Skill

INDEX = "page:pratiques"
TEXTS = ("situation", "what_we_did", "what_helped", "limits")


def practices(seeder: Seeder) -> Iterator[Item[Any]]:
    """Yield the list, then each sheet. Call inside `content.publishing.two_readers.first_content()`."""
    values = {"slug": "pratiques", **load("pages")["pratiques"]}
    yield page_item(seeder, INDEX, PracticeIndexPage, values, parent="page:accueil")
    for data in load("practices"):
        yield _practice(seeder, data)


def _practice(seeder: Seeder, data: Values) -> Item[Any]:
    values = {name: data[name] for name in ("slug", "title", "audience")}
    values |= {name: data[name] for name in TEXTS} | {"is_starter": True}
    if "about_rights" in data:
        values["about_rights"] = data["about_rights"]
    related = {"skills": data["skills"], "facts": data["facts"]}
    key = f"{INDEX}/{data['key']}"
    return page_item(seeder, key, PracticePage, values, parent=INDEX, relate=_relate_to(related), related=related)


def _relate_to(related: Values) -> Relate:
    def relate(page: PracticePage) -> None:
        page.skills.set(Skill.objects.filter(slug__in=related["skills"]))
        known = Fact.objects.in_bulk(related["facts"], field_name="key")
        cited = [known[key] for key in related["facts"] if key in known]
        page.sources = [PracticeSource(fact=fact, sort_order=n) for n, fact in enumerate(cited)]

    return relate
