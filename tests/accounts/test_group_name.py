"""The name that a group's own people give it: never another place's, and signed with once a second person agrees."""

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from accounts import journal
from accounts.displayed_name import NOT_A_PLACE
from accounts.groups import name_change, public_page
from accounts.groups.public_page_forms import MANY_NAMES
from accounts.models import GroupAct, User
from directory import editing
from directory.borne_names import TAKEN
from directory.former_names import FormerName
from directory.models import Collective, Organisation, PeerGroup
from tests.accounts.as_read import agree
from tests.accounts.test_public_page import TYPED, page_of, preview_of, write
from tests.accounts.together import settle
from tests.directory.factories import PeerGroupFactory
from tests.people import facilitates, member_named

pytestmark = pytest.mark.django_db
FIELD = "confirms_name"


@pytest.fixture
def two(people):
    """Have the facilitator and the board member be two people."""
    people.facilitator, people.board_member  # noqa: B018 - made
    settle()


def names(people) -> tuple[str, str]:
    """Return the name of the group in the directory, and the one it signs with."""
    group = PeerGroup.objects.get(pk=people.here.pk)
    return group.name, group.signing_name


def rename(client, people, name="Les Voisins", **more):
    write(client, people, name=name, **more)
    return agree(client, preview_of(people))


def offers(client, people) -> bool:
    """Return whether the form asks to confirm the name."""
    return FIELD in client.get(page_of(people)).context["form"].fields


def bear(kind: str) -> None:
    """Make a place that bears, or bore, « GEM de Saint-Éloi », in another town."""
    if kind == "group":
        PeerGroupFactory(name="GEM de Saint-Éloi", town="Caen", is_listed=False)
    elif kind == "collective":
        Collective.objects.create(slug="c", name="GEM de Saint-Éloi")
    elif kind == "organisation":
        Organisation.objects.create(slug="o", name="GEM de Saint-Éloi", role="x")
    elif kind == "former":
        group = PeerGroupFactory(name="GEM de Saint-Éloi", town="Caen")
        group.name = "Autre"
        group.save()
    else:
        PeerGroupFactory(name="GEM de Saint-Éloi").delete()


@pytest.mark.parametrize("kind", ["group", "collective", "organisation", "former", "gone"])
def test_a_group_does_not_take_the_name_of_another_place(client_of, people, kind):
    bear(kind)
    answer = write(client_of("facilitator"), people, name="Groupe d’entraide mutuelle  st eloi.")
    assert answer.status_code == 422
    assert answer.context["form"].errors["name"] == [TAKEN]
    assert answer.context["form"]["sponsor"].value() == "Un parrain"


@pytest.mark.parametrize("kind", ["group", "collective", "former"])
def test_nor_does_a_collective(client_of, people, kind):
    people.collective  # noqa: B018 - made
    bear(kind)
    page = reverse("accounts:collective", args=[people.collective.slug])
    answer = client_of("referent").post(page, {"name": "St Eloi"})
    assert (answer.status_code, answer.context["form"].errors["name"]) == (422, [TAKEN])


def test_two_groups_of_one_name_keep_it_and_write_their_pages(client_of, people):
    PeerGroupFactory(name="GEM Groupe d’Ici", town="Caen")
    rename(client_of("facilitator"), people, name="GEM Groupe d’ici")
    assert names(people) == ("GEM Groupe d’ici",) * 2


def test_a_group_takes_its_own_former_name_again(client_of, people):
    client = client_of("facilitator")
    rename(client, people)
    assert names(people) == ("Les Voisins", "Groupe d’ici")
    rename(client, people, name="Groupe d’ici")
    assert names(people) == ("Groupe d’ici", "Groupe d’ici")
    assert people.here.former_names.count() == 2


@pytest.mark.parametrize("kind", ["here", "collective"])
def test_a_name_taken_since_it_was_prepared_is_not_kept(people, kind):
    """The rule is asked again when it is written, with every group held."""
    place = getattr(people, kind)
    PeerGroupFactory(name="Les Voisins")
    keep = public_page.keep_group_page if kind == "here" else public_page.keep_collective_page
    with pytest.raises(ValidationError, match="Un autre lieu"):
        keep(place, {"name": "GEM les voisins"}, editing.version_of(place), people.facilitator)
    assert not FormerName.objects.exists()


def test_few_names_are_tried_a_day(client_of, people):
    """A refusal tells that some place has that name: no list of hidden groups is read so."""
    bear("gone")
    client = client_of("facilitator")
    for number in range(name_change.NAMES_A_DAY):
        assert write(client, people, name=f"Nom {number}").status_code == 302
    for name in ("St Eloi", "Libre"):
        assert write(client, people, name=name).context["form"].errors["name"] == [MANY_NAMES]
    assert write(client, people, name="Groupe d’ici").status_code == 302


def test_it_is_said_on_the_page(client_of, people):
    client = client_of("facilitator")
    write(client, people)
    PeerGroupFactory(name="Les Voisins")
    answer = client.post(preview_of(people), {"seen": client.get(preview_of(people)).context["seen"]}, follow=True)
    assert TAKEN.split(".")[0] in answer.text
    assert answer.context["form"]["name"].value() == "Les Voisins"
    assert client.post(page_of(people), {**TYPED, "version": 0}).status_code == 422, "prepared or not"


def test_nobody_alone_changes_the_name_that_signs(client_of, people, two):
    client = client_of("facilitator")
    rename(client, people)
    assert names(people) == ("Les Voisins", "Groupe d’ici")
    assert not offers(client, people)
    rename(client, people, **{FIELD: "on"})
    rename(client, people, name="Les Voisines", **{FIELD: "on"})
    assert names(people) == ("Les Voisines", "Groupe d’ici")


def test_a_second_person_confirms_it(client_of, people, two):
    rename(client_of("facilitator"), people)
    client = client_of("board_member")
    home = reverse("groups:home", args=[people.here.slug])
    assert "attend une deuxième personne" in client.get(home).text
    page = client.get(page_of(people)).text
    assert "Notre groupe s’appelle bien «\xa0Les Voisins\xa0»" in page
    rename(client, people, opening_hours="Le lundi")
    assert names(people) == ("Les Voisins", "Groupe d’ici"), "what is not ticked confirms nothing"
    rename(client, people, **{FIELD: "on"})
    assert names(people) == ("Les Voisins", "Les Voisins")
    assert [act.detail for act in people.here.acts.all()] == [name_change.CONFIRMED, "", name_change.RENAMED]
    assert not offers(client, people)
    assert "attend une deuxième personne" not in client.get(home).text


def test_a_second_person_who_writes_yet_another_confirms_none(client_of, people, two):
    rename(client_of("facilitator"), people)
    rename(client_of("board_member"), people, name="Les Voisines", **{FIELD: "on"})
    assert names(people) == ("Les Voisines", "Groupe d’ici")
    assert not offers(client_of("board_member"), people)
    assert offers(client_of("facilitator"), people)


def test_a_second_account_that_one_opened_confirms_nothing(client_of, people, two):
    other = member_named(people.here, "Autre")
    other.memberships.update(**facilitates(), role_given_by=people.facilitator, role_given_on=timezone.localdate())
    rename(client_of("facilitator"), people)
    group = PeerGroup.objects.get(pk=people.here.pk)
    assert not name_change.may_confirm(group, other)
    assert name_change.may_confirm(group, people.board_member)


@pytest.mark.parametrize("how", ["erased", "forgotten"])
def test_when_nobody_knows_who_gave_it_the_coordination_alone_confirms(client_of, people, two, how):
    rename(client_of("facilitator"), people)
    if how == "erased":
        User.objects.get(pk=people.facilitator.pk).delete()
    else:
        GroupAct.objects.all().delete()
    assert not offers(client_of("board_member"), people)


def test_another_spelling_of_its_name_is_the_same_name(client_of, people):
    rename(client_of("facilitator"), people, name="GEM Groupe d’Ici")
    assert names(people) == ("GEM Groupe d’Ici",) * 2


def test_the_file_of_its_author_says_the_act_and_no_name(client_of, people):
    rename(client_of("facilitator"), people)
    [act] = journal.export(people.facilitator)["journal"]
    assert act["précision"] == "nom du groupe"


@pytest.mark.parametrize("typed", [{"name": "Les Voisins du Phare"}, {"name": "Les Voisins"}])
def test_the_coordination_confirms_it_in_the_admin(home, client_of, people, two, typed):
    """It writes another, or empties the box that holds the former one."""
    rename(client_of("facilitator"), people)
    client, address = client_of("moderator"), f"/admin/annuaire/groupes/edit/{people.here.pk}/"
    form = client.get(address).context["form"]
    assert form["confirmed_name"].value() == "Groupe d’ici"
    kept = {"confirmed_name": "Groupe d’ici"} if typed["name"] != "Les Voisins" else {"confirmed_name": ""}
    latest = PeerGroup.objects.get(pk=people.here.pk).latest_revision
    opened = {"loaded_revision_id": latest.pk, "loaded_revision_created_at": latest.created_at.isoformat()}
    said = {"slug": people.here.slug, "stage": "open", **typed, **kept, **opened}
    assert client.post(address, said).status_code == 302
    assert names(people) == (typed["name"],) * 2


def test_a_version_gone_back_to_confirms_nothing(people):
    people.here.save_revision()
    people.here.confirmed_name = "Les Voisins"
    assert people.here.with_content_json(people.here.latest_revision.content).confirmed_name == "Les Voisins"


@pytest.mark.parametrize("name", ["3114", "Équipe de la modération", "L’équipe du site", "Entrepairs 14", "m0dération"])
def test_a_place_takes_neither_the_name_of_the_team_nor_a_number(client_of, people, name):
    before = people.here.name
    answer = write(client_of("board_member"), people, name=name)
    assert answer.status_code == 422 and NOT_A_PLACE in answer.text and name in answer.text
    assert names(people) == (before, before)


@pytest.mark.parametrize("name", ["L’Équipage", "GEM 14", "La Coordination des voisins"])
def test_a_place_keeps_a_name_that_only_resembles(client_of, people, name):
    assert write(client_of("board_member"), people, name=name).status_code == 302
