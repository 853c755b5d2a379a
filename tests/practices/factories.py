"""Practice sheets made for the tests."""

from typing import Any

import factory
import wagtail_factories

from content.models import HomePage, PracticeIndexPage, PracticePage, PracticeSource
from content.publishing.two_readers import first_content
from tests.courses.factories import build_site


class PracticePageFactory(wagtail_factories.PageFactory):
    class Meta:
        model = PracticePage

    title = factory.Sequence(lambda n: f"Fiche {n}")
    slug = factory.Sequence(lambda n: f"fiche-{n}")
    situation = "Quelqu’un arrive pour la première fois."
    what_we_did = "Une personne l’accueille."
    what_helped = "Prendre le temps."
    limits = "Pas tous les jours."


def build_exchange() -> PracticeIndexPage:
    """Make « Échange de pratiques », empty, in a site made when there is none; return the list."""
    if not HomePage.objects.exists():
        build_site()
    return HomePage.objects.get().add_child(instance=PracticeIndexPage(title="Échange de pratiques", slug="pratiques"))


def make_practice(index: PracticeIndexPage | None = None, **fields: Any) -> PracticePage:
    """Make a published sheet with these `skills` and `facts`."""
    skills, facts = fields.pop("skills", []), fields.pop("facts", [])
    with first_content():  # the rule of two readers has its own tests
        practice = PracticePageFactory(parent=index or PracticeIndexPage.objects.get(), **fields)
        if skills:
            practice.skills.set(skills)
            practice.save()
    PracticeSource.objects.bulk_create(PracticeSource(practice=practice, fact=fact) for fact in facts)
    return practice
