"""A leader asks whether somebody was there: nothing is said until the person answers, and no answer is told."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page, Site

from accounts.models import Membership
from config.settings_parts import rate_limits
from content.models import HomePage
from gatherings.models import Presence, WorkshopDate
from gatherings.presence.forms import ASKED, TWO, UNKNOWN
from gatherings.presence.list_views import MANY_NAMES
from passport.models import Face, Proposal, SourceKind
from tests.gatherings.presence_kit import NOW, at, close, confirmed, make_date, number_of, scan_screen, signed_in
from tests.passport.factories import make_skill
from tests.people import person, sign_in

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture(autouse=True)
def clock(settings):
    """Stand at half past two, a Tuesday, with the limits of a site."""
    settings.LIMITS = rate_limits.OURS
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def home(db) -> HomePage:
    """Make the home of the site, on which a member reads what is asked of them."""
    root = Page.get_first_root_node()
    page = root.add_child(instance=HomePage(title="Accueil", slug="accueil", promise="Ensemble", lede="Entre pairs."))
    Site.objects.update(root_page=page)
    return page


@pytest.fixture
def skill():
    return make_skill()


@pytest.fixture
def lou(people, clock):
    """A member who leads, and does not run the group."""
    user = person("Lou")
    Membership.objects.create(user=user, peer_group=people.here)
    return user


@pytest.fixture
def date(people, lou, skill) -> WorkshopDate:
    people.member  # noqa: B018 - made before anybody asks for them
    return make_date(people.here, lou, (skill,))


def ask(client: Client, date: WorkshopDate, person: object):
    return client.post(at("presence_add", date), {"person": person})


def answer(user, date: WorkshopDate, said: str):
    return signed_in(user).post(at("my_presence", date), {"answer": said})


def offers(user) -> list[tuple]:
    found = Proposal.objects.of(user).filter(source_kind=SourceKind.WORKSHOP)
    return list(found.values_list("face", "source_label"))


def test_what_a_leader_asks_is_no_name_until_the_person_says_yes(home, people, lou, date):
    client = signed_in(lou)
    assert ASKED in client.get(ask(client, date, "membre").url).content.decode()
    assert number_of(date) is None
    assert "Personne pour le moment" in client.get(at("presences", date)).content.decode()
    member = signed_in(people.member)
    for page in (reverse("accounts:awaited"), "/"):
        assert at("my_presence", date) in member.get(page).content.decode(), page
    assert answer(people.member, date, "yes").url == at("date", date)
    assert number_of(date) == 1
    assert "Membre" in client.get(at("presences", date)).content.decode()
    assert at("my_presence", date) not in signed_in(people.member).get(reverse("accounts:awaited")).content.decode()


def test_who_says_no_is_told_to_nobody_and_not_asked_again(people, lou, date):
    client = signed_in(lou)
    before = ask(client, date, "Membre")
    assert answer(people.member, date, "no").status_code == 302
    assert not Presence.objects.exists()
    again = ask(client, date, "Membre")
    assert (again.status_code, again.url) == (before.status_code, before.url)
    assert ASKED in client.get(again.url).content.decode()
    assert not Presence.objects.exists() and number_of(date) is None


def test_who_answers_without_their_name_is_counted(people, lou, date):
    ask(signed_in(lou), date, "Membre")
    answer(people.member, date, "unnamed")
    assert not Presence.objects.exists() and number_of(date) == 1


@pytest.mark.parametrize("said", ["yes", "unnamed", "no"])
def test_answered_twice_it_counts_once(people, lou, date, said):
    ask(signed_in(lou), date, "Membre")
    for _ in range(2):
        assert answer(people.member, date, said).status_code == 302
    assert number_of(date) == (None if said == "no" else 1)


def test_no_answer_is_asked_again(people, lou, date):
    ask(signed_in(lou), date, "Membre")
    page = answer(people.member, date, "perhaps")
    assert page.status_code == 422 and "<title>Erreur" in page.content.decode()
    assert not Presence.objects.get().is_said


def test_nobody_answers_for_somebody_else(people, lou, date):
    ask(signed_in(lou), date, "Membre")
    for kind in ("other_member", "facilitator", "board_member", "coordinator", "superuser"):
        client = sign_in(Client(), people, kind)
        assert client.get(at("my_presence", date)).status_code == 404
        client.post(at("my_presence", date), {"answer": "yes"})
    assert not Presence.objects.get().is_said


def test_one_takes_away_the_name_one_said(people, date):
    scan_screen(signed_in(people.member), date)
    client = signed_in(people.member)
    assert "Retirer mon nom" in client.get(at("date", date)).content.decode()
    answer(people.member, date, "unnamed")
    assert not Presence.objects.exists() and number_of(date) == 1
    scan_screen(client, date)
    assert Presence.objects.get().is_said and number_of(date) == 1


def test_those_who_run_the_group_pick_and_a_member_who_leads_types(people, lou, date):
    picks = signed_in(confirmed(people.facilitator))
    assert f'<option value="{people.member.pk}">' in picks.get(at("presences", date)).content.decode()
    assert "<option" not in signed_in(lou).get(at("presences", date)).content.decode()
    ask(picks, date, people.member.pk)
    assert Presence.objects.get().user == people.member
    assert ask(picks, date, people.other_member.pk).status_code == 422
    assert Presence.objects.count() == 1


def test_a_name_that_nobody_or_two_people_bear_asks_nobody(people, lou, date):
    Membership.objects.create(user=person("membre"), peer_group=people.here)
    people.other_member  # noqa: B018 - made
    for name, words in (("Membre", TWO), ("Inconnue", UNKNOWN), ("Autre membre", UNKNOWN)):
        page = ask(signed_in(lou), date, name)
        assert page.status_code == 422 and words in page.content.decode() and name in page.content.decode()
    assert not Presence.objects.exists()


def test_names_are_not_tried_one_after_the_other(lou, date):
    client = signed_in(lou)
    for _ in range(60):
        ask(client, date, "Inconnue")
    page = ask(client, date, "Inconnue")
    assert page.status_code == 422 and MANY_NAMES in page.content.decode()


def test_the_closing_offers_what_was_shown_and_what_was_learnt(people, lou, date, skill):
    scan_screen(signed_in(people.member), date)
    scan_screen(signed_in(people.board_member), date, "unnamed")
    done = close(signed_in(lou), date)
    (shown,) = Proposal.objects.of(lou)
    assert (shown.face, shown.source_label, shown.happened_on) == (Face.SHARED, "Cuisine du mardi", NOW.date())
    assert done.url == reverse("passport:proposals", args=[SourceKind.WORKSHOP.value, shown.source_ref])
    assert signed_in(lou).get(done.url).status_code == 200
    assert offers(people.member) == [(Face.GAINED, "Cuisine du mardi")]
    assert offers(people.board_member) == []
    close(signed_in(lou), date)
    assert Proposal.objects.count() == 2


def test_whoever_closes_it_is_the_leader_who_is_offered_what_was_shown(people, lou, date):
    done = close(sign_in(Client(), people, "facilitator"), date)
    assert done.url == at("presences", date)
    assert offers(lou) == [(Face.SHARED, "Cuisine du mardi")] and offers(people.facilitator) == []


def test_a_leader_who_said_their_name_is_offered_what_they_showed_alone(lou, date):
    scan_screen(signed_in(lou), date)
    close(signed_in(lou), date)
    assert offers(lou) == [(Face.SHARED, "Cuisine du mardi")]


def test_who_says_yes_after_the_closing_is_offered_it_then(people, lou, date, clock):
    ask(signed_in(lou), date, "Membre")
    close(signed_in(lou), date, 6)
    assert offers(people.member) == []
    clock.shift(6 * DAY)
    led = answer(people.member, date, "yes")
    assert offers(people.member) == [(Face.GAINED, "Cuisine du mardi")]
    assert led.url.startswith("/passeport/propositions/workshop/")
    assert number_of(date) == 6


def test_seven_days_after_the_closing_nobody_answers_any_more(people, lou, date, clock):
    ask(signed_in(lou), date, "Membre")
    close(signed_in(lou), date)
    clock.shift(8 * DAY)
    member = signed_in(people.member)
    assert member.get(at("my_presence", date)).status_code == 404
    assert at("my_presence", date) not in member.get(reverse("accounts:awaited")).content.decode()
    answer(people.member, date, "yes")
    assert not Presence.objects.get().is_said and offers(people.member) == []


def test_nobody_is_asked_once_it_is_closed(people, lou, date):
    close(signed_in(lou), date)
    ask(signed_in(lou), date, "Membre")
    assert not Presence.objects.exists()


def test_who_left_the_group_is_offered_nothing(people, lou, date):
    scan_screen(signed_in(people.member), date)
    yesterday = timezone.localdate() - DAY
    Membership.objects.filter(user=people.member).update(starts_on=yesterday, ends_on=yesterday)
    close(signed_in(lou), date)
    assert offers(people.member) == [] and offers(lou) != []


def test_the_events_of_two_people_or_of_two_days_are_not_joined(people, lou, date, skill):
    other = make_date(people.here, lou, (skill,))
    for each in (date, other):
        scan_screen(signed_in(people.member), each)
        close(signed_in(lou), each)
    refs = set(Proposal.objects.values_list("source_ref", flat=True))
    assert len(refs) == 4 and not any(str(date.pk) == ref for ref in refs)
