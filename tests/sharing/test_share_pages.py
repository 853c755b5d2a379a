"""The holder's pages of a share: QR, address, code, journal, answers; and the way to stop."""

import pytest
from django.urls import reverse

from passport.models import Opening, Reply, Share
from passport.sharing import rules as sharing
from passport.sharing.views import OPENINGS_LISTED
from tests.passport.factories import code_of, make_line, make_person, make_share, make_skill, token_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def share(people):
    return make_share(people.member, recipient_label="La médiathèque")


def at(name, share):
    return reverse(f"passport:{name}", args=[share.pk])


def page_of(client, address):
    return client.get(address).content.decode()


def test_the_page_shows_the_qr_the_address_and_the_code(client_of, share):
    page = page_of(client_of("member"), share.get_absolute_url())
    assert 'role="img"' in page
    assert share.address in page
    assert share.spoken_code in page
    assert "Après, vos compétences restent." in page
    assert page.count('class="btn"') == 0


def test_together_there_is_no_code_to_show(client_of, people):
    share = make_share(people.member, way=Share.Way.TOGETHER)
    page = page_of(client_of("member"), share.get_absolute_url())
    assert "chiffres à dire" not in page
    assert "jusqu’à demain" in page
    assert "(heure de Paris)" in page


def test_an_address_is_given_to_copy_only_when_a_code_guards_it(client_of, people, share):
    assert "Copier l’adresse" in page_of(client_of("member"), share.get_absolute_url())
    together = make_share(people.member, way=Share.Way.TOGETHER)
    assert "Copier l’adresse" not in page_of(client_of("member"), together.get_absolute_url())


def test_the_printed_page_never_holds_the_code(client_of, share):
    page = page_of(client_of("member"), at("share_sheet", share))
    assert 'role="img"' in page
    assert share.spoken_code not in page
    assert code_of(share) not in page


def test_the_printed_page_gives_nothing_to_type_but_the_code(client_of, share):
    page = page_of(client_of("member"), at("share_sheet", share))
    assert share.address not in page
    assert share.address.rsplit("/", 1)[1] not in page
    assert "tapez l’adresse" not in page
    assert "demandez à la personne de vous envoyer l’adresse" in page


def test_the_printed_page_names_no_site(client_of, share):
    page = page_of(client_of("member"), at("share_sheet", share))
    assert "<title>La feuille à donner · Passeport de compétences</title>" in page
    assert "Entrepairs" not in page


def test_a_stopped_share_shows_neither_qr_nor_code(client_of, share):
    client, code, address = client_of("member"), share.spoken_code, share.address
    page = client.post(at("share_stop", share), follow=True).content.decode()
    assert "est arrêté" in page
    page = page_of(client, share.get_absolute_url())
    assert code not in page
    assert address not in page
    assert "Arrêté aujourd’hui" in page
    assert client.get(at("share_sheet", share)).url == share.get_absolute_url()


def test_a_pause_is_said_and_a_new_code_ends_it(client_of, share):
    Share.objects.filter(pk=share.pk).update(tries_left=0)
    client, old, token = client_of("member"), share.spoken_code, token_of(share)
    page = page_of(client, share.get_absolute_url())
    assert "Partage en pause" in page
    assert old not in page
    page = client.post(at("share_code", share), follow=True).content.decode()
    share.refresh_from_db()
    assert share.spoken_code in page
    assert (share.tries_left, token_of(share)) == (5, token)


def test_a_stopped_share_gets_no_new_code(client_of, share):
    share.stop()
    before = Share.objects.values_list("code_hmac").get()
    client_of("member").post(at("share_code", share))
    assert Share.objects.values_list("code_hmac").get() == before


def test_the_journal_tells_who_said_they_opened_and_other_codes(client_of, share):
    sharing.begin_reading(share, "Clubhouse")
    share.openings.create(outcome=Opening.Outcome.WRONG_CODE, declared_reader="Un autre")
    page = page_of(client_of("member"), share.get_absolute_url())
    assert "Lu aujourd’hui par «\u00a0Clubhouse\u00a0»" in page
    assert "D’autres chiffres ont été essayés aujourd’hui, par «\u00a0Un autre\u00a0»" in page


def test_an_answer_is_read_then_marked(client_of, share):
    share.replies.create(name="Alix", organisation="Clubhouse", contact="Le mardi", text="Venez <b>voir</b>")
    client = client_of("member")
    page = page_of(client, share.get_absolute_url())
    for words in ("Alix", "Le mardi", "Venez &lt;b&gt;voir&lt;/b&gt;", "J’ai lu"):
        assert words in page
    reply = Reply.objects.get()
    assert "J’ai lu" not in client.post(reverse("passport:reply_read", args=[reply.pk]), follow=True).content.decode()
    assert "On vous a répondu" not in page_of(client, reverse("passport:index"))


def test_the_list_tells_open_and_ended_shares_apart(client_of, people, share):
    make_share(people.member, recipient_label="L’ancien").stop()
    page = page_of(client_of("member"), reverse("passport:shares"))
    assert page.index("La médiathèque") < page.index("Arrêtés ou fermés") < page.index("L’ancien")


def test_what_was_removed_leaves_the_list_of_what_is_shown(client_of, people):
    line = make_line(people.member, make_skill("Jardiner"))
    share = make_share(people.member, [line])
    client = client_of("member")
    assert "Jardiner" in page_of(client, share.get_absolute_url())
    line.remove()
    assert "Jardiner" not in page_of(client, share.get_absolute_url())


READ = ["share", "share_preview", "share_sheet"]
DO = ["share_stop", "share_code"]


@pytest.mark.parametrize(
    "kind", ["other_member", "facilitator", "board_member", "coordinator", "referent", "superuser"]
)
def test_the_share_of_somebody_else_does_not_exist(client_of, share, kind):
    client, code = client_of(kind), share.code_hmac
    assert {client.get(at(name, share)).status_code for name in READ} == {404}
    assert {client.post(at(name, share)).status_code for name in DO} == {404}
    share.refresh_from_db()
    assert share.is_open
    assert share.code_hmac == code


@pytest.mark.parametrize("name", [*READ, *DO])
def test_a_visitor_is_asked_to_enter(client, share, name):
    assert client.post(at(name, share)).url.startswith(reverse("account_login"))


def test_the_answer_to_somebody_else_is_not_marked(client_of, share):
    theirs = make_share(make_person("Autre")).replies.create(name="A", text="B")
    assert client_of("member").post(reverse("passport:reply_read", args=[theirs.pk])).status_code == 404
    assert Reply.objects.unread().count() == 1


@pytest.mark.parametrize("name", DO)
def test_a_get_changes_nothing(client_of, share, name):
    assert client_of("member").get(at(name, share)).status_code == 405


@pytest.mark.usefixtures("settings_kept")
def test_the_page_asks_as_much_for_many_openings_and_answers(
    client_of, share, django_assert_num_queries, django_assert_max_num_queries
):
    client = client_of("member")
    share.openings.create(outcome=Opening.Outcome.SHOWN, declared_reader="0")
    with django_assert_max_num_queries(10) as queries:
        client.get(share.get_absolute_url())
    few_asked = len(queries)
    for number in range(60):
        opening = share.openings.create(outcome=Opening.Outcome.SHOWN, declared_reader=str(number))
        share.replies.create(opening=opening, name="A", text="B", read_at=None)
    with django_assert_num_queries(few_asked):
        client.get(share.get_absolute_url())


def test_every_reading_is_told_whatever_their_number(client_of, share):
    Opening.objects.bulk_create(
        Opening(share=share, declared_reader=f"Service {n}", outcome=Opening.Outcome.SHOWN)
        for n in range(OPENINGS_LISTED + 3)
    )
    client = client_of("member")
    first = client.get(share.get_absolute_url())
    second = client.get(share.get_absolute_url(), {"page": "2"})
    told = [opening.pk for page in (first, second) for opening in page.context["page_obj"]]
    assert len(set(told)) == OPENINGS_LISTED + 3
    assert "Page suivante" in first.text
