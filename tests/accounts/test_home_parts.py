"""The home by part: which blocks, in which order, what waits in each, one filled button."""

import datetime
import uuid

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accounts import home_blocks
from accounts.coordination import prepared_file
from accounts.home_blocks import Part
from accounts.models import CollectiveReferent, Mandate, Membership
from content.models import ContactMessage, ErrorReport, ReviewCase, ReviewStep
from courses.models import GroupRemark
from directory.models import PeerGroup
from tests.accounts.board import mandate_of, member_of
from tests.courses.factories import build_site
from tests.practices.factories import build_exchange, make_practice

TITLES = {
    "facilitator": "Vous animez Groupe d’ici",
    "editor": "Vous écrivez pour le site",
    "moderator": "Vous relisez et publiez",
    "coordinator": "Vous coordonnez le réseau",
    "referent": "Vous représentez Collectif d’essai",
}
DOORS = {
    "facilitator": reverse("groups:home", args=["groupe-ici"]),
    "editor": "/admin/",
    "moderator": "/admin/",
    "coordinator": reverse("coordination:groups"),
    "referent": reverse("accounts:collective", args=["collectif-essai"]),
}


@pytest.fixture(autouse=True)
def site(db):
    return build_site()


def ago(days: int) -> datetime.date:
    return timezone.localdate() - datetime.timedelta(days=days)


def parts_shown(rf, user) -> list[home_blocks.Block]:
    request = rf.get("/")
    request.user = user
    return home_blocks.blocks_for(request)


@pytest.mark.parametrize("kind", TITLES)
def test_each_finds_the_door_to_their_work(client_of, kind):
    page = client_of(kind).get("/").text
    assert TITLES[kind] in page
    assert page.count(f'class="btn" href="{DOORS[kind]}"') == page.count('class="btn"') == 1
    assert [title for title in TITLES.values() if title in page] == [TITLES[kind]]


def test_a_member_has_no_block_but_theirs(client_of):
    page = client_of("member").get("/").text
    assert "Envie d’apprendre" in page
    assert not any(title in page for title in TITLES.values())


def test_several_parts_stand_in_one_order_and_the_first_holds_the_filled_button(rf, people):
    person = people.board_member
    person.groups.set([*people.moderator.groups.all(), *people.coordinator.groups.all()])
    CollectiveReferent.objects.create(user=person, collective=people.collective)
    Membership.objects.filter(user=person).update(is_peer_advocate=True, advocate_confirmed_at=timezone.now())
    Membership.objects.create(
        user=person, peer_group=people.elsewhere, role=Membership.Role.FACILITATOR, role_accepted_at=timezone.now()
    )
    shown = parts_shown(rf, person)
    expected = sorted([Part.ELECTED, Part.MEMBER, *list(Part)[:7]])
    assert [block.part for block in shown] == expected, "the office, then the group; its week, then what one learns"
    assert [block.part for block in shown if block.leads] == [Part.ELECTED], "the office has no lesson to read"


def test_who_belongs_to_no_group_finds_what_they_learn_last(rf, people):
    assert [block.part for block in parts_shown(rf, people.moderator)] == [Part.WRITER, Part.LEARNER]


def test_who_has_just_accepted_an_office_finds_the_door_of_the_group(client_of, people):
    page = client_of("board_member").get("/").text
    assert f"Au bureau\N{NO-BREAK SPACE}: {people.here.name}" in page
    door = f'href="{reverse("groups:home", args=[people.here.slug])}"'
    assert door in page
    Mandate.objects.update(accepted_at=None)
    assert door not in client_of("board_member").get("/").text


def test_a_former_part_is_no_part(rf, people):
    Membership.objects.filter(user=people.facilitator).update(starts_on=ago(90), ends_on=ago(2))
    assert home_blocks.parts_of(people.facilitator) == frozenset()
    Mandate.objects.filter(membership__user=people.board_member).update(starts_on=ago(90), ends_on=ago(2))
    assert home_blocks.parts_of(people.board_member) == {Part.MEMBER}
    Membership.objects.filter(user=people.member).update(role=Membership.Role.FACILITATOR, role_accepted_at=None)
    assert home_blocks.parts_of(people.member) == frozenset(), "a place not accepted gives no door"


def test_a_facilitator_reads_what_waits_in_the_group_and_no_name(client_of, people):
    page = client_of("facilitator").get("/").text
    assert "Une seule personne s’occupe des comptes" in page
    assert "La page du groupe dans l’annuaire est à relire" in page
    mandate_of(member_of(people.here, "Alix"), "chair", -30, 10)
    mandate_of(member_of(people.here, "Billie"), "secretary", -30, accepted_at=None)
    PeerGroup.objects.update(kept_on=timezone.localdate(), checked_on=timezone.localdate())
    page = client_of("facilitator").get("/").text
    assert "Un mandat se termine bientôt" in page
    assert "Une place attend le code de la personne qui la reçoit" in page
    assert "Une seule personne" not in page
    assert "est à relire" not in page
    assert "Alix" not in page
    assert "Billie" not in page


def test_nothing_that_waits_is_said_calmly(client_of, people):
    PeerGroup.objects.create(slug="vide", name="Vide")
    for name in ("Alix", "Billie"):
        mandate_of(member_of(people.here, name), "chair" if name == "Alix" else "secretary")
    assert people.facilitator
    PeerGroup.objects.update(kept_on=timezone.localdate(), checked_on=timezone.localdate())
    assert "Rien n’attend." in client_of("facilitator").get("/").text
    assert "Rien n’attend." in client_of("moderator").get("/").text


def test_the_coordination_reads_groups_and_messages_never_a_person(client_of, people):
    people.facilitator  # noqa: B018 - one person runs the group
    PeerGroup.objects.create(slug="vide", name="Vide")
    for number, days in enumerate((3, 9)):
        ContactMessage.objects.create(
            about=ContactMessage.About.values[0], text="Bonjour", received_on=ago(days), code_hmac=f"{number}"
        )
    page = client_of("coordinator").get("/").text
    assert "2 messages reçus, le plus ancien depuis 9 jours" in page
    assert "Une seule personne s’occupe des comptes : 1 groupe" in page
    assert "Pas encore de compte : 1 groupe" in page
    assert f'href="{reverse("coordination:groups")}?etat=une-seule"' in page
    assert "Animation" not in page


def test_a_file_of_groups_left_on_the_way_is_found_again(client_of, people):
    prepared_file.keep(people.coordinator, prepared_file.Prepared([], []))
    said, door = "Un fichier de groupes attend votre « oui »", reverse("coordination:file_preview")
    page = client_of("coordinator").get("/").text
    assert said in page
    assert f'href="{door}"' in page
    with time_machine.travel(timezone.now() + datetime.timedelta(hours=2)):
        assert said not in client_of("coordinator").get("/").text


def test_a_moderator_reads_how_many_since_when_and_goes_straight_to_the_list(client_of, people):
    index = build_exchange()
    for days in (2, 40):
        case = make_practice(index, title="Un titre à ne pas montrer").cases.create()
        case.record(ReviewStep.Act.RECEIVED, people.member)
        noon = timezone.localtime().replace(hour=12)  # a day has twenty-five hours in autumn
        ReviewCase.objects.filter(pk=case.pk).update(opened_at=noon - datetime.timedelta(days=days))
    ErrorReport.objects.create(text="Une faute", received_on=ago(1), sent_as="a", peer_group=people.here)
    page = client_of("moderator").get("/").text
    assert "Fiches de pratique à lire : 2, la plus ancienne depuis 40 jours" in page
    assert f'href="{reverse("moderation:queue")}"' in page
    assert "Erreurs signalées : une, depuis hier" in page
    assert "Un titre" not in page.split("Une formation pour")[0]
    assert "Fiches de pratique" not in client_of("editor").get("/").text


def test_the_home_of_the_admin_says_it_in_the_same_words(client_of, people):
    ErrorReport.objects.create(text="Une faute", received_on=ago(1), sent_as="a", peer_group=people.here)
    GroupRemark.objects.create(
        lesson_key=uuid.uuid4(), peer_group=people.here, kind="missing", words="Un exemple", sent_as="b"
    )
    for address in ("/", "/admin/"):
        page = client_of("moderator").get(address).text
        assert "Remarques des groupes" in page
        assert "Erreurs signalées" in page
        assert reverse("content_error_reports") in page


def test_a_collective_is_told_that_a_passport_is_read_without_an_account(client_of, people):
    page = client_of("referent").get("/").text
    assert "ouvrez son carré ou son adresse, sans compte" in page
    assert "La page « Collectif d’essai » dans l’annuaire est à relire" in page
