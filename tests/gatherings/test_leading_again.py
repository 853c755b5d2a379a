"""A yes is for the workshop that one read: who leads is asked again once it is another one."""

import pytest
from django.urls import reverse
from django.utils import timezone

from gatherings.models import Leader, Workshop
from passport.models import Face, Proposal
from tests.gatherings.factories import make_workshop, typed
from tests.gatherings.presence_kit import make_date
from tests.passport.factories import make_skill

pytestmark = [pytest.mark.django_db, pytest.mark.one_database]
AGAIN = "diront de nouveau oui ou non"


def url(name: str, workshop: Workshop) -> str:
    return reverse(f"gatherings:{name}", args=[workshop.pk])


@pytest.fixture
def workshop(people) -> Workshop:
    """A workshop that the member leads, and the facilitator too."""
    workshop = make_workshop(people.here, what="Une soupe\net un gâteau.")
    for user in (people.member, people.facilitator):
        Leader.objects.create(workshop=workshop, user=user, accepted_at=timezone.now())
    return workshop


def leads(user) -> bool:
    leader = Leader.objects.get(user=user)
    return leader.accepted_at is not None and not leader.is_asked_again


@pytest.mark.parametrize("changed", [{"title": "Aider les sinistrés"}, {"what": "Autre chose."}])
def test_another_title_or_another_matter_asks_the_others_who_lead(people, client_of, workshop, changed):
    client, same = client_of("facilitator"), {"what": "Une soupe\r\net un gâteau."}
    assert AGAIN in client.get(url("change", workshop)).text
    page = client.post(url("change", workshop), typed(**same | changed), follow=True)
    assert AGAIN in page.text
    assert (leads(people.member), leads(people.facilitator)) == (False, True)
    date = reverse("gatherings:date", args=[workshop.dates.get().pk])
    assert "<dd>Membre</dd>" not in client_of("board_member").get(date).text
    assert "On vous propose d’animer" in client_of("member").get(reverse("accounts:awaited")).text


def test_another_hour_or_place_asks_nobody(people, client_of, workshop):
    said = typed(what="Une soupe\r\net un gâteau. ", place="Au jardin", begins_at="13h")
    page = client_of("facilitator").post(url("change", workshop), said, follow=True)
    assert "C’est écrit" in page.text
    assert AGAIN not in page.text
    assert leads(people.member)


def test_shown_again_after_it_was_set_aside_it_asks_the_others_who_lead(people, client_of, workshop):
    Workshop.objects.update(state=Workshop.State.SET_ASIDE, reason="La salle est prise.")
    client = client_of("facilitator")
    assert AGAIN in client.get(url("workshop", workshop)).text
    assert AGAIN in client.post(url("show", workshop), follow=True).text
    assert (leads(people.member), leads(people.facilitator)) == (False, True)


def test_a_proposal_made_visible_as_it_was_keeps_the_yes_of_its_author(people, client_of):
    client_of("member").post(reverse("gatherings:propose"), typed())
    page = client_of("facilitator").post(url("show", Workshop.objects.get()), follow=True)
    assert AGAIN not in page.text
    assert leads(people.member)


def test_a_workshop_that_nobody_else_leads_says_nothing_of_it(people, client_of):
    workshop = make_workshop(people.here)
    assert AGAIN not in client_of("facilitator").get(url("change", workshop)).text
    page = client_of("facilitator").post(url("change", workshop), typed(title="Autrement"), follow=True)
    assert AGAIN not in page.text


def test_what_was_led_stays_theirs_and_a_yes_names_them_again(people, client_of):
    date = make_date(people.here, people.member, (make_skill(),))
    change = url("change", date.workshop)
    said = typed(title="Cuisine du mercredi", skill_1=date.workshop.skills.get().slug, first_day=date.original_day)
    assert AGAIN in client_of("facilitator").post(change, said, follow=True).text
    member, page = client_of("member"), reverse("gatherings:presences", args=[date.pk])
    assert "Qui a dit son nom" in member.get(page).text
    shown = client_of("board_member").get(reverse("gatherings:date", args=[date.pk])).text
    assert "<dd>Membre</dd>" not in shown and "Dire merci" in shown
    member.post(page, {"came": 3, "guests": "", "close": "1"})
    assert [each.face for each in Proposal.objects.of(people.member)] == [Face.SHARED]
    moment = Leader.objects.get().accepted_at
    member.post(url("lead", date.workshop), {"answer": "oui"})
    assert leads(people.member) and Leader.objects.get().accepted_at == moment
    assert "<dd>Membre</dd>" in client_of("board_member").get(reverse("gatherings:date", args=[date.pk])).text
