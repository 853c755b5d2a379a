"""« Nous l’avons lu ensemble »: said by who runs a group, confirmed by a moderator; two lift the first mention."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from accounts.personal_data import erase, export
from content.admin.roles import ensure_roles
from courses import purge
from courses.group_readings import rules
from courses.models import GroupReading
from courses.models.group_readings import credit_words
from tests.accounts.kit import card_of, show_alone
from tests.courses.factories import published
from tests.courses.group_readers import confirm, runs
from tests.people import facilitates, person

DESK = "/admin/remarques-des-groupes/lectures/"
FIRST = "Proposition de départ"


def address(module) -> str:
    return reverse("courses:group_reading", args=[module.slug])


def say(browser, module, credit="named", **data):
    return browser.post(address(module), {"credit": credit} | data)


def mention(visitor, module) -> str:
    published()
    return visitor.get(module.address).text


def test_who_runs_a_group_says_it_once_and_changes_how_it_is_named(browser_of, people, module):
    browser = browser_of("facilitator")
    assert say(browser, module).url == address(module)
    say(browser_of("board_member"), module, "a_group")
    reading = GroupReading.objects.get()
    assert (reading.peer_group, reading.credit, reading.confirmed_on) == (people.here, "a_group", None)
    assert (reading.module_key, reading.said_by) == (module.translation_key, people.board_member)
    assert "Pas encore confirmée" in browser.get(address(module)).text


def test_a_reading_that_counts_stays_said_by_whom_the_moderator_knew(two, people, module, moderator):
    """Two would then stand for one person, and go on counting."""
    one, other = two
    rules.say(other.said_by, people.here, module, "named")
    one.refresh_from_db()
    assert one.said_by == other.said_by, "nobody has confirmed it yet"
    speaker = runs(people.here, "Une de plus")
    rules.say(speaker, people.here, module, "named")
    for each in two:
        confirm(each, moderator)
    rules.say(other.said_by, people.here, module, "a_group")
    one.refresh_from_db()
    assert (one.said_by, one.credit) == (speaker, "a_group")
    erase(speaker)
    rules.say(other.said_by, people.here, module, "a_group")
    one.refresh_from_db()
    assert (one.said_by, one.confirmed_on) == (other.said_by, None), "it waits for a moderator again"


def test_the_form_opens_on_what_was_said(browser_of, module):
    browser = browser_of("facilitator")
    assert browser.get(address(module)).context["form"]["credit"].value() == "a_group"
    say(browser, module, "named")
    assert browser.get(address(module)).context["form"]["credit"].value() == "named"


def test_a_member_reads_who_may_say_it_and_says_nothing(member, module):
    assert "une personne qui s’occupe du groupe" in member.get(address(module)).text
    assert say(member, module).status_code == 403
    assert not GroupReading.objects.exists()


def test_a_card_alone_says_nothing(client, people, module):
    show_alone(client, card_of(people.facilitator))
    assert say(client, module).status_code == 302
    assert not GroupReading.objects.exists()


@pytest.mark.parametrize("credit", ["", "roi"])
def test_an_odd_credit_is_refused(browser_of, module, credit):
    assert say(browser_of("facilitator"), module, credit).status_code == 422
    assert not GroupReading.objects.exists()


def test_who_runs_two_groups_says_which(browser_of, people, module):
    Membership.objects.create(user=people.facilitator, peer_group=people.elsewhere, **facilitates())
    browser = browser_of("facilitator")
    assert say(browser, module).status_code == 422
    say(browser, module, group=people.elsewhere.pk)
    assert GroupReading.objects.get().peer_group == people.elsewhere


def test_nobody_speaks_for_a_group_that_they_do_not_run_nor_takes_its_reading_back(browser_of, people, module):
    browser = browser_of("facilitator")
    say(browser, module, group=people.elsewhere.pk)
    assert GroupReading.objects.get().peer_group == people.here
    GroupReading.objects.update(peer_group=people.elsewhere)
    browser.post(address(module), {"take_back": people.elsewhere.pk})
    assert GroupReading.objects.exists()


def test_too_many_changes_in_a_day_wait(browser_of, module, settings):
    settings.LIMITS = settings.LIMITS | {"group_reading": "1/d/key"}
    browser = browser_of("facilitator")
    say(browser, module)
    assert say(browser, module).status_code == 429


def test_two_confirmed_groups_lift_the_mention_and_one_does_not(visitor, two, module, moderator):
    assert FIRST in mention(visitor, module)
    confirm(two[0], moderator)
    assert FIRST in mention(visitor, module)
    confirm(two[1], moderator)
    page = mention(visitor, module)
    assert FIRST not in page and "Lu ensemble par Groupe d’ici et un autre groupe." in page


def test_what_an_editor_wrote_stays(visitor, two, module, moderator):
    for reading in two:
        confirm(reading, moderator)
    module.tried_with = "trois groupes"
    module.save()
    page = mention(visitor, module)
    assert "Essayée avec trois groupes." in page and "Lu ensemble" not in page


@pytest.mark.parametrize("ending", ["taken back", "left the directory", "gone"])
def test_a_group_that_takes_its_reading_back_or_leaves_lowers_the_mention(
    visitor, two, module, moderator, people, ending
):
    for reading in two:
        confirm(reading, moderator)
    assert FIRST not in mention(visitor, module)
    group = people.here
    if ending == "taken back":
        speaker = GroupReading.objects.get(peer_group=group).said_by
        browser = Client()
        browser.force_login(speaker)
        browser.post(address(module), {"take_back": group.pk})
    elif ending == "left the directory":
        group.is_listed = False
        group.save()
    else:
        group.delete()
    assert FIRST in mention(visitor, module)


def test_the_same_coordinator_behind_both_does_not_make_two_people(people, module, moderator):
    by = people.coordinator
    readings = [
        rules.say(runs(group, name, by), group, module, "named")
        for group, name in ((people.here, "Une"), (people.elsewhere, "Autre"))
    ]
    confirm(readings[0], moderator)
    with pytest.raises(rules.NotTwoPeopleError) as refused:
        confirm(readings[1], moderator)
    assert refused.value.group == people.here


def test_one_person_who_runs_two_groups_is_one(people, module, moderator):
    speaker = runs(people.here, "Une")
    by = person("Coordination d’ailleurs")
    place = facilitates() | {"role_confirmed_by": by, "role_confirmed_at": facilitates()["role_accepted_at"]}
    Membership.objects.create(user=speaker, peer_group=people.elsewhere, **place)
    confirm(rules.say(speaker, people.here, module, "named"), moderator)
    with pytest.raises(rules.NotTwoPeopleError):
        confirm(rules.say(speaker, people.elsewhere, module, "named"), moderator)


def test_a_reading_whose_speaker_erased_their_account_stays_but_vouches_for_no_other(two, module, moderator, people):
    confirm(two[0], moderator)
    erase(two[0].said_by)
    with pytest.raises(rules.NotTwoPeopleError):
        confirm(two[1], moderator)
    rules.say(runs(people.here, "Une de plus"), people.here, module, "named")
    confirm(two[1], moderator)
    assert GroupReading.objects.confirmed().count() == 2


def test_no_moderator_confirms_the_reading_of_their_own_group(two, moderator, people):
    Membership.objects.create(user=moderator, peer_group=people.here)
    with pytest.raises(rules.OwnGroupError):
        confirm(two[0], moderator)
    confirm(two[1], moderator)


@pytest.mark.parametrize(("days", "may"), [(0, False), (300, False), (400, True)])
def test_who_left_a_group_within_a_year_confirms_none_of_its_readings(two, moderator, people, days, may):
    """One leaves in one press, and comes back with the next invitation."""
    left = timezone.localdate() - datetime.timedelta(days=days)
    times = {"starts_on": left - datetime.timedelta(days=9), "ends_on": left, "left_at": timezone.now()}
    Membership.objects.create(user=moderator, peer_group=people.here, **times)
    if not may:
        with pytest.raises(rules.OwnGroupError):
            confirm(two[0], moderator)
        return
    confirm(two[0], moderator)
    assert GroupReading.objects.confirmed().exists()


def test_who_named_the_speaker_of_a_group_confirms_none_of_its_readings(two, moderator, people):
    role = Membership.objects.filter(user=two[0].said_by, peer_group=people.here)
    role.update(role_given_by=moderator, role_confirmed_by=None, role_confirmed_at=None)
    with pytest.raises(rules.OwnGroupError):
        confirm(two[0], moderator)


@pytest.mark.parametrize("kind", ["editor", "coordinator", "facilitator", "member", "visitor"])
def test_nobody_but_a_moderator_confirms(client_of, two, kind):
    ensure_roles()
    client_of(kind).post(f"{DESK}{two[0].pk}/confirmer/")
    assert not GroupReading.objects.confirmed().exists()


def test_an_editor_reads_the_readings_without_a_button(client_of, two, moderator):
    page = client_of("editor").get(DESK).text
    assert "Groupe d’ici" in page and "Confirmer<" not in page


def test_the_list_of_readings_asks_as_little_for_many_as_for_two(
    client_of, people, module, two, moderator, count_queries
):
    desk = client_of("editor")
    desk.get(DESK)
    few = count_queries(lambda: desk.get(DESK))
    for number in range(12):
        key = f"00000000-0000-0000-0000-{number:012}"
        GroupReading.objects.create(module_key=key, peer_group=people.here, credit="named")
    assert count_queries(lambda: desk.get(DESK)) == few


@pytest.mark.parametrize("wrong", [{"credit": "roi"}, {}])
def test_the_database_holds_one_reading_a_group_and_module_and_a_known_credit(people, module, two, wrong):
    group = people.elsewhere if wrong else people.here
    GroupReading.objects.filter(peer_group=people.elsewhere).delete()
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupReading.objects.create(
            module_key=module.translation_key, peer_group=group, **({"credit": "named"} | wrong)
        )


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("named", "B"), ("named", "A")], "A et B"),
        ([("a_group", "A"), ("a_group", "B"), ("named", "C")], "C et 2 autres groupes"),
        ([("a_group", "A"), ("nothing", "B")], "un groupe"),
        ([("a_group", "A"), ("a_group", "B")], "2 groupes"),
        ([("nothing", "A"), ("nothing", "B")], "plusieurs groupes"),
        ([("named", "A"), ("named", "B"), ("a_group", "C")], "A, B et un autre groupe"),
    ],
)
def test_groups_are_named_as_they_wish(rows, told):
    assert credit_words(rows) == told


def test_my_data_holds_the_readings_i_said(two, module):
    (told,) = export(two[0].said_by)["lectures dites pour un groupe"]
    assert (told["formation"], told["groupe"], told["confirmée le"]) == (module.title, "Groupe d’ici", None)


def test_a_reading_that_nobody_confirms_is_erased_after_a_year(two):
    GroupReading.objects.update(said_on=datetime.date(2026, 3, 17))
    GroupReading.objects.filter(pk=two[0].pk).update(confirmed_on=datetime.date(2026, 3, 18))
    with time_machine.travel(datetime.date(2027, 3, 17)):
        assert purge.purge() == 0
    with time_machine.travel(datetime.date(2027, 3, 18)):
        assert purge.purge() == 1
    assert GroupReading.objects.get() == two[0]


def test_somebody_whose_place_ended_says_nothing(people, module):
    speaker = runs(people.here, "Une")
    long_ago, yesterday = (timezone.localdate() - datetime.timedelta(days) for days in (60, 1))
    Membership.objects.filter(user=speaker).update(starts_on=long_ago, ends_on=yesterday)
    browser = Client()
    browser.force_login(speaker)
    assert say(browser, module).status_code == 403
