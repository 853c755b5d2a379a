"""« Nos fermetures »: the screens, and what waits for the people of a group whose house is closed."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import kept_texts
from accounts.groups import cards
from accounts.mandates import continuity, hand_over
from accounts.models import GroupAct, LoginCard, Membership, SecretReset
from accounts.models.card import FIRST_USE
from accounts.models.group import RESET_WAITS
from accounts.purge import purge
from accounts.secret_code.reset_by_two import LONG_WAIT
from directory import closings
from passport.confirmations import rules as confirmations
from passport.models import Confirmation
from tests.accounts.board import day, mandate_of
from tests.accounts.kit import card_of
from tests.accounts.together import Together, later, opens
from tests.passport.factories import make_line


def url(place, name="closings", *args):
    area = "groups" if name in {"closings", "reopen"} else "accounts"
    return reverse(f"{area}:{name}", args=[place.slug, *args])


def test_keepers_write_a_closing_and_take_it_back(client_of, people):
    client = client_of("facilitator")
    page = url(people.here)
    assert page in client.get(reverse("groups:home", args=[people.here.slug])).text
    assert client.post(page, {"starts_on": day(4), "ends_on": day(8)}).url == page
    assert closings.of(people.here)[0].words in client.get(page).text
    assert not GroupAct.objects.exists(), "who wrote it is kept nowhere"
    for _ in range(2):
        assert client.post(url(people.here, "reopen", day(4).isoformat())).url == page
    assert closings.of(people.here) == []
    assert client.post(url(people.here, "reopen", "demain")).status_code == 404


def test_the_referent_of_a_collective_does_the_same(client_of, people):
    client, page = client_of("referent"), url(people.collective, "collective_closings")
    assert page in client.get(reverse("accounts:home")).text
    assert client.post(page, {"starts_on": day(4), "ends_on": day(8)}).url == page
    assert client.post(url(people.collective, "collective_reopen", day(4).isoformat())).url == page
    assert closings.of(people.collective) == []


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [(-3, 4, closings.PASSED), (4, 3, closings.ENDS_BEFORE), (1, 200, closings.TOO_LONG)],
    ids=["passed", "order", "too-long"],
)
def test_an_impossible_day_is_said_beside_its_field(first, last, words, client_of, people):
    answer = client_of("facilitator").post(url(people.here), {"starts_on": day(first), "ends_on": day(last)})
    assert answer.status_code == 422
    assert words in answer.text
    assert day(last).isoformat() in answer.text, "what was typed stays"


def test_a_day_closed_already_is_said_and_a_day_has_only_so_many_changes(client_of, people):
    client = client_of("facilitator")
    for number in range(12):
        assert client.post(url(people.here), {"starts_on": day(4), "ends_on": day(8)}).status_code == 302, number
    answer = client.post(url(people.here), {"starts_on": day(14), "ends_on": day(18)})
    assert answer.status_code == 422
    assert "plusieurs fois aujourd’hui" in answer.text
    with pytest.raises(closings.ClosingRefusedError, match="déjà fermé"):
        closings.write(people.here, day(8), day(9))


def printed(people) -> LoginCard:
    people.member  # noqa: B018 - is there
    return cards.issue_card(people.member, people.facilitator)[0]


def test_a_card_nobody_has_used_waits_for_the_house_to_open(people):
    card = printed(people)
    closings.write(people.here, day(10), day(19))
    with later(days=35):
        assert LoginCard.objects.usable().filter(pk=card.pk).exists()
    with later(days=41):
        assert not LoginCard.objects.usable().filter(pk=card.pk).exists()
    new = printed(people)
    assert new.first_use_by - new.issued_at == FIRST_USE + datetime.timedelta(days=10), "printed after it is written"


def test_a_card_of_another_group_a_used_one_and_a_lapsed_one_do_not_move(people):
    card, entered = printed(people), card_of(people.facilitator).card
    closings.write(people.elsewhere, day(1), day(9))
    card.refresh_from_db()
    assert card.first_use_by - card.issued_at == FIRST_USE
    LoginCard.objects.filter(pk=card.pk).update(first_use_by=timezone.now())
    closings.write(people.here, day(1), day(9))
    card.refresh_from_db()
    entered.refresh_from_db()
    assert card.has_lapsed
    assert entered.first_use_by is None


def test_no_number_of_closings_makes_a_card_last(people):
    card = printed(people)
    for first in range(0, 366, 30):
        closings.write(people.here, day(first), day(first + 29))
        if first == 330:
            break
    card.refresh_from_db()
    assert card.first_use_by - card.issued_at == FIRST_USE + datetime.timedelta(days=closings.MOST_ADDED)


def asked(people) -> Confirmation:
    return confirmations.ask(make_line(people.member), people.facilitator, None)


def test_what_is_asked_between_two_people_of_the_group_waits(people):
    people.facilitator  # noqa: B018 - is there
    before = asked(people)
    closings.write(people.here, day(2), day(11))
    after = asked(people)
    for each in (before, after):
        each.refresh_from_db()
        assert each.answer_until == day(40)
    with later(days=40):
        assert Confirmation.objects.asked_of(people.facilitator).count() == 2
        assert not Confirmation.objects.over().exists()
    with later(days=41):
        assert not Confirmation.objects.asked_of(people.facilitator).exists()
        assert Confirmation.objects.over().count() == 2


def test_a_group_that_only_one_of_the_two_is_in_tells_nothing(people):
    Membership.objects.create(user=people.facilitator, peer_group=people.elsewhere)
    before = asked(people)
    closings.write(people.elsewhere, day(2), day(11))
    after = asked(people)
    before.refresh_from_db()
    assert (before.answer_by, after.answer_by) == (None, None)


def test_the_list_to_hand_over_and_the_word_about_keys_count_open_days(people):
    mandate = mandate_of(people.board_member, "chair", -300, -80)
    closings.write(people.here, day(0), day(19))
    for days, shown in ((10, True), (30, True), (31, False)):
        with later(days=days):
            assert hand_over.is_current(mandate, None, 0) is shown, days
    assert continuity.summary(people.here)["soon"] == day(50)


def test_a_text_begun_waits_for_the_tablet_of_the_house(people):
    people.member  # noqa: B018 - is there
    kept_texts.put(people.member, "une page", "Nous avons")
    kept_texts.put(people.other_member, "une page", "Ailleurs")
    closings.write(people.here, day(5), day(24))
    for days, left in ((31, [people.member]), (50, [people.member]), (52, [])):
        with later(days=days):
            purge()
            assert [each for each in (people.member, people.other_member) if each.drafts.exists()] == left, days


def test_what_protects_an_account_neither_waits_nor_hurries(people):
    together = Together(people)
    card_of(people.member)
    closings.write(people.here, day(0), day(29))
    reset = together.prepare()
    assert reset.takes_effect_at - reset.confirmed_at <= LONG_WAIT
    with later(hours=23):
        assert not opens(people.member, "915372")
    with later(hours=25):
        assert opens(people.member, "915372")


def test_a_request_for_a_code_lapses_in_its_seven_days(people):
    together = Together(people)
    card_of(people.member)
    closings.write(people.here, day(0), day(29))
    together.ask()
    with later(days=RESET_WAITS.days, minutes=1):
        assert SecretReset.objects.lapsed().count() == 1


def test_a_closing_taken_back_leaves_a_card_no_longer_than_its_paper_says(people):
    card = printed(people)
    told = card.first_use_by
    closings.write(people.here, day(5), day(90))
    card.refresh_from_db()
    assert card.first_use_by > told
    closings.take_back(people.here, day(5))
    card.refresh_from_db()
    assert told <= card.first_use_by < told + datetime.timedelta(minutes=5)
