"""The pairs that fit: read one after another by those who put people in touch, in their own group, never their own."""

import datetime

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from accounts.models import Membership
from config.settings_parts import rate_limits
from content.practices import privacy_hints
from gatherings.exchange import meetings, pairs, wishes
from gatherings.exchange.forms import NAMES_ONE
from gatherings.models import Mediator, Meeting, ProposedPair, Side
from gatherings.purge import purge
from tests.gatherings.exchange_kit import Exchange, browser_of, here, mediator_of, place_of
from tests.passport.factories import make_skill
from tests.people import member_named

pytestmark = pytest.mark.django_db


@pytest.fixture
def exchange(people) -> Exchange:
    return Exchange(people)


def typed(exchange: Exchange, **changes: str) -> dict[str, str]:
    day = timezone.localdate() + datetime.timedelta(days=3)
    return {"pair": exchange.pair.token, "day": day.isoformat(), "hour": "14h", "place": "La cuisine"} | changes


def test_a_pair_is_read_with_two_names_and_the_skill_alone(exchange):
    wishes.add(place_of(exchange.bruno), make_skill("Jardiner"), Side.SHOWS)
    page = browser_of(exchange.maude).get(here("pairs", exchange.group))
    assert "<strong>Alice</strong> peut montrer." in page.text
    assert "<strong>Bruno</strong> aimerait apprendre." in page.text
    assert "Jardiner" not in page.text, "nothing else of either"
    assert "no-store" in page.headers["Cache-Control"]


def test_only_who_puts_people_in_touch_in_that_group_reads_them(exchange, client_of):
    page = here("pairs", exchange.group)
    for kind in ("member", "facilitator", "board_member", "other_member", "coordinator", "superuser"):
        assert client_of(kind).get(page).status_code == 404, kind
    mediator_of(exchange.people.other_member)
    assert client_of("other_member").get(page).status_code == 404
    assert "Aucun souhait" in client_of("other_member").get(here("pairs", exchange.people.elsewhere)).text


@pytest.mark.parametrize("missing", ["accepted_at", "confirmed_at"])
def test_who_is_not_confirmed_or_has_not_accepted_reads_nothing(exchange, missing):
    Mediator.objects.update(**{missing: None})
    assert browser_of(exchange.maude).get(here("pairs", exchange.group)).status_code == 404


def test_sight_ends_with_the_place_in_the_group(exchange):
    Membership.objects.filter(user=exchange.maude).update(ends_on=timezone.localdate(), left_at=timezone.now())
    assert browser_of(exchange.maude).get(here("pairs", exchange.group)).status_code == 404
    purge()
    assert not Mediator.objects.exists()


def test_one_s_own_pair_is_for_another_alone(exchange):
    mediator_of(exchange.bruno)
    assert pairs.read_by(exchange.bruno, exchange.group) == []
    assert "Alice" not in browser_of(exchange.bruno).get(here("pairs", exchange.group)).text
    sent = browser_of(exchange.bruno).post(here("pairs", exchange.group), typed(exchange))
    assert sent.status_code == 302 and not Meeting.objects.exists()
    assert [each.token for each in pairs.read_by(exchange.maude, exchange.group)] == [exchange.pair.token]


def test_wishes_fit_in_one_group_only_on_two_sides_of_two_people(exchange):
    group, skill = exchange.group, exchange.skill
    wishes.add(place_of(exchange.people.other_member), skill, Side.LEARNS)
    for name in ("Chloé", "David"):
        wishes.add(place_of(member_named(group, name)), skill, Side.SHOWS)
    assert {str(pair.shower.user) for pair in pairs.fitting(group)} == {"Alice", "Chloé", "David"}
    assert {str(pair.learner.user) for pair in pairs.fitting(group)} == {"Bruno"}
    assert pairs.fitting(exchange.people.elsewhere) == []
    exchange.skill.is_active = False
    exchange.skill.save()
    assert pairs.fitting(group) == []


def test_pairs_are_read_one_after_another_to_the_last(exchange):
    for name in ("Chloé", "David"):
        wishes.add(place_of(member_named(exchange.group, name)), exchange.skill, Side.LEARNS)
    client, address, seen = browser_of(exchange.maude), here("pairs", exchange.group), []
    for pair in pairs.fitting(exchange.group):
        page = client.get(address).text
        seen.append(str(pair.learner.user))
        assert f"<strong>{pair.learner.user}</strong> aimerait" in page
        address = f"{here('pairs', exchange.group)}?apres={pair.token}"
    assert sorted(seen) == ["Bruno", "Chloé", "David"]
    assert "Voir d’autres souhaits" not in page and "Vous avez tout vu." in client.get(address).text


def test_a_moment_is_proposed_and_the_pair_is_read_no_more(exchange):
    client = browser_of(exchange.maude)
    page = client.post(here("pairs", exchange.group), typed(exchange), follow=True).text
    assert "Ce qu’elles répondent reste entre elles." in page and "Alice" not in page
    meeting = Meeting.objects.get()
    assert (meeting.shower.user, meeting.learner.user, meeting.place) == (exchange.alice, exchange.bruno, "La cuisine")
    assert meeting.answer_until == meeting.starts_at
    page = client.post(here("pairs", exchange.group), typed(exchange), follow=True).text
    assert "Rien n’est envoyé." in page and Meeting.objects.count() == 1, "pressed twice"


def test_an_answer_is_awaited_two_weeks_at_most(exchange):
    meeting = exchange.propose(days=40)
    assert meeting.answer_until < timezone.now() + datetime.timedelta(days=15)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("day", "2020-01-01", "est passé"),
        ("day", "2030-01-01", "trop loin"),
        ("hour", "hier", "une heure"),
        ("place", "", "id_place"),
    ],
)
def test_what_is_typed_wrong_is_said_and_nothing_typed_is_lost(exchange, field, value, said):
    page = browser_of(exchange.maude).post(here("pairs", exchange.group), typed(exchange, **{field: value}))
    assert page.status_code == 422 and said in page.text and "Alice" in page.text
    assert "La cuisine" in page.text or field == "place"
    assert not ProposedPair.objects.exists()


@pytest.mark.parametrize(
    "place", ["Chez Bruno", "Le banc d’ÀLICE", "Chez-b r u n o", "Cuisine (βruno y sera)", "chezalice"]
)
def test_a_place_that_says_the_name_of_one_of_the_two_is_refused(exchange, place):
    page = browser_of(exchange.maude).post(here("pairs", exchange.group), typed(exchange, place=place))
    assert page.status_code == 422 and NAMES_ONE in page.text and escape(place) in page.text
    assert not Meeting.objects.exists() and not ProposedPair.objects.exists()


def test_a_place_that_may_name_somebody_else_is_looked_at_once(exchange):
    client, place = browser_of(exchange.maude), "Le jardin de Martine"
    page = client.post(here("pairs", exchange.group), typed(exchange, place=place))
    assert page.status_code == 422 and "À regarder une fois" in page.text and place in page.text
    hints = privacy_hints.people(place)
    assert client.post(here("pairs", exchange.group), typed(exchange, place=place) | {"already_said": hints}).url
    assert Meeting.objects.get().place == place


def test_a_refused_place_tells_of_no_other_member(exchange):
    """Whoever writes names there would learn who is in the group."""
    member_named(exchange.group, "Zoltana")
    client = browser_of(exchange.maude)
    assert client.post(here("pairs", exchange.group), typed(exchange, place="Chez Zoltana")).status_code == 302


def test_an_hour_of_today_that_passed_is_refused(exchange):
    with time_machine.travel(datetime.datetime(2026, 12, 8, 15, tzinfo=datetime.UTC), tick=False):
        for user in (exchange.alice, exchange.bruno):
            wishes.renew(place_of(user))
        page = browser_of(exchange.maude).post(here("pairs", exchange.group), typed(exchange, day="2026-12-08"))
    assert page.status_code == 422 and "Ce moment est passé." in page.text


def test_who_puts_in_touch_proposes_a_few_a_day(exchange, settings):
    settings.LIMITS = rate_limits.OURS | {"pair": "1/d/key"}
    client = browser_of(exchange.maude)
    wishes.add(place_of(member_named(exchange.group, "Chloé")), exchange.skill, Side.LEARNS)
    sent = [
        client.post(here("pairs", exchange.group), typed(exchange, pair=pair.token))
        for pair in pairs.fitting(exchange.group)
    ]
    assert [answer.status_code for answer in sent] == [302, 422]


def test_a_wish_that_ended_meanwhile_is_not_proposed(exchange):
    pair = exchange.pair
    wishes.remove(place_of(exchange.alice), exchange.skill.slug)
    with pytest.raises(meetings.PairGoneError):
        meetings.propose(pair, timezone.now() + datetime.timedelta(days=3), "Là")
    assert not ProposedPair.objects.exists()


def test_stopping_and_beginning_again_does_not_bring_the_pair_back(exchange):
    exchange.propose()
    wishes.stop(place_of(exchange.alice))
    wishes.add(place_of(exchange.alice), exchange.skill, Side.SHOWS)
    assert pairs.read_by(exchange.maude, exchange.group) == []


def test_the_fingerprint_lasts_while_the_wishes_do_and_names_nobody(exchange):
    exchange.propose()
    kept = ProposedPair.objects.get()
    fields = {field.name for field in ProposedPair._meta.concrete_fields}
    assert fields == {"id", "peer_group", "pair_hmac", "kept_until"}
    with time_machine.travel(timezone.now() + datetime.timedelta(days=93), tick=False):
        for user in (exchange.alice, exchange.bruno):
            wishes.add(place_of(user), exchange.skill, Side.SHOWS if user == exchange.alice else Side.LEARNS)
        purge()
        assert ProposedPair.objects.get().kept_until > kept.kept_until, "both wish it still"
        assert pairs.read_by(exchange.maude, exchange.group) == []
        wishes.stop(place_of(exchange.alice))
    with time_machine.travel(timezone.now() + datetime.timedelta(days=190), tick=False):
        purge()
        assert not ProposedPair.objects.exists()


def test_two_of_one_name_are_told_apart(exchange):
    wishes.add(place_of(member_named(exchange.group, "alice")), exchange.skill, Side.SHOWS)
    page = browser_of(exchange.maude).get(here("pairs", exchange.group)).text
    assert "(repère " in page


def test_the_page_asks_as_many_queries_for_one_pair_and_for_many(exchange, django_assert_max_num_queries):
    client = browser_of(exchange.maude)
    client.get(here("pairs", exchange.group))
    for _ in range(2):
        with django_assert_max_num_queries(7):
            client.get(here("pairs", exchange.group))
        for number in range(20):
            wishes.add(place_of(member_named(exchange.group, f"Personne {number}")), exchange.skill, Side.LEARNS)


def test_the_page_of_the_group_leads_there_only_who_may(exchange, client_of):
    home = reverse("group_life:home", args=[exchange.group.slug])
    link = f'href="{here("pairs", exchange.group)}"'
    assert link in browser_of(exchange.maude).get(home).text
    assert link not in client_of("facilitator").get(home).text
    assert f'href="{here("wishes", exchange.group)}"' in client_of("member").get(home).text
