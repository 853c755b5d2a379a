"""« l’association » of a share is the one whose name heads it: no other is taken for it, and none is named."""

import importlib

import pytest
from django.apps import apps
from django.urls import reverse

from accounts import personal_data
from accounts.models import Mandate, Membership
from passport.confirmations import rules as confirmations
from passport.confirmations.rules import Capacity, Words, capacities
from passport.models import Confirmation
from passport.sharing.rules import ShareRequest, entries_to_show, worded
from tests.passport.factories import make_confirmation, make_line, make_share
from tests.sharing.kit import enter

pytestmark = pytest.mark.django_db
ONE, OTHER, SOME = "l’association", "une autre association", "une association"
EMPLOYED = {ONE: "de l’association", OTHER: "d’une autre association", SOME: "d’une association"}


@pytest.fixture
def line(people):
    """Return an entry of a member of two groups, that a board member and a facilitator of the first confirmed."""
    Membership.objects.create(user=people.member, peer_group=people.elsewhere)
    entry = make_line(people.member)
    for person, capacity in ((people.board_member, Capacity.ASSOCIATION), (people.facilitator, Capacity.EMPLOYEE)):
        voice = capacities(person, entry, None)[capacity]
        asked = confirmations.ask(entry, person, None)
        confirmations.write(asked, person, Words(capacity, "Chaque jeudi.", True, voice=voice)).accept()
    return entry


def read(client, member, line, **terms):
    return enter(client, make_share(member, [line], **terms)).text


@pytest.mark.parametrize(("headed_by", "said"), [("here", ONE), ("elsewhere", OTHER), (None, SOME)])
def test_the_association_is_the_one_that_heads_the_share(client, people, line, headed_by, said):
    heading = getattr(people, headed_by).name if headed_by else ""
    page = read(client, people.member, line, group_name=heading)
    assert f">confirmée par {said}</span>" in page
    assert f">confirmée par une personne salariée {EMPLOYED[said]}</span>" in page
    assert page.count("confirmée par") == 2
    assert (people.here.name in page, people.elsewhere.name in page) == (headed_by == "here", headed_by == "elsewhere")


def test_the_holder_reads_before_it_opens_what_the_reader_will(people, line):
    terms = ShareRequest(entry_ids=[line.pk], group_name=people.elsewhere.name, shown_name="Alix")
    [shown] = entries_to_show(worded(people.member, terms), terms)
    assert f"confirmée par {OTHER}" in {each.by for each in shown.confirmations}


def test_it_stays_said_once_the_mandate_is_gone(client, people, line):
    Mandate.objects.all().delete()
    assert not Confirmation.objects.filter(mandate__isnull=False).exists()
    assert f">confirmée par {OTHER}</span>" in read(client, people.member, line, group_name=people.elsewhere.name)


def test_two_groups_of_one_name_are_never_taken_for_each_other(client, people, line):
    type(people.elsewhere).objects.filter(pk=people.elsewhere.pk).update(name=people.here.name)
    assert f">confirmée par {SOME}</span>" in read(client, people.member, line, group_name=people.here.name)


def test_whoever_may_speak_for_two_groups_is_not_taken_to_speak_for_either(people, line):
    speaker = people.board_member
    second = Membership.objects.create(user=speaker, peer_group=people.elsewhere)
    first = Mandate.objects.get(membership__user=speaker)
    Mandate.objects.create(
        membership=second,
        office="chair",
        starts_on=first.starts_on,
        accepted_at=first.accepted_at,
        confirmed_at=first.confirmed_at,
        confirmed_by=first.confirmed_by,
        recorded_by=first.recorded_by,
    )
    voice = capacities(speaker, make_line(people.member), None)[Capacity.ASSOCIATION]
    assert voice.mandate == first
    assert voice.group is None


def test_a_group_that_nobody_noted_is_not_the_one_above(client, people, line):
    Confirmation.objects.update(spoken_for=None)
    page = read(client, people.member, line, group_name=people.here.name)
    assert f">confirmée par {SOME}</span>" in page
    assert ONE not in page


def test_a_share_opened_before_says_no_more_than_it_knows(client, people, line):
    """« l’association » was written of any, whatever the name above."""
    share = make_share(people.member, [line], group_name=people.elsewhere.name)
    item = share.items.get()
    for said in item.frozen["confirmations"]:
        said["by"] = Confirmation.objects.get(pk=said["id"]).said_by
    item.save()
    page = enter(client, share).text
    assert f">confirmée par {SOME}</span>" in page
    assert f">confirmée par une personne salariée {EMPLOYED[SOME]}</span>" in page


def test_its_author_is_told_what_is_read_of_it(client_of, people, line):
    page = client_of("board_member").get(reverse("passport:confirmations_given")).text
    assert f"confirmée par {SOME}" in page


def test_the_files_of_both_say_which_association(people, line):
    given = personal_data.export(people.board_member)["passeport"]["confirmations que j’ai écrites"]
    received = personal_data.export(people.member)["passeport"]["lignes"][0]["confirmations"]
    assert [each["de quelle association"] for each in given] == [people.here.name]
    assert {each["de quelle association"] for each in received} == {people.here.name}


def test_what_is_taken_back_no_longer_says_for_whom(people, line):
    row = Confirmation.objects.get(capacity=Capacity.ASSOCIATION)
    row.withdraw()
    row.refresh_from_db()
    assert row.spoken_for is None


def test_the_mandate_of_before_says_the_group_and_a_place_of_employee_none(people):
    mandate = Mandate.objects.get(membership__user=people.board_member)
    entry = make_line(people.member)
    make_confirmation(entry, people.board_member, capacity=Capacity.ASSOCIATION, mandate=mandate)
    make_confirmation(entry, people.facilitator, capacity=Capacity.EMPLOYEE)
    known = importlib.import_module("passport.migrations.0016_spoken_for_known")
    known.keep_the_group_of_each_mandate(apps, None)
    groups = dict(Confirmation.objects.values_list("capacity", "spoken_for"))
    assert groups == {Capacity.ASSOCIATION: people.here.pk, Capacity.EMPLOYEE: None}
