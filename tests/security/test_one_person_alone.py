"""Every act that asks for two people, tried by one person with as many accounts as their role lets them open.

And by people who named each other. Each account chooses its code and accepts its places like a real person would.
"""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import permissions
from accounts.groups.new_account import open_account
from accounts.models import Mandate, Membership, SecretReset, User
from accounts.places import given
from accounts.secret_code import rules as secret_code
from content.models import PracticePage
from content.publishing import two_readers
from content.publishing.gate import NotReadyError
from courses.group_readings import rules as group_readings
from tests.accounts.as_read import agree
from tests.accounts.kit import CODE
from tests.accounts.together import LONG_AGO, NEW_CODE
from tests.courses.factories import build_site, module_with
from tests.courses.group_readers import confirm
from tests.people import person
from tests.practices.factories import build_exchange, make_practice
from tests.practices.peer_advocates import (
    DRAFT,
    at,
    board_member,
    make_drafted,
    make_peer_advocate,
    make_question,
    publish_it,
)
from tests.security.puppets import (
    BOARD,
    FACILITATOR,
    age,
    browser,
    name_facilitator,
    page_of,
    puppet,
    record_mandate,
)


@pytest.fixture
def victim(people):
    """A member with a code and a passport."""
    secret_code.change(people.member, CODE)
    return people.member


def prepares_a_code(people, victim, accounts):
    """Return whether any two of these accounts prepare a code for the victim, whoever asks first."""
    pk = victim.memberships.get(peer_group=people.here).pk
    for first in accounts:
        browser(first).post(page_of("reset", people, pk), {"here": "on"})
        for second in accounts:
            browser(second).post(page_of("reset_choose", people, pk), {"code": NEW_CODE, "again": NEW_CODE})
        if SecretReset.objects.confirmed().exists():
            return True
        SecretReset.objects.all().delete()
    return False


def test_a_board_member_alone_prepares_no_code(people, victim):
    """With one puppet, with two that they named, with a puppet of a puppet."""
    treasurer = people.board_member
    employee, elected = puppet(people, treasurer, "Premier"), puppet(people, treasurer, "Deuxième")
    name_facilitator(people, treasurer, employee)
    record_mandate(people, treasurer, elected)
    again = puppet(people, elected, "Troisième")
    name_facilitator(people, elected, again)
    assert permissions.runs(employee, people.here) and permissions.runs(again, people.here), "they have the places"
    age(confirmed=[treasurer])
    assert not prepares_a_code(people, victim, [treasurer, employee, elected, again])


def test_two_people_whom_two_coordinators_confirmed_prepare_one(people, victim):
    age(confirmed=[people.facilitator, people.board_member])
    assert prepares_a_code(people, victim, [people.facilitator, people.board_member])


def test_a_facilitator_alone_prepares_no_code_through_an_elected_person_who_never_entered(people, victim):
    """The mandate of an account that nobody opened cannot be recorded: its card would hold the office."""
    treasurer, employee = people.board_member, people.facilitator
    browser(employee).post(page_of("open_account", people), {"display_name": "Élue", "key": "e" * 22})
    elected = User.objects.get(display_name="Élue")
    data = {"membership": elected.memberships.get().pk, "office": BOARD, "starts_on": "2026-01-01"}
    assert browser(treasurer).post(page_of("mandate_new", people), data).status_code == 422
    # Even recorded by an older version, it gives nothing to who prints the card and chooses the code.
    Mandate.objects.create(membership=elected.memberships.get(), office=BOARD, recorded_by=treasurer)
    secret_code.choose_first(elected, CODE)
    age(confirmed=[treasurer, employee, elected])
    assert not prepares_a_code(people, victim, [employee, elected])


def test_a_coordinator_alone_prepares_no_code(people):
    """The first account of an empty group, then the mandate of another account: both go back to them."""
    coordinator, victim = people.coordinator, person("Membre")
    secret_code.change(victim, CODE)
    first = open_account(people.here, "Premier", "", role=FACILITATOR, by=coordinator).user
    secret_code.choose_first(first, CODE)
    browser(first).get("/")
    for place in given.confirmed_for(first):
        given.accept(place)
    Membership.objects.create(user=victim, peer_group=people.here)
    second = puppet(people, first, "Deuxième")
    record_mandate(people, coordinator, second)
    assert permissions.runs(first, people.here) and not permissions.in_mandate(second, people.here)
    Mandate.objects.update(accepted_at=timezone.now())  # as a version from before let it be
    age()
    assert not prepares_a_code(people, victim, [first, second, coordinator])


def test_two_who_named_each_other_prepare_no_code(people, victim):
    """A circle of places, as an old database may hold one."""
    employee, elected = people.facilitator, people.board_member
    Mandate.objects.update(recorded_by=employee)
    Membership.objects.filter(user=employee).update(role_given_by=elected)
    age()
    assert not prepares_a_code(people, victim, [employee, elected])


def advocates_of(people, giver, names, coordinator=None):
    """Propose puppets of `giver` as pair-advocates; a coordinator who knows nothing confirms them, another `giver`."""
    found = []
    if coordinator:
        giver.memberships.update(role_confirmed_by=person("Autre coordination"), role_confirmed_at=timezone.now())
    for name in names:
        user = puppet(people, giver, name)
        membership = user.memberships.get()
        data = {"is_peer_advocate": "on", "role": "member"}
        assert browser(giver).post(page_of("person", people, membership.pk), data).status_code == 302
        if coordinator:
            which = f"pair-advocate-{membership.pk}"
            assert agree(browser(coordinator), page_of("places", people), which=which).status_code == 302
        found.append(user)
    return found


def test_a_facilitator_alone_reads_no_question(people, victim):
    one, other = advocates_of(people, people.facilitator, ["Premier", "Deuxième"])
    make_question()
    for user in (one, other):
        assert browser(user).get(reverse("practices:questions")).status_code == 404


def test_two_pair_advocates_of_whom_one_joined_the_group_of_the_other_publish_nothing(people):
    build_exchange()
    one, other = make_peer_advocate("Premier"), make_peer_advocate("Deuxième")
    question = make_drafted(one)
    Membership.objects.create(user=other, peer_group=one.memberships.get().peer_group)
    assert not publishes(question, other)


@pytest.mark.parametrize("elsewhere", [False, True])
def test_one_person_with_two_confirmed_pair_advocates_publishes_nothing(people, victim, elsewhere):
    """In one group, then in two groups that the same person serves: only a moderator publishes."""
    build_exchange()
    one, other = advocates_of(people, people.facilitator, ["Premier", "Deuxième"], people.coordinator)
    if elsewhere:
        other.memberships.update(peer_group=people.elsewhere)
    question, _ = make_question()
    browser(one).post(at("take_question", question))
    draft = {**DRAFT, "word_to_asker": "Bon courage."}
    browser(one).post(at("write_answer", question), draft)
    question.refresh_from_db()
    for user in (one, other, people.coordinator):
        browser(user).post(at("read_answer", question), publish_it(question))
    assert not PracticePage.objects.filter(is_answer=True, live=True).exists()


def advocate_by_a_puppet(owner, name):
    """Return a pair-advocate whom a puppet of `owner` proposed in a group of its own; a coordinator knows nothing."""
    user = make_peer_advocate(name)
    group = user.memberships.get().peer_group
    seat = Membership.objects.create(user=owner, peer_group=group)
    confirmed = {"confirmed_by": person("Coordination"), "confirmed_at": timezone.now()}
    Mandate.objects.create(membership=seat, office="chair", accepted_at=timezone.now(), **confirmed)
    user.memberships.update(advocate_given_by=board_member(group, f"Pantin de {name}", recorded_by=owner))
    return user


def publishes(question, user):
    browser(user).post(at("read_answer", question), publish_it(question))
    question.refresh_from_db()
    return question.practice is not None


def test_one_person_behind_both_proposers_of_two_groups_publishes_nothing(people):
    build_exchange()
    one, other = advocate_by_a_puppet(people.member, "Premier"), advocate_by_a_puppet(people.member, "Deuxième")
    question = make_drafted(one)
    assert not publishes(question, other)
    assert publishes(question, make_peer_advocate("Autre")), "somebody else is behind that one"


def test_one_coordinator_who_confirmed_both_proposers_publishes_nothing(people):
    build_exchange()
    one, other = make_peer_advocate("Premier"), make_peer_advocate("Deuxième")
    proposers = [each.memberships.get().advocate_given_by for each in (one, other)]
    Mandate.objects.filter(membership__user__in=proposers).update(confirmed_by=people.coordinator)
    assert not publishes(make_drafted(one), other)


def test_a_proposer_whose_own_giver_nobody_knows_stands_for_nobody(people):
    build_exchange()
    one, other = make_peer_advocate("Premier"), make_peer_advocate("Deuxième")
    proposer = one.memberships.get().advocate_given_by
    Mandate.objects.filter(membership__user=proposer).update(confirmed_by=None, confirmed_at=None)
    assert not publishes(make_drafted(one), other)


def test_a_facilitator_who_left_stays_behind_whom_they_proposed(people):
    """The work of a facilitator counts as a mandate does, and so does one that is over."""
    build_exchange()
    one, other = make_peer_advocate("Premier"), make_peer_advocate("Deuxième")
    proposer = one.memberships.get().advocate_given_by
    Mandate.objects.filter(membership__user=proposer).delete()
    now, today = timezone.now(), timezone.localdate()
    role = {"role": FACILITATOR, "role_accepted_at": now, "role_confirmed_at": now}
    left = {"starts_on": today - LONG_AGO, "ends_on": today - LONG_AGO / 2, "role_confirmed_by": person("Coordination")}
    proposer.memberships.update(**role, **left)
    assert publishes(make_drafted(one), other)


@pytest.mark.parametrize("how", ["their group", "their proposer", "above their proposer", "their own pair-advocate"])
def test_a_moderator_who_may_be_the_writer_publishes_nothing(people, how):
    """Nobody knows all the accounts of a person: what the places tell is enough to refuse."""
    build_exchange()
    writer, moderator = make_peer_advocate("Plume"), people.moderator
    membership = writer.memberships.get()
    proposer = membership.advocate_given_by
    if how == "their group":
        Membership.objects.create(user=moderator, peer_group=membership.peer_group)
    elif how == "their proposer":
        Membership.objects.create(user=moderator, peer_group=people.elsewhere, role_given_by=proposer)
    elif how == "above their proposer":
        membership.delete()  # else that pair-advocate is the second person, and no moderator reads
        writer = advocate_by_a_puppet(moderator, "Pantin")
        long_ago = dict.fromkeys(("starts_on", "ends_on"), timezone.localdate() - LONG_AGO)
        moderator.memberships.update(**long_ago)
    else:
        own = make_peer_advocate("Modération")
        Membership.objects.filter(user=own).update(user=moderator, advocate_given_by=proposer)
    question = make_drafted(writer)
    assert not publishes(question, moderator)
    assert publishes(question, people.superuser), "another one may"


def test_one_moderator_publishes_no_sheet_about_rights(people, victim):
    page = make_practice(build_exchange(), live=False, owner=people.member, about_rights=True)
    page.save_revision(user=people.member)
    for _ in range(2):
        assert not two_readers.read(page, people.moderator)
    with pytest.raises(NotReadyError):
        page.get_latest_revision().publish(user=people.moderator)


def test_a_board_member_alone_is_not_two_groups_that_read_together(people):
    """They run one group, and a puppet of theirs was let into another, whose coordinator confirmed nothing else."""
    module = module_with(build_site(), lessons=1)
    treasurer = people.board_member
    employee = puppet(people, treasurer, "Premier")
    name_facilitator(people, treasurer, employee)
    age(confirmed=[treasurer])
    elsewhere = {"role": FACILITATOR, "role_accepted_at": timezone.now(), "role_given_by": treasurer}
    Membership.objects.create(
        user=employee, peer_group=people.elsewhere, role_given_on=timezone.localdate() - LONG_AGO, **elsewhere
    )
    moderator = person("Modération")
    confirm(group_readings.say(treasurer, people.here, module, "named"), moderator)
    second = group_readings.say(employee, people.elsewhere, module, "named")
    with pytest.raises(group_readings.NotTwoPeopleError):
        confirm(second, moderator)


def test_a_board_member_alone_sends_away_nobody_who_holds_keys(people, victim):
    """Nor does one who first ends the mandate, or the role, of the other: only the person themselves may go at once."""
    treasurer, other = people.board_member, people.facilitator
    record_mandate(people, treasurer, puppet(people, treasurer, "Premier"))
    age(confirmed=[treasurer, other])
    leaves = other.memberships.get()
    sent = {"last_day": timezone.localdate()}
    assert browser(treasurer).post(page_of("departure", people, leaves.pk), sent).status_code == 422
    browser(treasurer).post(page_of("person", people, leaves.pk), {"role": "member", "go_on": "on"})
    assert not permissions.runs(other, people.here), "which the site allows, and says in the journal"
    assert browser(treasurer).post(page_of("departure", people, leaves.pk), sent).status_code == 422
    assert browser(other).post(reverse("accounts:leave_group", args=[leaves.pk])).status_code == 302
    leaves.refresh_from_db()
    assert leaves.left_at
