"""The screens of « Formations », of a module and of a path."""

import re

import pytest

from content.models import HomePage
from courses.models import LessonPage, PathIndexPage, PathModule
from tests.courses.factories import (
    AudienceFactory,
    LessonPageFactory,
    PathPageFactory,
    SkillFactory,
    address,
    module_with,
    published,
    text_block,
)


@pytest.fixture
def three(index, indexed):
    """Return three modules: a short one for the board, a middling one with a skill, a long one."""
    board, everyone = AudienceFactory(slug="bureau", label="Bureau"), AudienceFactory(slug="tous", label="Tous")
    made = []
    for title, minutes, audience in [
        ("Caisse", 1, board),
        ("Réunion", 20, everyone),
        ("Droits", 40, everyone),
    ]:
        module = module_with(index, lessons=0, title=title, slug=title.lower().replace("é", "e"))
        module.audiences.add(audience)
        module.save()
        LessonPageFactory(parent=module, body=[text_block("mot " * 140 * minutes)])
        made.append(module)
    made[1].skills.add(SkillFactory(slug="animer", label="Animer"))
    made[1].save()
    return made


def titles(response) -> list[str]:
    return re.findall(r'<h2 class="large"><a href="[^"]*">([^<]*)</a>', response.content.decode())


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({}, ["Caisse", "Réunion", "Droits"]),
        ({"public": "bureau"}, ["Caisse"]),
        ({"public": "tous"}, ["Réunion", "Droits"]),
        ({"duree": "moins-de-15"}, ["Caisse"]),
        ({"duree": "15-a-30"}, ["Réunion"]),
        ({"duree": "plus-de-30"}, ["Droits"]),
        ({"competence": "animer"}, ["Réunion"]),
        ({"q": "caisse"}, ["Caisse"]),
        ({"q": "reunion"}, ["Réunion"]),
        ({"public": "tous", "duree": "plus-de-30"}, ["Droits"]),
        ({"public": "", "duree": "", "competence": "", "q": ""}, ["Caisse", "Réunion", "Droits"]),
    ],
)
def test_the_filters_keep_the_modules_that_match(visitor, three, asked, found):
    response = visitor.get("/formations/", asked)
    assert response.status_code == 200
    assert titles(response) == found


def test_skills_are_offered_under_their_families(visitor, three):
    families = re.findall(r'<optgroup label="[^"]+">(.*?)</optgroup>', visitor.get("/formations/").text, re.DOTALL)
    assert ["animer" in each for each in families] == [True]


def test_a_word_of_a_lesson_finds_its_module(visitor, three):
    LessonPageFactory(parent=three[2], title="Le juge", body=[text_block("On demande une audience.")])
    assert titles(visitor.get("/formations/", {"q": "audience"})) == ["Droits"]


def test_an_unpublished_module_is_neither_listed_nor_found(visitor, three):
    three[0].unpublish()
    assert titles(visitor.get("/formations/")) == ["Réunion", "Droits"]
    assert titles(visitor.get("/formations/", {"q": "caisse"})) == []


def test_a_search_without_result_says_so_and_keeps_the_words(visitor, three):
    body = visitor.get("/formations/", {"q": "zzzz"}).content.decode()
    assert "Rien ne correspond" in body
    assert 'value="zzzz"' in body


@pytest.mark.parametrize("field", ["public", "duree", "competence"])
@pytest.mark.parametrize("odd", ["inconnu", "🙂", "x" * 3000, "' OR 1=1", "‮", "1\0"])
def test_an_unknown_choice_is_refused_beside_its_field(visitor, three, field, odd):
    response = visitor.get("/formations/", {field: odd, "q": "caisse"})
    body = response.content.decode()
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in body
    assert "n’est pas dans la liste" in body
    assert 'value="caisse"' in body


@pytest.mark.parametrize("odd", ['"', "\0", "caisse\0", "🙂", "'", "a OR b", "*", "%", "‮abc", "NOT", "(", "é" * 100])
def test_any_text_may_be_searched(visitor, three, odd):
    assert visitor.get("/formations/", {"q": odd}).status_code == 200


def test_too_long_a_search_is_refused_and_its_words_stay(visitor, three):
    response = visitor.get("/formations/", {"q": "mot " * 100})
    assert response.status_code == 422
    assert "cent caractères au plus" in response.content.decode()
    assert "mot mot" in response.content.decode()


@pytest.mark.parametrize("page", ["0", "99", "abc", "-1", "\0", "x" * 3000, "🙂"])
def test_a_page_that_does_not_exist_is_not_found(visitor, three, page):
    assert visitor.get("/formations/", {"page": page}).status_code == 404


def test_a_long_list_keeps_its_filters_from_page_to_page(visitor, index):
    audience = AudienceFactory(slug="tous")
    for _ in range(21):
        module = module_with(index, lessons=0)
        module.audiences.add(audience)
        module.save()
    body = visitor.get("/formations/", {"public": "tous"}).content.decode()
    assert "public=tous&amp;page=2" in body
    assert len(titles(visitor.get("/formations/", {"public": "tous", "page": 2}))) == 1


def test_a_module_shows_its_outcomes_publics_and_skills_but_no_internal_note(visitor, module):
    module.outcomes = [("outcome", "Je sais noter une dépense")]
    module.credits, module.editor_note = "des adhérents", "Note interne"
    module.audiences.set([AudienceFactory(label="Bureau")])
    module.save()
    body = visitor.get(module.address).content.decode()
    for text in (
        "Je sais noter une dépense",
        "Écrit par des adhérents",
        "Bureau",
        "Noter",
        "3 leçons",
        "3&nbsp;minutes",
    ):
        assert text in body
    assert "Commencer la première leçon" in body
    assert body.count('class="btn"') == 1
    assert "Note interne" not in body
    assert "csrf" not in body


def test_a_module_without_lessons_says_they_are_coming(visitor, index):
    module = module_with(index, lessons=0)
    assert "Les leçons arrivent" in visitor.get(module.address).content.decode()


@pytest.fixture
def path(index):
    """Return the modules of a path; the second of three is unpublished."""
    page = PathPageFactory(parent=PathIndexPage.objects.get(), title="Je débute", slug="je-debute")
    modules = [module_with(index, lessons=1, title=title) for title in ("Un", "Deux", "Trois")]
    PathModule.objects.bulk_create(
        PathModule(path=page, module=module, sort_order=n) for n, module in enumerate(modules)
    )
    modules[1].unpublish()
    return modules


def test_a_path_shows_its_published_modules_in_order(visitor, path):
    body = visitor.get("/parcours/je-debute/").content.decode()
    assert re.findall(r"(Un|Deux|Trois)\n", body) == ["Un", "Trois"]
    assert "Commencer le parcours" in body
    assert "Je débute" in visitor.get("/parcours/").content.decode()


@pytest.mark.parametrize("kind", ["visitor", "member"])
def test_a_path_shows_the_modules_finished_and_the_next_one(browser_of, path, kind):
    browser = browser_of(kind)
    browser.post(address(LessonPage.objects.child_of(path[0]).get(), "fini"), {"action": "done"})
    body = browser.get("/parcours/je-debute/").content.decode()
    assert body.index("Un") < body.index(", finie") < body.index("Trois") < body.index(", la prochaine")
    assert "Continuer&nbsp;: Trois" in body
    browser.post(address(LessonPage.objects.child_of(path[2]).get(), "fini"), {"action": "done"})
    assert "Vous avez fini toutes les formations" in browser.get("/parcours/je-debute/").content.decode()


def test_the_site_has_one_home_page(index):
    assert HomePage.objects.count() == 1


def test_a_module_says_whether_groups_tried_it(visitor, module):
    assert "pas encore essayée avec des groupes" in visitor.get(module.address).content.decode()
    module.tried_with = "trois groupes, au printemps 2027"
    module.save()
    published()
    page = visitor.get(module.address).content.decode()
    assert "Essayée avec trois groupes, au printemps 2027." in page and "pas encore essayée" not in page
