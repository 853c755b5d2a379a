"""A group in creation: added by the coordination, hidden until it is ready, then open."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from accounts.coordination import rules
from accounts.models import GroupAct
from directory.models import PeerGroup
from directory.slugs import free_slug
from tests.directory.factories import PeerGroupFactory

pytestmark = pytest.mark.django_db
ADD = "coordination:add"
TYPED = {"name": "GEM St-Éloi", "town": "Rouen", "department_code": "76", "kind": "autism"}


def stage_of(group):
    return reverse("coordination:stage", args=[group.slug])


def test_a_group_is_added_hidden_and_its_first_account_is_one_click_away(client_of, people):
    client = client_of("coordinator")
    answer = client.post(reverse(ADD), TYPED)
    group = PeerGroup.objects.get()
    assert (group.slug, group.stage, group.is_listed, group.kind) == ("gem-st-eloi", "creation", False, "autism")
    assert answer.url == reverse("groups:people", args=[group.slug])
    assert reverse("groups:open_account", args=[group.slug]) in client.get(answer.url).text
    assert Client().get(group.get_absolute_url()).status_code == 404
    assert [each.user for each in group.revisions.all()] == [people.coordinator]
    assert ModelLogEntry.objects.get(object_id=str(group.pk)).action == "wagtail.create"
    act = GroupAct.objects.get()
    assert (act.kind, act.actor, act.detail) == (GroupAct.Kind.PAGE_CHANGED, people.coordinator, rules.ADDED)


def test_a_group_in_creation_that_is_shown_says_so(client_of):
    client_of("coordinator").post(reverse(ADD), {**TYPED, "is_listed": "on"})
    assert "En création" in Client().get(PeerGroup.objects.get().get_absolute_url()).text
    assert "En création" in Client().get(reverse("directory:index")).text


@pytest.mark.parametrize("is_its_own", [True, False])
def test_the_directory_says_that_a_name_is_not_known_only_where_it_is_not(client_of, is_its_own):
    client = client_of("coordinator")
    assert client.get(reverse(ADD)).context["form"]["name_is_official"].value() is True, "most are known"
    client.post(reverse(ADD), {**TYPED, "is_listed": "on", **({"name_is_official": "on"} if is_its_own else {})})
    page = Client().get(PeerGroup.objects.get().get_absolute_url()).text
    assert ("nous ne connaissons pas encore le nom" in page) is not is_its_own


def test_a_group_of_the_same_name_in_the_same_town_is_linked_and_asked_about(client_of):
    known = PeerGroupFactory(name="Saint Eloi", town="ROUEN")
    client = client_of("coordinator")
    answer = client.post(reverse(ADD), TYPED)
    assert answer.status_code == 422
    assert reverse("groups:home", args=[known.slug]) in answer.text
    assert 'name="sure"' in answer.text
    assert "GEM St-Éloi" in answer.text
    assert PeerGroup.objects.count() == 1
    assert client.post(reverse(ADD), {**TYPED, "sure": "on"}).status_code == 302
    assert PeerGroup.objects.count() == 2
    assert client.post(reverse(ADD), {**TYPED, "name": "Saint-Éloi", "town": "Caen"}).status_code == 302


def test_pressed_twice_it_enters_once(client_of):
    client = client_of("coordinator")
    assert [client.post(reverse(ADD), TYPED).status_code for _ in range(2)] == [302, 422]
    assert PeerGroup.objects.count() == 1


@pytest.mark.parametrize("missing", ["name", "town", "department_code"])
def test_what_must_be_said_is_asked(client_of, missing):
    answer = client_of("coordinator").post(reverse(ADD), {**TYPED, missing: ""})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [missing]
    assert 'name="sure"' not in answer.text


def test_two_groups_of_one_name_have_two_addresses(client_of):
    client = client_of("coordinator")
    for town in ("Rouen", "Caen", "Dijon"):
        client.post(reverse(ADD), {**TYPED, "town": town})
    client.post(reverse(ADD), {**TYPED, "town": "Caen", "sure": "on"})
    assert sorted(PeerGroup.objects.values_list("slug", flat=True)) == [
        "gem-st-eloi",
        "gem-st-eloi-caen",
        "gem-st-eloi-caen-2",
        "gem-st-eloi-dijon",
    ]


def test_a_name_without_a_letter_that_an_address_can_hold_has_one_all_the_same():
    assert free_slug("日本", "Rouen", {"groupe"}) == "groupe-rouen"
    assert free_slug("日本", "", {"groupe"}) == "groupe-2"
    assert len(free_slug("x" * 160, "y" * 80, {"x" * 70})) <= 80


def test_a_group_is_said_to_be_open_and_is_then_in_the_directory(client_of, people):
    group = PeerGroupFactory(stage="creation", is_listed=False, source_title="Tenu par le groupe")
    client = client_of("coordinator")
    assert client.post(stage_of(group), {"stage": "open", "is_listed": "on"}).status_code == 302
    group.refresh_from_db()
    assert (group.stage, group.is_listed, group.source_title) == ("open", True, "Tenu par le groupe")
    assert group.kept_on is None
    assert "En création" not in Client().get(group.get_absolute_url()).text
    assert GroupAct.objects.get().detail == rules.STAGE_CHANGED
    client.post(stage_of(group), {"stage": "open", "is_listed": "on"})
    assert GroupAct.objects.count() == 1, "the same again is no act"
    assert client.post(stage_of(group), {"stage": "ferme"}).status_code == 422


def test_the_state_of_a_group_is_for_the_coordination_alone(client_of, people):
    for kind in ("facilitator", "board_member", "superuser"):
        assert client_of(kind).post(stage_of(people.here), {"stage": "creation"}).status_code == 404
