"""The page of a skill: what it is, what teaches it, for anybody; nothing of a person."""

import pytest
from wagtail.models import PageViewRestriction

from tests.courses.factories import build_site, module_with
from tests.passport.factories import make_line, make_skill
from tests.practices.factories import build_exchange, make_practice

pytestmark = pytest.mark.django_db


@pytest.fixture
def skill():
    return make_skill("Tenir une petite caisse", everyday_words="compter les sous")


def page(client, skill) -> str:
    return client.get(f"/passeport/competences/{skill.slug}/").text


def test_anybody_reads_it_with_its_signs(client, skill):
    text = page(client, skill)
    assert all(said in text for said in ("Tenir une petite caisse", "Je prépare le matériel", "Cuisiner"))
    assert "compter les sous" not in text


def test_it_leads_to_the_passport_signed_in_or_not(client, client_of, skill):
    for asker, words in ((client, "Entrer, puis l’ajouter"), (client_of("member"), "Ajouter à mon passeport")):
        text = page(asker, skill)
        assert f'href="/passeport/ajouter/competence/{skill.slug}/"' in text
        assert words in text


def test_it_names_the_modules_that_teach_it_while_they_can_be_reached(client, skill):
    module = module_with(build_site(), title="La caisse à deux")
    module.skills.add(skill)
    module.save()
    assert "La caisse à deux" in page(client, skill)
    module.unpublish()
    assert "La caisse à deux" not in page(client, skill)


def test_it_names_the_sheets_that_anybody_may_read(client, skill):
    sheet = make_practice(build_exchange(), title="Compter à deux", slug="compter", skills=[skill])
    assert "Compter à deux" in page(client, skill)
    PageViewRestriction.objects.create(page=sheet, restriction_type="login")
    assert "Compter à deux" not in page(client, skill)


def test_it_says_nothing_of_who_has_it(client_of, people, skill):
    make_line(people.member, skill, own_words="Mes mots à moi")
    assert "Mes mots à moi" not in page(client_of("member"), skill)


def test_a_retired_or_unknown_skill_has_no_page(client, skill):
    skill.is_active = False
    skill.save()
    assert client.get(f"/passeport/competences/{skill.slug}/").status_code == 404
    assert client.get("/passeport/competences/inconnue/").status_code == 404
