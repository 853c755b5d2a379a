"""What a coordinator confirms of the places of a group, and what they leave to another."""

from django.urls import reverse
from django.utils import timezone

from accounts.models import Mandate, Membership
from accounts.places import confirmation, given
from accounts.secret_code import rules as secret_code
from tests.accounts.as_read import agree
from tests.accounts.board import mandate_of, member_of
from tests.accounts.kit import CODE
from tests.people import facilitates, person

FACILITATOR = Membership.Role.FACILITATOR.value


def at(people, name, *args):
    return reverse(f"groups:{name}", args=[people.here.slug, *args])


def test_a_coordinator_confirms_neither_their_own_place_nor_one_they_gave(client_of, people):
    Membership.objects.create(user=people.coordinator, peer_group=people.here)
    mine = mandate_of(people.coordinator)
    theirs = member_of(people.here, "Autre", **facilitates(), role_given_by=people.coordinator)
    for kind, pk in (("mandat", mine.pk), ("animation", theirs.memberships.get().pk)):
        sent = {"which": f"{kind}-{pk}", "seen": given.find(people.here, kind, pk).seen}
        assert f'value="{kind}-{pk}"' not in client_of("coordinator").get(at(people, "places")).text
        answer = client_of("coordinator").post(at(people, "places"), sent)
        assert answer.status_code == 422
        assert "Une autre personne de la coordination" in answer.text
    assert not Mandate.objects.filter(confirmed_at__isnull=False).exists()


def confirm_all(people, by):
    for place in given.places_of(people.here):
        confirmation.confirm(place, by)


def test_a_second_coordinator_takes_over_one_of_two_places_that_the_first_confirmed(people):
    mandate = people.board_member.memberships.get().mandates.get()
    assert people.facilitator
    confirm_all(people, people.coordinator)
    second = person("Autre coordination")
    confirmation.confirm(given.find(people.here, "mandat", mandate.pk), second)
    mandate.refresh_from_db()
    assert mandate.confirmed_by == second


def test_a_second_coordinator_leaves_a_place_whose_confirmation_stands_alone(client_of, people):
    """Taken over by a wrong press, it would leave a group with two places behind one person, and no way back."""
    mandate = people.board_member.memberships.get().mandates.get()
    other = person("Autre coordination")
    other.groups.set(people.coordinator.groups.all())
    confirmation.confirm(given.find(people.here, "mandat", mandate.pk), other)
    page = client_of("coordinator").get(at(people, "places")).text
    assert f'value="mandat-{mandate.pk}"' not in page
    seen = given.find(people.here, "mandat", mandate.pk).seen
    answer = client_of("coordinator").post(at(people, "places"), {"which": f"mandat-{mandate.pk}", "seen": seen})
    assert answer.status_code == 422
    assert "Il n’y a rien à changer" in answer.text
    other.groups.clear()
    confirmation.confirm(given.find(people.here, "mandat", mandate.pk), people.coordinator)
    mandate.refresh_from_db()
    assert mandate.confirmed_by == people.coordinator, "who left the coordination vouches for nobody any more"


def test_one_coordinator_never_becomes_the_only_one_behind_two_places(client_of, people):
    """Two independent ways are what a group needs for a lost code: one person could have left it without."""
    mandate = people.board_member.memberships.get().mandates.get()
    membership = people.facilitator.memberships.get()
    first, second = people.coordinator, person("Autre coordination")
    second.groups.set(first.groups.all())
    confirmation.confirm(given.find(people.here, "mandat", mandate.pk), first)
    confirmation.confirm(given.find(people.here, "animation", membership.pk), second)
    answer = agree(client_of("coordinator"), at(people, "places"), which=f"animation-{membership.pk}")
    assert answer.status_code == 422
    assert "deux personnes différentes" in answer.text
    membership.refresh_from_db()
    assert membership.role_confirmed_by == second


def test_a_second_coordinator_reads_whose_confirmation_theirs_replaces(client_of, people):
    mandate = people.board_member.memberships.get().mandates.get()
    other = person("Coordination bis")
    Mandate.objects.filter(pk=mandate.pk).update(confirmed_by=other, confirmed_at=timezone.now())
    page = client_of("coordinator").get(reverse("groups:places", args=[people.here.slug])).text
    assert f"Confirmer vous-même (pour l’instant&nbsp;: {other})" in page
    Mandate.objects.filter(pk=mandate.pk).update(confirmed_by=None)
    page = client_of("coordinator").get(reverse("groups:places", args=[people.here.slug])).text
    assert "Confirmer de nouveau" in page


def test_a_coordinator_who_confirmed_a_pair_advocate_may_take_a_place_over(people):
    advocate = people.member.memberships.get()
    Membership.objects.filter(pk=advocate.pk).update(is_peer_advocate=True, advocate_given_by=people.board_member)
    secret_code.change(people.member, CODE)
    mandate = people.board_member.memberships.get().mandates.get()
    first, second = people.coordinator, person("Autre coordination")
    role = people.facilitator.memberships.get()
    for which, by in (
        (("mandat", mandate), first),
        (("pair-advocate", advocate), second),
        (("animation", role), first),
        (("mandat", mandate), second),
    ):
        confirmation.confirm(given.find(people.here, which[0], which[1].pk), by)
    mandate.refresh_from_db()
    assert mandate.confirmed_by == second
