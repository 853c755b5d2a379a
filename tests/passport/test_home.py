"""The passport's first screen, for its holder alone."""

import pytest
from django.urls import reverse

from passport.models import Face, Practice
from passport.sharing import rules as sharing
from tests.passport.factories import make_confirmation, make_line, make_proposal, make_share, make_skill

pytestmark = pytest.mark.django_db
HOME = reverse("passport:index")


def test_an_empty_passport_explains_the_first_step(client_of):
    page = client_of("member").get(HOME).content.decode()
    assert "Une première ligne suffit" in page
    assert "Par exemple" in page
    assert reverse("passport:share_new") not in page
    assert reverse("passport:paper") in page
    assert "#montrer" not in page, "nothing to show, nothing to jump to"


def test_a_line_that_is_only_declared_offers_the_next_step(client_of, people):
    line = make_line(people.member, make_skill("Jardiner"))
    ask = reverse("passport:ask_confirmation", args=[line.pk])
    assert ask in client_of("member").get(HOME).text
    make_confirmation(line, people.other_member)
    assert ask not in client_of("member").get(HOME).text


def test_a_line_says_its_face_how_often_and_how_it_went(client_of, people):
    skill = make_skill("Jardiner")
    make_line(people.member, skill, face=Face.SHARED, frequency="often", own_words="Les tomates surtout")
    page = client_of("member").get(HOME).content.decode()
    for words in ("Jardiner", "J’ai montré", "souvent · sans aide", "Les tomates surtout", "déclarée"):
        assert words in page


def test_what_was_only_seen_in_a_training_says_so(client_of, people):
    make_proposal(people.member).accept(Practice.NOT_TRIED)
    assert "Je l’ai vue en formation" in client_of("member").get(HOME).content.decode()


def test_openings_are_told_in_plain_words(client_of, people):
    share = make_share(people.member, recipient_label="Le Clubhouse")
    sharing.begin_reading(share, "Clubhouse")
    opening = sharing.begin_reading(share, "")
    opening.replies.create(share=share, name="Alix", text="Venez")
    page = client_of("member").get(HOME).content.decode()
    assert "Lu aujourd’hui par «\u00a0Clubhouse\u00a0»" in page
    assert "Lu aujourd’hui sans dire de nom" in page
    assert "On vous a répondu" in page


def test_a_stopped_share_leaves_the_first_screen(client_of, people):
    make_share(people.member, recipient_label="La porte du fond").stop()
    assert "La porte du fond" not in client_of("member").get(HOME).content.decode()


@pytest.mark.parametrize("kind", ["other_member", "facilitator", "board_member", "coordinator", "superuser"])
def test_nobody_else_sees_a_line_a_proposal_or_a_share(client_of, people, kind):
    make_line(people.member, make_skill("Secret jardin"))
    make_proposal(people.member, make_skill("Secret verger"))
    make_share(people.member, recipient_label="Secret partage")
    for name in ("index", "removed", "proposal_list", "shares"):
        assert "Secret" not in client_of(kind).get(reverse(f"passport:{name}")).content.decode()


def test_a_visitor_is_asked_to_enter(client):
    assert client.get(HOME).url.startswith(reverse("account_login"))


def test_nothing_of_the_passport_is_kept_by_a_browser(client_of):
    assert client_of("member").get(HOME).headers["Cache-Control"] == "no-store, private"


def fill(member, count):
    for number in range(count):
        line = make_line(member, make_skill())
        line.occasions.create(source_kind="declared", source_label=str(number))
        make_proposal(member, ref=f"module-{number}")


@pytest.mark.usefixtures("settings_kept")
def test_the_first_screen_asks_as_much_for_200_lines_as_for_20(
    client_of, people, django_assert_max_num_queries, django_assert_num_queries
):
    client = client_of("member")
    fill(people.member, 20)
    make_share(people.member)
    with django_assert_max_num_queries(16) as queries:
        client.get(HOME)
    few_asked = len(queries)
    fill(people.member, 180)
    for _ in range(10):
        sharing.begin_reading(make_share(people.member), "A")
    with django_assert_num_queries(few_asked):
        page = client.get(HOME)
    assert "Page 1 sur 5" in page.content.decode()


@pytest.mark.parametrize("page", ["2", "99999999999999999999", "x", "-1", "\x00"])
def test_an_odd_page_number_shows_a_page(client_of, page):
    assert client_of("member").get(HOME, {"page": page}).status_code == 200
