"""The skills of an office, offered once to its holder at the end of the mandate."""

import pytest
from django.urls import reverse

from accounts.models import Mandate
from config.management.commands import worker
from courses.models import OfficeTraining
from courses.offices.skill_offers import offer_ended, source_ref
from passport.models import Proposal
from tests.accounts.board import day, mandate_of, member_of
from tests.accounts.kit import card_of, enter
from tests.passport.factories import make_share, make_skill


@pytest.fixture
def skills(db):
    """Return the two skills that the treasury offers; a third is retired."""
    training = OfficeTraining.objects.create(office="treasurer")
    kept = [make_skill("Tenir une caisse"), make_skill("Préparer un budget")]
    training.skills.set([*kept, make_skill("Ancienne", is_active=False)])
    return kept


def offered(user):
    return sorted(Proposal.objects.of(user).values_list("skill__label", flat=True))


def test_the_skills_wait_in_the_passport_the_day_after_the_mandate(client_of, people, skills):
    mandate = mandate_of(people.member, "treasurer", -400, 0)
    assert offer_ended() == 0, "its last day is not over"
    Mandate.objects.filter(pk=mandate.pk).update(ends_on=day(-1))
    assert offer_ended() == 1
    assert offered(people.member) == ["Préparer un budget", "Tenir une caisse"]
    client = client_of("member")
    event = reverse("passport:proposals", args=["mandate", source_ref(mandate)])
    assert event in client.get(reverse("passport:index")).content.decode()
    assert "Trésorerie" in client.get(event).content.decode()


def test_offering_again_changes_nothing_even_after_the_member_set_one_aside(people, skills):
    mandate_of(people.member, "treasurer", -400, -1)
    offer_ended()
    Proposal.objects.of(people.member).first().set_aside()
    assert [offer_ended() for _ in range(3)] == [0, 0, 0]
    assert Proposal.objects.of(people.member).count() == 2
    assert Proposal.objects.of(people.member).aside().count() == 1


@pytest.mark.parametrize(("first", "lasts"), [(-30, True), (-29, False)])
def test_a_mandate_offers_its_skills_from_thirty_days(people, skills, first, lasts):
    mandate_of(people.member, "treasurer", first, -1)
    assert offer_ended() == int(lasts)


def test_a_past_mandate_that_its_holder_never_accepted_offers_nothing(people, skills):
    """Somebody else noted it, years back: it is nobody's responsibility yet."""
    mandate_of(people.member, "treasurer", -400, -1, accepted_at=None)
    assert offer_ended() == 0


def test_an_office_without_skills_offers_nothing(people, skills):
    mandate_of(people.member, "chair", -400, -1)
    assert offer_ended() == 0


def test_each_of_two_mandates_offers_the_skills(people, skills):
    mandate_of(people.member, "treasurer", -800, -401)
    mandate_of(people.member, "treasurer", -400, -1)
    assert offer_ended() == 2
    assert Proposal.objects.of(people.member).count() == 4


def test_signing_in_offers_one_s_own_skills_and_the_worker_everybody_s(client, people, skills):
    mandate_of(people.member, "treasurer", -400, -1)
    alix = member_of(people.here, "Alix")
    mandate_of(alix, "treasurer", -400, -1)
    enter(client, card_of(people.member))
    assert offered(people.member)
    assert not offered(alix), "each on their own"
    worker.JOBS["offers"]()
    assert offered(alix)


def test_a_share_names_a_responsibility_in_an_association_and_not_the_office(people, skills):
    mandate_of(people.member, "treasurer", -400, -1)
    offer_ended()
    line = Proposal.objects.of(people.member).first().accept("without_help")
    share = make_share(people.member, [line])
    frozen = str(share.items.get().frozen)
    assert "responsabilité associative" in frozen
    assert "Trésorerie" not in frozen


def test_the_queries_do_not_grow_with_what_was_offered_before(people, skills, django_assert_max_num_queries):
    for number in range(20):
        mandate_of(people.member, "treasurer", -4000 + 50 * number, -3960 + 50 * number)
    offer_ended()
    with django_assert_max_num_queries(2):
        offer_ended()
