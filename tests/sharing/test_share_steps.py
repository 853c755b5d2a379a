"""Preparing a share in four steps: nothing is open before the last press, and one preparation is one share."""

import datetime
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from directory.models import Collective, PeerGroup
from passport import querysets
from passport.models import Share
from passport.sharing import forms, prepared_shares
from tests.accounts.as_read import agree, seen
from tests.passport.factories import make_line, make_person, make_skill
from tests.sharing.kit import NEW, prepare

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(people):
    return make_line(people.member, make_skill("Jardiner"), own_words="Mes tomates")


def place(name, **fields):
    return Collective.objects.create(slug=name.lower().replace(" ", "-"), name=name, **fields)


def test_the_four_steps_say_where_one_is_and_open_one_share(client_of, people, line):
    client = client_of("member")
    assert "Étape 1 sur 4&nbsp;: pour qui\u00a0?" in client.get(NEW).content.decode()
    what = prepare(client, line, upto=2)
    assert "Étape 2 sur 4&nbsp;: quoi\u00a0?" in client.get(what).content.decode()
    how = prepare(client, line, upto=3)
    assert "Étape 3 sur 4&nbsp;: comment\u00a0?" in client.get(how).content.decode()
    last = prepare(client, line)
    page = client.get(last).content.decode()
    for words in ("Étape 4 sur 4", "La médiathèque", "Cam", "Deux matins", "Mes tomates", "photographié"):
        assert words in page
    assert not Share.objects.exists()
    response = agree(client, last)
    share = Share.objects.get()
    assert response.url == share.get_absolute_url()
    assert (share.member, share.shown_name, share.recipient_label) == (people.member, "Cam", "La médiathèque")


def test_pressing_twice_and_going_back_open_one_share_only(client_of, line):
    client = client_of("member")
    last = prepare(client, line)
    first = agree(client, last).url
    assert client.post(last).url == first
    assert client.get(last).url == first
    assert client.get(last.replace("relire", "quoi")).url == first
    assert Share.objects.count() == 1


def test_two_presses_at_the_same_instant_open_one_share(client_of, line, monkeypatch):
    client = client_of("member")
    last = prepare(client, line)
    monkeypatch.setattr(
        prepared_shares, "forget", lambda *_: None
    )  # the second press has read the session before the first ended
    said = {"seen": seen(client, last)}
    assert client.post(last, said).url == client.post(last, said).url
    assert Share.objects.count() == 1


def test_the_preview_is_the_partner_s_page_word_for_word(client_of, client, line):
    holder = client_of("member")
    last = prepare(holder, line, way="together")
    before = holder.get(last.replace("relire", "apercu")).content.decode()
    agree(holder, last)
    share = Share.objects.get()
    read = client.post(share.address.removeprefix("http://localhost"), follow=True).content.decode()
    during = holder.get(reverse("passport:share_preview", args=[share.pk])).content.decode()
    bodies = {body_of(page) for page in (before, read, during)}
    assert len(bodies) == 1
    assert "Mes tomates" in bodies.pop()
    assert body_of(holder.get(prepare(holder, line, way="together")).content.decode())


def body_of(page):
    """Return the part of a page that is the passport, spaces aside."""
    found = re.search(r'<div class="document-body">.*?</div>\s*(?=<section|</section>)', page, re.DOTALL)
    return " ".join(found[0].split())


def test_collectives_are_listed_nearest_first(client_of, people):
    PeerGroup.objects.filter(pk=people.here.pk).update(department_code="76", region="Normandie")
    Membership.objects.get(user=people.member).refresh_from_db()
    place("Au loin", department_code="13", region="Provence")
    place("Dans la région", department_code="14", region="Normandie")
    place("Tout près", department_code="76", region="Normandie")
    page = client_of("member").get(NEW).content.decode()
    order = ["Tout près", "Dans la région", "Au loin", "Quelqu’un d’autre"]
    assert sorted(order, key=page.index) == order


def test_a_collective_of_the_directory_is_kept_with_its_name(client_of, line):
    there = place("Le Clubhouse")
    client = client_of("member")
    what = client.post(NEW, {"recipient": str(there.pk)}).url
    how = client.post(what, {"entries": [line.pk], "shown_name": "Cam"}).url
    agree(client, client.post(how, {"way": "paper"}).url)
    share = Share.objects.get()
    assert (share.recipient_collective, share.recipient_label) == (there, "Le Clubhouse")


def test_the_group_is_not_shown_unless_chosen(client_of, people, line):
    client = client_of("member")
    what = prepare(client, line, upto=2)
    page = client.get(what).content.decode()
    assert re.search(r'name="group_name" value=""[^>]*checked', page)
    agree(client, prepare(client, line))
    agree(client, prepare(client, line, group_name=people.here.name))
    assert [share.group_name for share in Share.objects.order_by("pk")] == ["", people.here.name]


def test_a_group_one_does_not_belong_to_cannot_be_shown(client_of, line):
    client = client_of("member")
    what = prepare(client, line, upto=2)
    response = client.post(what, {"entries": [line.pk], "shown_name": "Cam", "group_name": "Autre"})
    assert response.status_code == 422


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({}, "recipient"),
        ({"recipient": "9999999999999999999999"}, "recipient"),
        ({"recipient": "\x00"}, "recipient"),
        ({"recipient": "other"}, "other"),
        ({"recipient": "other", "other": "a\x00b"}, "other"),
        ({"recipient": "other", "other": "x" * 10_000}, "other"),
    ],
)
def test_step_one_refuses_what_is_missing_or_odd(client_of, said, field):
    response = client_of("member").post(NEW, said)
    assert response.status_code == 422
    assert f'href="#id_{field}' in response.content.decode()


@pytest.mark.parametrize(
    ("odd", "field"),
    [
        ({"entries": []}, "entries"),
        ({"entries": ["0"]}, "entries"),
        ({"entries": ["99999999999999999999999"]}, "entries"),
        ({"entries": ["\x00"]}, "entries"),
        ({"shown_name": ""}, "shown_name"),
        ({"shown_name": "x" * 10_000}, "shown_name"),
        ({"looking_for": "é" * 10_000}, "looking_for"),
        ({"how_helped": "a\x00b"}, "how_helped"),
    ],
)
def test_step_two_refuses_what_is_missing_or_odd_and_keeps_the_rest(client_of, line, odd, field):
    client = client_of("member")
    said = {"entries": [line.pk], "shown_name": "Cam", "looking_for": "Deux matins", "how_helped": "La veille"} | odd
    response = client.post(prepare(client, line, upto=2), said)
    page = response.content.decode()
    assert response.status_code == 422
    assert f'href="#id_{field}' in page
    assert "Deux matins" in page or field == "looking_for"


def test_the_line_of_somebody_else_cannot_be_chosen(client_of, line):
    theirs = make_line(make_person("Autre"))
    client = client_of("member")
    response = client.post(prepare(client, line, upto=2), {"entries": [theirs.pk], "shown_name": "Cam"})
    assert response.status_code == 422
    assert theirs.title not in response.content.decode()


@pytest.mark.parametrize(
    ("odd", "field"),
    [
        ({"way": ""}, "way"),
        ({"way": "poster"}, "way"),
        ({"way": "link", "closes_on": "demain"}, "closes_on"),
        ({"way": "link", "closes_on": "2020-01-01"}, "closes_on"),
        ({"way": "link", "closes_on": "9999-12-31"}, "closes_on"),
        ({"way": "together", "closes_on": "today"}, "closes_on"),
    ],
)
def test_step_three_refuses_what_is_missing_or_odd(client_of, line, odd, field):
    if odd.get("closes_on") == "today":
        odd = odd | {"closes_on": timezone.localdate().isoformat()}
    client = client_of("member")
    response = client.post(prepare(client, line, upto=3), odd)
    assert response.status_code == 422
    assert f'href="#id_{field}' in response.content.decode()


def test_a_share_lasts_ninety_days_at_most(client_of, line):
    client = client_of("member")
    how = prepare(client, line, upto=3)
    for days, status in ((91, 422), (90, 302)):
        day = (timezone.localdate() + datetime.timedelta(days=days)).isoformat()
        assert client.post(how, {"way": "link", "closes_on": day}).status_code == status


def test_a_step_cannot_be_skipped(client_of, line):
    client = client_of("member")
    what = prepare(client, line, upto=2)
    assert client.get(what.replace("quoi", "comment")).url == what
    assert client.post(what.replace("quoi", "relire")).url == what
    how = prepare(client, line, upto=3)
    assert client.post(how.replace("comment", "relire")).url == how
    assert not Share.objects.exists()


def test_a_line_removed_in_between_leaves_the_share(client_of, line):
    client = client_of("member")
    last = prepare(client, line)
    line.remove()
    assert client.post(last).url == last.replace("relire", "quoi")


def test_going_back_finds_everything_again(client_of, line):
    client = client_of("member")
    last = prepare(client, line)
    assert "La médiathèque" in client.get(last.replace("relire", "pour-qui")).content.decode()
    assert "Deux matins" in client.get(last.replace("relire", "quoi")).content.decode()
    client.post(last.replace("relire", "pour-qui"), {"recipient": "other", "other": "La mairie"})
    assert "La mairie" in client.get(last).content.decode()


def test_what_was_begun_is_found_again_from_the_list_until_it_is_open(client_of, line):
    client, shares = client_of("member"), reverse("passport:shares")
    assert "Le reprendre" not in client.get(shares).text
    how = prepare(client, line, upto=3)
    again = re.search(r'href="([^"]+)">Le reprendre', client.get(shares).text).group(1)
    assert client.get(again).url == how, "at the first step that is missing"
    client.post(how, {"way": "link"})
    agree(client, again)
    assert "Le reprendre" not in client.get(shares).text


def test_what_somebody_else_prepares_cannot_be_reached(client_of, line):
    last = prepare(client_of("member"), line)
    stranger = client_of("facilitator")
    for step in ("pour-qui", "quoi", "comment", "relire", "apercu"):
        assert stranger.get(last.replace("relire", step)).url == NEW
    assert stranger.post(last).url == NEW
    assert not Share.objects.exists()


def test_without_a_neutral_host_the_site_says_so(client_of, line, settings):
    client = client_of("member")
    last, warning = prepare(client, line), "La personne verra l’adresse du site."
    assert warning in client.get(last).content.decode()
    settings.PASSPORT_ORIGIN = "https://passeport.example"
    assert warning not in client.get(last).content.decode()


def test_an_empty_passport_is_sent_to_its_first_line(client_of):
    client = client_of("member")
    what = client.post(NEW, {"recipient": "other", "other": "Ici"}).url
    assert reverse("passport:add") in client.get(what).content.decode()


@pytest.mark.usefixtures("settings_kept")
def test_choosing_among_200_lines_asks_no_more(client_of, people, line, django_assert_max_num_queries):
    client = client_of("member")

    def asked(address):
        with django_assert_max_num_queries(12) as queries:
            client.get(address)
        return len(queries)

    what, last = prepare(client, line, upto=2), prepare(client, line)
    client.get(what)  # the process then keeps the name of the site
    few = asked(what), asked(last)
    lines = [make_line(people.member) for _ in range(200)]
    how = client.post(what, {"entries": [line.pk for line in lines], "shown_name": "Cam"}).url
    assert (asked(what), asked(client.post(how, {"way": "link"}).url)) == few


def test_a_share_shows_no_more_than_a_partner_reads(client_of, people, line, monkeypatch):
    monkeypatch.setattr(forms, "MOST_SHOWN", 1)
    client = client_of("member")
    other = make_line(people.member, make_skill("Peindre"))
    what = prepare(client, line, upto=2)
    answer = client.post(what, {"entries": [line.pk, other.pk], "shown_name": "Cam"})
    assert answer.status_code == 422 and "1 compétences au plus" in answer.content.decode().replace("\xa0", " ")


def test_one_share_too_many_waits_and_nothing_prepared_is_lost(client_of, line, monkeypatch):
    monkeypatch.setattr(querysets, "MOST_SHARES", 1)
    client = client_of("member")
    agree(client, prepare(client, line))
    last = prepare(client, line)
    assert "Vous avez déjà" in client.post(last, follow=True).content.decode()
    assert Share.objects.count() == 1 and client.get(last).status_code == 200
