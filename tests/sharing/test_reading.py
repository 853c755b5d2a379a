"""Reading a share: the order of things, what goes at once, one hour, two tabs, and the message left."""

import re

import pytest
import time_machine
from django.test import Client
from django.utils import timezone

from passport.models import Opening, Reply, Share, SourceKind
from tests.passport.factories import code_of, make_line, make_person, make_share, make_skill, token_of
from tests.sharing.kit import MESSAGE, door, enter, wrong

pytestmark = pytest.mark.django_db


@pytest.fixture
def member():
    return make_person("Camille")


@pytest.fixture
def share(member):
    return make_share(member)


def test_the_passport_is_read_in_the_order_it_was_thought(member, client):
    line = make_line(member, make_skill("Jardiner"), task="Arroser", setting="Dehors", own_words="J’aime la terre")
    share = make_share(member, [line], looking_for="Deux matins", how_helped="Savoir la veille")
    page = enter(client, share).content.decode()
    told = ["Camille", "Deux matins", "Jardiner", "Arroser", "Dehors", "A appris en faisant", "Savoir la veille"]
    told += ["Votre message", "Rempli et choisi par la personne", "jusqu’au"]
    places = [page.index(words) for words in told]
    assert places == sorted(places)
    assert "déclarée par la personne" in page


def test_the_reader_may_sort_by_work_unit(member, client):
    share = make_share(member, [make_line(member, make_skill("Jardiner", domain="Dehors", unit="Entretien"))])
    view = enter(client, share).request["PATH_INFO"]
    assert ">Dehors</h3>" in client.get(view).content.decode()
    assert ">Entretien</h3>" in client.get(view, {"par": "pole"}).content.decode()
    for odd in ("\x00", "x" * 10_000, "🎉"):
        assert ">Dehors</h3>" in client.get(view, {"par": odd}).content.decode()


def test_words_stay_as_frozen_and_a_removed_entry_goes_at_once(member, client):
    line, other = make_line(member, make_skill("Jardiner")), make_line(member, make_skill("Compter"))
    share = make_share(member, [line, other])
    view = enter(client, share).request["PATH_INFO"]
    line.own_words = "Mots d’après"
    line.save()
    other.remove()
    page = client.get(view).content.decode()
    assert "Jardiner" in page
    assert "Mots d’après" not in page
    assert "Compter" not in page
    other.put_back()
    assert "Compter" in client.get(view).content.decode()


def test_the_group_is_told_only_when_it_was_ticked(member, client, people):
    assert "Groupe d’ici" not in enter(client, make_share(member)).content.decode()
    member.memberships.create(peer_group=people.here)
    shown = make_share(member, group_name="Groupe d’ici")
    assert "Groupe d’ici" in enter(Client(), shown).content.decode()


def test_old_dates_are_told_only_when_they_were_ticked(member, client):
    line = make_line(member)
    line.occasions.create(source_kind=SourceKind.DECLARED, happened_on="2020-05-01")
    assert "2020" not in enter(client, make_share(member, [line])).content.decode()
    assert "mai 2020" in enter(Client(), make_share(member, [line], show_old_dates=True)).content.decode()


def test_a_stopped_share_is_closed_in_the_same_second(share, client):
    view = enter(client, share).request["PATH_INFO"]
    Share.objects.get(pk=share.pk).stop()
    assert client.get(view).status_code == 404
    assert client.post(view, MESSAGE).status_code == 404
    assert client.post(view + "encore/", {"code": code_of(share)}).status_code == 404
    assert not Reply.objects.exists()


def test_two_passports_in_two_tabs_do_not_cross(client):
    one = make_share(make_person("Camille"))
    other = make_share(make_person("Sacha"))
    first, second = enter(client, one).request["PATH_INFO"], enter(client, other).request["PATH_INFO"]
    assert "Camille" in client.get(first).content.decode()
    assert "Sacha" in client.get(second).content.decode()
    client.post(first, MESSAGE)
    assert Reply.objects.get().share == one
    assert first in {cookie["path"] for cookie in client.cookies.values()}


def test_the_cookie_is_bound_and_hidden_from_scripts(share, settings):
    for secure in (False, True):
        settings.SECURE = secure
        response = Client().post(door(token_of(share)), {"code": code_of(share), "reader": str(secure)})
        (name, cookie), *others = response.cookies.items()
        opening = Opening.objects.get(declared_reader=str(secure))
        assert name == ("__Secure-" if secure else "") + f"vue-{opening.ref}"
        assert (cookie["path"], cookie["samesite"], cookie["max-age"]) == (response.url, "Lax", 3600)
        assert cookie["httponly"]
        assert bool(cookie["secure"]) is secure
        assert not others


def test_each_page_read_begins_the_hour_again(share, client):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        view = enter(client, share).request["PATH_INFO"]
        for _ in range(3):
            clock.shift(50 * 60)
            assert "Camille" in client.get(view).content.decode()
        clock.shift(61 * 60)
        page = client.get(view).content.decode()
        assert "Camille" not in page
        assert "toujours là" in page


def test_a_message_written_when_the_hour_is_over_is_kept_and_sent_with_the_code(share, client):
    view = enter(client, share).request["PATH_INFO"]
    client.cookies.clear()
    response = client.post(view, MESSAGE)
    page = response.content.decode()
    assert response.status_code == 403
    assert MESSAGE["text"] in page
    assert 'name="code"' in page
    assert not Reply.objects.exists()
    again = re.search(r'action="([^"]+)"', page)[1]
    bad = client.post(again, MESSAGE | {"code": wrong(share)})
    assert bad.status_code == 422
    assert MESSAGE["text"] in bad.content.decode()
    read = client.post(again, MESSAGE | {"code": code_of(share)}, follow=True)
    assert "Votre message est envoyé" in read.content.decode()
    assert Reply.objects.get().text == MESSAGE["text"]


def test_the_name_said_at_the_door_is_not_asked_a_second_time(share, client):
    page = enter(client, share, reader="Marché du Port").content.decode()
    assert re.search(r'<input[^>]*name="name"[^>]*value="Marché du Port"|value="Marché du Port"[^>]*name="name"', page)


def test_after_a_message_the_page_opens_where_it_says_so(share, client):
    view = enter(client, share).request["PATH_INFO"]
    sent = client.post(view, MESSAGE)
    assert sent.url == f"{view}?envoye=1#envoye"
    page = client.get(sent.url).content.decode()
    assert re.search(r'id="envoye" role="status" tabindex="-1"', page)
    assert "<title>Message envoyé · " in page


def test_a_second_message_that_is_refused_is_not_said_to_be_sent(share, client):
    view = enter(client, share).request["PATH_INFO"]
    refused = client.post(f"{view}?envoye=1", MESSAGE | {"text": ""})
    assert refused.status_code == 422
    assert "Votre message est envoyé" not in refused.content.decode()


def test_reading_again_the_next_day_is_another_line_of_the_journal(share, client):
    with time_machine.travel(timezone.now(), tick=False) as clock:
        view = enter(client, share).request["PATH_INFO"]
        clock.shift(24 * 3600)
        assert "Camille" in client.post(view + "encore/", {"code": code_of(share)}, follow=True).content.decode()
    assert [opening.declared_reader for opening in Opening.objects.all()] == ["Clubhouse", "Clubhouse"]


def test_somebody_else_s_browser_sees_nothing_of_an_opening(share, client):
    view = enter(client, share).request["PATH_INFO"]
    page = Client().get(view).content.decode()
    assert "Camille" not in page
    assert "Clubhouse" not in page


def test_a_message_reaches_the_holder_once(share, client):
    view = enter(client, share).request["PATH_INFO"]
    for _ in range(2):
        page = client.post(view, MESSAGE, follow=True).content.decode()
        assert "à sa prochaine visite, peut-être dans plusieurs semaines" in page
    reply = Reply.objects.get()
    assert (reply.share, reply.opening.declared_reader, reply.organisation) == (share, "Clubhouse", "Clubhouse")


ODD = [
    {"name": ""},
    {"text": ""},
    {"text": "é" * 10_000},
    {"text": "a\x00b"},
    {"name": "x" * 121},
    {"contact": "x" * 201},
]


@pytest.mark.parametrize("odd", ODD)
def test_an_odd_message_is_refused_and_stays_on_screen(share, client, odd):
    view = enter(client, share).request["PATH_INFO"]
    response = client.post(view, MESSAGE | {"organisation": "Ma maison"} | odd)
    assert response.status_code == 422
    assert "Ma maison" in response.content.decode()
    assert "field-error" in response.content.decode()
    assert not Reply.objects.exists()


@pytest.mark.parametrize("text", ["\u202erenversé", "👩\u200d🍳🎉", "<script>alert(1)</script>", "a\r\n" * 500])
def test_a_message_of_any_script_is_kept_as_it_is(share, client, text):
    view = enter(client, share).request["PATH_INFO"]
    assert client.post(view, MESSAGE | {"text": text}).status_code == 303
    assert Reply.objects.get().text == text.replace("\r\n", "\n").strip()


def test_too_many_messages_are_refused_and_the_last_is_kept_on_screen(share, client, settings):
    settings.LIMITS = {"share_reply": "1/h/key"}
    view = enter(client, share).request["PATH_INFO"]
    client.post(view, MESSAGE)
    response = client.post(view, MESSAGE | {"text": "Encore un mot"})
    assert response.status_code == 429
    assert "Encore un mot" in response.content.decode()
    assert Reply.objects.count() == 1


def test_a_press_sent_by_another_site_is_refused(share, client):
    for site, status in {"cross-site": 403, "same-site": 403, "same-origin": 200, "none": 200}.items():
        response = client.post(door(token_of(share)), headers={"Sec-Fetch-Site": site, "Origin": "null"})
        assert response.status_code == status
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(door(token_of(share)), headers={"Origin": "null"}).status_code == 200


def test_reading_asks_as_much_for_200_lines_as_for_20(
    member, client, django_assert_num_queries, django_assert_max_num_queries
):
    few, many = (make_share(member, [make_line(member) for _ in range(count)]) for count in (20, 200))
    small, large = (enter(client, share).request["PATH_INFO"] for share in (few, many))
    with django_assert_max_num_queries(6) as queries:
        client.get(small)
    few_asked = len(queries)
    with django_assert_num_queries(few_asked):
        assert client.get(large).content.decode().count("<h4>") == 200


def test_each_request_reads_the_share_again(share, client):
    view = enter(client, share).request["PATH_INFO"]
    with time_machine.travel(share.closes_at, tick=False):
        assert client.get(view).status_code == 404
