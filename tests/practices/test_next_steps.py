"""The next step of each: an author goes on with a draft, a moderator finds what to read on the home of the admin."""

import pytest
from django.urls import reverse

from content.models import PracticePage
from content.practices.review import actions as rules
from content.practices.sheets import actions, drafts
from tests.practices.sent_sheets import STEPS, case_of, send_sheet

pytestmark = pytest.mark.django_db
MINE = "/pratiques/mes-fiches/"
QUEUE = "/admin/relectures/"


@pytest.fixture
def sheet(second, people) -> PracticePage:
    """Return a sheet that a member has just sent."""
    return send_sheet(people.member)


def case_page(sheet: PracticePage) -> str:
    return reverse("moderation:case", args=[case_of(sheet).pk])


def test_what_is_begun_is_taken_up_where_it_was_left(index, people, client_of):
    drafts.keep(people.member, None, **STEPS[1])
    client = client_of("member")
    page = client.get(MINE).text
    assert 'href="/pratiques/proposer/4/"' in page
    assert client.get("/pratiques/proposer/4/").url == "/pratiques/proposer/2/"
    assert "On écrit une fiche à la fois" in page
    assert "Proposer une fiche" not in page.split("<main")[1]


def test_erasing_what_is_begun_asks_first(index, people, client_of):
    drafts.keep(people.member, None, **STEPS[1])
    for url in (MINE, "/pratiques/proposer/"):
        main = client_of("member").get(url).text.split("<main")[1]
        closed = [each.split("</details>")[0] for each in main.split("<details")[1:]]
        assert any("Effacer" in each and "Cela ne se défait pas." in each for each in closed)


def test_a_sheet_being_read_says_what_comes_next(sheet, client_of):
    page = client_of("member").get(reverse("practices:my_sheet", args=[sheet.pk])).text
    assert "Une remarque paraît ici et sur votre accueil." in page
    assert "Un mot à la modération" in page
    assert "Votre réponse" not in page


def test_the_home_names_the_sheets_whose_turn_is_the_moderators(client_of, sheet, people):
    home = client_of("moderator").get("/admin/").text
    assert "Fiches de pratique à lire" in home
    assert case_page(sheet) in home
    assert "Fiches de pratique à lire" not in client_of("editor").get("/admin/").text
    rules.remark(case_of(sheet), people.moderator, "Dites combien.")
    client = client_of("moderator")
    assert "Fiches de pratique à lire" not in client.get("/admin/").text
    assert "\\u00c0 relire (" not in client.get(QUEUE).text
    actions.answer(sheet, people.member, "Deux.")
    assert case_page(sheet) in client.get("/admin/").text


def test_a_remark_too_long_is_refused_in_plain_words(client_of, sheet):
    send = reverse("moderation:act", args=[case_of(sheet).pk, "remarque"])
    response = client_of("moderator").post(send, {"remark-words": "x" * 2001})
    assert response.status_code == 422
    assert "Votre texte est trop long\xa0: 2000 signes au plus." in response.text


def test_what_is_published_is_one_press_away(client_of, sheet, people):
    case = case_of(sheet)
    rules.publish(case, people.moderator, rules.text_read(case))
    assert PracticePage.objects.get(pk=sheet.pk).address in client_of("moderator").get(case_page(sheet)).text
