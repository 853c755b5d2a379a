"""Modules, lessons, questions and facts made for the tests."""

import datetime
import uuid
from typing import Any

import factory
import wagtail_factories
from django.core.cache import caches
from wagtail.models import Page, Site

from content.models import Fact, HomePage
from courses.models import Audience, LessonPage, LessonSource, ModuleIndexPage, ModulePage, PathIndexPage, PathPage
from passport.models import Skill, SkillDomain


class AudienceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Audience

    slug = factory.Sequence(lambda n: f"public-{n}")
    label = factory.Sequence(lambda n: f"Public {n}")
    tone = "board"


class DomainFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = SkillDomain

    slug = factory.Sequence(lambda n: f"famille-{n}")
    label = factory.Sequence(lambda n: f"Famille {n}")


class SkillFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Skill

    slug = factory.Sequence(lambda n: f"competence-{n}")
    label = factory.Sequence(lambda n: f"Compétence {n}")
    description = "Savoir le faire."
    domain = factory.SubFactory(DomainFactory)


class FactFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Fact

    key = factory.Sequence(lambda n: f"FAIT-{n}")
    statement = "C’est établi."
    source_title = "Guide des associations"
    url = "https://exemple.fr/guide"
    confidence = "H"
    checked_on = datetime.date(2026, 11, 21)


class ModulePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = ModulePage

    title = factory.Sequence(lambda n: f"Formation {n}")
    slug = factory.Sequence(lambda n: f"formation-{n}")
    intro = "Une formation courte."


class LessonPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = LessonPage

    title = factory.Sequence(lambda n: f"Leçon {n}")
    slug = factory.Sequence(lambda n: f"lecon-{n}")
    body = factory.LazyFunction(lambda: [text_block()])


class PathPageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = PathPage

    title = factory.Sequence(lambda n: f"Parcours {n}")
    slug = factory.Sequence(lambda n: f"parcours-{n}")
    intro = "Dans l’ordre."


def build_site() -> ModuleIndexPage:
    """Make a site with a home page, « Formations » and « Parcours »; return « Formations »."""
    root = Page.objects.get(depth=1)
    home = root.add_child(instance=HomePage(title="Accueil", slug="maison", promise="Promesse", lede="En une phrase."))
    Site.objects.update_or_create(is_default_site=True, defaults={"hostname": "testserver", "root_page": home})
    home.add_child(instance=PathIndexPage(title="Parcours", slug="parcours"))
    return home.add_child(instance=ModuleIndexPage(title="Formations", slug="formations"))


def text_block(text: str = "Un paragraphe.") -> dict[str, Any]:
    """Return a block of text, as the database keeps it."""
    return {"type": "text", "id": str(uuid.uuid4()), "value": {"heading": "", "text": f"<p>{text}</p>"}}


def question_block(*choices: tuple[str, bool], kind: str = "single", question: str = "Que faire ?") -> dict[str, Any]:
    """Return a question, as the database keeps it; a choice is given by its text and whether it is right."""
    items = [
        {
            "type": "item",
            "id": str(uuid.uuid4()),
            "value": {"text": text, "is_right": right, "explanation": f"Parce que {text}."},
        }
        for text, right in choices
    ]
    value = {"question": question, "kind": kind, "choices": items, "explanation": "L’explication générale."}
    return {"type": "question", "id": str(uuid.uuid4()), "value": value}


def reflection_block(question: str = "Que savez-vous déjà faire ?", why: str = "On part de là.") -> dict[str, Any]:
    """Return a reflection, as the database keeps it."""
    return {"type": "reflection", "id": str(uuid.uuid4()), "value": {"question": question, "why": why}}


def choice_ids(block: dict[str, Any], *texts: str) -> list[str]:
    """Return the ids of the choices with these texts."""
    return [item["id"] for item in block["value"]["choices"] if item["value"]["text"] in texts]


def module_with(index: ModuleIndexPage, lessons: int = 3, **fields: Any) -> ModulePage:
    """Make a module with so many lessons of text."""
    module = ModulePageFactory(parent=index, **fields)
    for _ in range(lessons):
        LessonPageFactory(parent=module)
    return module


def cite(lesson: LessonPage, *facts: Fact) -> None:
    """Make a lesson cite facts."""
    LessonSource.objects.bulk_create(LessonSource(lesson=lesson, fact=fact) for fact in facts)


def address(lesson: LessonPage, act: str = "") -> str:
    """Return the path of a lesson, or of one of its POSTs: ``fini``, ``reponse``."""
    module = lesson.get_parent()
    return f"/formations/{module.slug}/{lesson.slug}/" + (f"{act}/" if act else "")


def published() -> None:
    """Empty the page cache as a publication does once committed: the transaction of a test never is."""
    caches["pages"].clear()
