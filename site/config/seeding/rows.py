"""Plain rows: audiences, facts, skills, places. Each is found by its slug or key."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

from django.db import models

from config.seeding.files import load
from config.seeding.seeder import Item, M
from content.models import Fact, SearchWord
from content.models.search_words import folded_line
from courses.models import Audience
from directory.models import Collective, Organisation, PeerGroup
from lib.text import fold_words
from passport.models import HealthWord, Skill, SkillDomain, SkillIndicator

DATES = {"checked_on"}


def row(kind: str, model: type[M], values: dict[str, Any], name: str = "slug") -> Item[M]:
    """Return an item written field by field; `name` is the field people know it by."""
    values = {key: date.fromisoformat(each) if key in DATES else each for key, each in values.items()}

    def write(present: M | None) -> M:
        made = present or model()
        for field, value in values.items():
            setattr(made, field, value)
        made.full_clean()
        made.save()
        return made

    return Item(
        key=f"{kind}:{values[name]}",
        payload=values,
        model=model,
        find=lambda: model._default_manager.filter(**{name: values[name]}).first(),
        write=write,
        read=lambda made: {field: getattr(made, field) for field in values},
    )


def audiences() -> Iterator[Item[Audience]]:
    """Yield the audiences of modules."""
    for order, data in enumerate(load("audiences")):
        yield row("audience", Audience, {**data, "order": order})


def facts() -> Iterator[Item[Fact]]:
    """Yield the facts that lessons and sheets cite, with their sources."""
    fields = ("key", "statement", "source_title", "url", "confidence", "checked_on")
    for data in load("facts"):
        yield row("fact", Fact, {field: data[field] for field in fields}, name="key")


def places() -> Iterator[Item[Any]]:
    """Yield groups, collectives and organisations."""
    kinds: tuple[tuple[str, str, type[models.Model]], ...] = (
        ("group", "groups", PeerGroup),
        ("collective", "collectives", Collective),
        ("organisation", "organisations", Organisation),
    )
    for kind, name, model in kinds:
        for data in load(name):
            yield row(kind, model, data)


def health_words() -> Iterator[Item[HealthWord]]:
    """Yield the words that warn before a text is shared; a word is the same one however editors accented it."""
    for data in load("health_words"):
        yield _health_word(data)


def _health_word(data: dict[str, Any]) -> Item[HealthWord]:
    plain = row("health_word", HealthWord, data, name="word")
    folded = fold_words(data["word"])
    return replace(plain, key=f"health_word:{folded}", find=lambda: HealthWord.objects.filter(folded=folded).first())


def search_words() -> Iterator[Item[SearchWord]]:
    """Yield what people type and what the texts say; a row is told by the first thing typed."""
    for data in load("search_words")["word"]:
        yield _search_word({name: "\n".join(data[name]) for name in ("typed", "means")})


def _search_word(data: dict[str, Any]) -> Item[SearchWord]:
    folded = folded_line(data["typed"].partition("\n")[0])
    plain = row("search_word", SearchWord, data, name="typed")
    return replace(plain, key=f"search_word:{folded}", find=lambda: SearchWord.objects.filter(folded=folded).first())


def skill_domains() -> Iterator[Item[SkillDomain]]:
    """Yield the domains of skills with their pictograms."""
    pictograms = load("pictograms")["domains"]
    for order, data in enumerate(load("skills")):
        values = {"slug": data["slug"], "label": data["label"], "pictogram": pictograms.get(data["slug"], "")}
        yield row("domain", SkillDomain, {**values, "order": order})


def skills() -> Iterator[Item[Skill]]:
    """Yield skills with their indicators; a skill whose domain people deleted is not written."""
    pictograms = load("pictograms")["skills"]
    order = 0
    for domain in load("skills"):
        for data in domain["skills"]:
            order += 1
            yield _skill({**data, "pictogram": pictograms.get(data["slug"], ""), "order": order}, domain["slug"])


def _skill(data: dict[str, Any], domain_slug: str) -> Item[Skill]:
    values = {key: value for key, value in data.items() if key not in ("indicators", "everyday_words")}
    values["everyday_words"] = "\n".join(data.get("everyday_words", []))

    def write(present: Skill | None) -> Skill | None:
        domain = SkillDomain.objects.filter(slug=domain_slug).first()
        if domain is None:
            return None
        made = present or Skill()
        for field, value in values.items():
            setattr(made, field, value)
        made.domain = domain
        made.indicators = [SkillIndicator(text=text, sort_order=n) for n, text in enumerate(data["indicators"])]
        made.full_clean()
        made.save()
        return made

    def read(made: Skill) -> dict[str, Any]:
        indicators = list(made.indicators.order_by("sort_order").values_list("text", flat=True))
        return {field: getattr(made, field) for field in values} | {
            "domain": made.domain.slug,
            "indicators": indicators,
            "is_active": made.is_active,
        }

    return Item(
        key=f"skill:{data['slug']}",
        payload={**data, "domain": domain_slug},
        model=Skill,
        find=lambda: Skill.objects.filter(slug=data["slug"]).first(),
        write=write,
        read=read,
    )
