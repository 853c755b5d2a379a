"""« Échange de pratiques » : the list and its filters by words, public and skill."""

import re
from html import unescape

import pytest
from django.core.cache import caches
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from wagtail.models import PageViewRestriction

from content.finding.catalogue import catalogue
from content.practices.sheets import drafts
from tests.courses.factories import SkillFactory
from tests.practices.factories import make_practice
from tests.practices.peer_advocates import browser_of, make_peer_advocate

URL = "/pratiques/"


@pytest.fixture
def three(index, indexed):
    """Make a sheet for the board with a skill, one for facilitators, one for everyone that is a starter."""
    greeting = SkillFactory(slug="accueillir", label="Accueillir")
    return [
        make_practice(index, title="Les clés", audience="board", situation="Deux trousseaux ont disparu."),
        make_practice(index, title="Souffler", audience="facilitators", what_helped="Des réunions entre animateurs."),
        make_practice(index, title="Bienvenue", audience="everyone", skills=[greeting], is_starter=True),
    ]


def titles(response) -> list[str]:
    return re.findall(r'<h2 class="large"><a href="[^"]*">([^<]*)</a>', response.text)


def words_of(response) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.text))


def test_all_sheets_are_listed_those_of_members_first(visitor, three):
    response = visitor.get(URL)
    assert titles(response)[-1] == "Bienvenue"
    assert sorted(titles(response)) == ["Bienvenue", "Les clés", "Souffler"]
    assert "Proposition de départ" in response.text


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ({"public": "board"}, ["Les clés"]),
        ({"competence": "accueillir"}, ["Bienvenue"]),
        ({"q": "trousseau"}, ["Les clés"]),
        ({"q": "reunion animateur"}, ["Souffler"]),
        ({"q": "clés", "public": "everyone"}, []),
        ({"q": "clés", "public": "board"}, ["Les clés"]),
    ],
)
def test_each_filter_finds_its_sheets(visitor, three, asked, found):
    response = visitor.get(URL, asked)
    assert response.status_code == 200
    assert titles(response) == found


def test_skills_are_offered_under_their_families(visitor, three):
    families = re.findall(r'<optgroup label="[^"]+">(.*?)</optgroup>', visitor.get(URL).text, re.DOTALL)
    assert ["accueillir" in each for each in families] == [True]


def test_a_skill_of_no_published_sheet_is_not_offered(visitor, three):
    three[2].unpublish()
    assert "Accueillir" not in visitor.get(URL).text


def test_a_draft_and_a_restricted_sheet_are_in_no_list(visitor, three):
    three[0].unpublish()
    PageViewRestriction.objects.create(page=three[1], restriction_type="login")
    assert titles(visitor.get(URL)) == ["Bienvenue"]
    assert titles(visitor.get(URL, {"q": "clés"})) == []


def test_nothing_found_says_so_and_keeps_what_was_typed(visitor, three):
    response = visitor.get(URL, {"q": "zzzz"})
    assert "<h2>Pas encore de fiche sur ce sujet</h2>" in response.text
    assert 'value="zzzz"' in response.text
    assert "Tout effacer" in response.text


def test_nothing_found_with_choices_says_that_they_count(visitor, three):
    narrowed = visitor.get(URL, {"q": "clés", "public": "everyone"})
    assert "Pas encore de fiche sur ce sujet avec ces choix" in narrowed.text
    assert "enlevez un choix" in narrowed.text
    three[0].unpublish()
    only_chosen = visitor.get(URL, {"public": "board"})
    assert "Aucune fiche ne correspond" in only_chosen.text
    assert "Pas encore de fiche sur ce sujet" not in only_chosen.text


@pytest.mark.parametrize("kind", ["visitor", "member"])
def test_what_was_searched_in_vain_begins_a_question_or_a_sheet(client_of, three, kind):
    client, typed = client_of(kind), 'zzzz & "yyyy"'
    page = client.get(URL, {"q": typed}).text
    doors = [reverse("practices:ask"), reverse("practices:propose")]
    led = [re.findall(rf'href="({door}[?][^"]*)"', page) for door in doors]
    assert [len(addresses) for addresses in led] == [2, 2], "above and below"
    question = client.get(unescape(led[0][0]))
    assert question.context["form"]["text"].value() == typed
    if kind == "member":
        assert client.get(unescape(led[1][0])).context["form"]["title"].value() == typed


def test_the_sheet_that_one_has_begun_keeps_its_title(client_of, people, three):
    drafts.keep(people.member, None, title="Ouvrir à deux")
    form = client_of("member").get(reverse("practices:propose"), {"q": "zzzz"}).context["form"]
    assert form["title"].value() == "Ouvrir à deux"


@pytest.mark.parametrize("odd", ["\0", "x" * 10_000, "🙂\0", "<b>gras</b>"])
def test_odd_words_in_the_address_of_a_door_break_nothing(client_of, three, odd):
    for name in ("ask", "propose"):
        page = client_of("member").get(reverse(f"practices:{name}"), {"q": odd})
        assert page.status_code == 200 and "\0" not in page.text and "<b>gras" not in page.text


def test_the_nearest_sheets_do_not_hide_the_doors(visitor, three):
    page = visitor.get(URL, {"q": "trousseau zzzz"})
    assert titles(page) == ["Les clés"]
    assert f'href="{reverse("practices:ask")}?q=trousseau+zzzz"' in page.text


def test_without_a_search_the_doors_carry_nothing(visitor, three):
    assert "?q=" not in visitor.get(URL).text


def test_an_empty_exchange_says_what_a_sheet_is(visitor, index):
    assert "Les fiches arrivent" in visitor.get(URL).text


@pytest.mark.parametrize("field", ["public", "competence"])
@pytest.mark.parametrize("odd", ["inconnu", "🙂", "x" * 3000, "' OR 1=1", "‮"])
def test_a_choice_that_is_not_in_the_list_is_said_beside_it(visitor, three, field, odd):
    response = visitor.get(URL, {field: odd, "q": "clés"})
    assert response.status_code == 422
    assert f'id="id_{field}_error"' in response.text
    assert 'value="clés"' in response.text


@pytest.mark.parametrize("odd", ['"', "\0", "clés\0", "🙂", "a OR b", "*", "%", "‮abc", "NOT", "("])
def test_odd_searches_break_nothing(visitor, three, odd):
    assert visitor.get(URL, {"q": odd}).status_code == 200


def test_too_many_words_are_said_and_kept(visitor, three):
    response = visitor.get(URL, {"q": "mot " * 100})
    assert response.status_code == 422
    assert "cent caractères au plus" in response.text
    assert "mot mot" in response.text


@pytest.mark.parametrize("page", ["0", "99", "abc", "\0"])
def test_a_page_that_does_not_exist_is_not_found(visitor, three, page):
    assert visitor.get(URL, {"page": page}).status_code == 404


def test_the_list_is_404_without_its_page_in_the_tree(visitor, db):
    assert visitor.get(URL).status_code == 404


def test_a_long_list_keeps_its_filters_from_page_to_page(visitor, index):
    for _ in range(21):
        make_practice(index, audience="rights")
    assert "public=rights&amp;page=2" in visitor.get(URL, {"public": "rights"}).text
    assert len(titles(visitor.get(URL, {"public": "rights", "page": 2}))) == 1


@pytest.mark.one_database
def test_the_list_costs_five_queries_at_most_however_long(visitor, index):
    skills = [SkillFactory() for _ in range(3)]

    def costs() -> list[int]:
        found = []
        for asked in ({}, {"q": "personne", "public": "everyone"}):
            caches["pages"].clear()
            catalogue()
            with CaptureQueriesContext(connection) as queries:
                assert visitor.get(URL, asked).status_code == 200
            found.append(len(queries))
        return found

    for _ in range(20):
        make_practice(index, skills=skills)
    visitor.get(URL)
    few = costs()
    for _ in range(180):
        make_practice(index)
    assert costs() == few
    assert max(few) <= 5


def test_an_anonymous_visit_is_kept_and_made_again_when_a_sheet_is_published(
    visitor, index, practice, django_assert_num_queries, django_capture_on_commit_callbacks
):
    visitor.get(URL)
    with django_assert_num_queries(0):
        visitor.get(URL)
    with django_capture_on_commit_callbacks(execute=True):
        draft = make_practice(index, title="Toute neuve", live=False)
        draft.save_revision().publish()
    assert "Toute neuve" in titles(visitor.get(URL))


def test_the_page_carries_no_token_and_tells_feed_readers_where_the_feed_is(visitor, practice):
    response = visitor.get(URL)
    assert "csrf" not in response.text
    assert not response.cookies
    assert '<link rel="alternate" type="application/atom+xml"' in response.text
    assert len(re.findall(r'class="btn"', response.text)) == 1


def test_a_whole_sentence_finds_the_nearest_sheets(visitor, three):
    response = visitor.get(URL, {"q": "comment retrouver des trousseaux perdus"})
    assert titles(response) == ["Les clés"]
    assert "Aucune fiche n’a tous ces mots" in words_of(response)
    assert titles(visitor.get(URL, {"q": "girafe"})) == []


def test_what_the_reader_may_do_is_shown_above_the_list(visitor, three, client_of):
    top = visitor.get(URL).text.split('role="search"')[1]
    assert "Proposer une fiche" in top
    assert "Poser une question" in top
    assert "Mes fiches" in client_of("member").get(URL).text.split('role="search"')[1]


def test_a_peer_advocate_goes_to_the_questions_from_the_list(index, client_of):
    assert "Répondre aux questions" in browser_of(make_peer_advocate("Alix")).get(URL).text
    assert "Répondre aux questions" not in client_of("member").get(URL).text
