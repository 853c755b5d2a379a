"""A workshop, from the idea of a member to what its group sees."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Membership
from gatherings.models import Leader, Workshop
from gatherings.repeats import Repeats
from tests.gatherings.factories import in_days, make_workshop, mark, typed
from tests.passport.factories import make_skill

pytestmark = pytest.mark.django_db
PROPOSE = reverse("gatherings:propose")


def test_a_member_proposes_and_those_who_run_the_group_make_it_visible(people, client_of):
    page = client_of("member").post(PROPOSE, typed(), follow=True)
    workshop = Workshop.objects.get()
    assert "pas encore visible" in page.text
    assert Leader.objects.get().user == people.member
    assert "Cuisine du mardi" not in client_of("board_member").get(reverse("gatherings:index")).text
    client_of("facilitator").post(reverse("gatherings:show", args=[workshop.pk]))
    assert "Cuisine du mardi" in client_of("board_member").get(reverse("gatherings:index")).text
    assert "Cuisine du mardi" not in client_of("other_member").get(reverse("gatherings:index")).text


def test_what_a_facilitator_writes_is_visible_at_once(people, client_of):
    skill = make_skill()
    client_of("facilitator").post(PROPOSE, typed(repeats=Repeats.WEEKLY, skill_1=skill.slug, skill_2=skill.slug))
    workshop = Workshop.objects.get()
    assert (workshop.state, workshop.dates.count()) == (Workshop.State.SHOWN, 52)
    assert list(workshop.skills.all()) == [skill]
    assert workshop.minutes == 150


def test_sent_twice_it_is_one_workshop(people, client_of):
    client = client_of("member")
    client.post(PROPOSE, typed())
    client.post(PROPOSE, typed())
    assert Workshop.objects.count() == 1


def test_a_proposal_set_aside_says_why_to_its_author_alone(people, client_of):
    workshop = make_workshop(people.here, proposed_by=people.member, is_shown=False)
    address = reverse("gatherings:set_aside", args=[workshop.pk])
    assert client_of("facilitator").post(address, {"reason": ""}).status_code == 422
    client_of("facilitator").post(address, {"reason": "La salle est prise ce jour-là."})
    assert "La salle est prise" in client_of("member").get(reverse("gatherings:workshop", args=[workshop.pk])).text
    assert client_of("other_member").get(reverse("gatherings:workshop", args=[workshop.pk])).status_code == 404


def test_who_left_the_group_reads_their_proposal_no_more(people, client_of):
    workshop = make_workshop(people.here, proposed_by=people.member, is_shown=False)
    client = client_of("member")
    Membership.objects.filter(user=people.member).update(ends_on=timezone.localdate(), left_at=timezone.now())
    assert client.get(reverse("gatherings:workshop", args=[workshop.pk])).status_code == 404


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("first_day", "2020-01-01", "Ce jour est passé"),
        ("first_day", "2099-01-01", "trop loin"),
        ("begins_at", "bientôt", "Écrivez une heure"),
        ("ends_at", "13h", "La fin vient avant"),
        ("ends_at", "14h05", "15 minutes au moins"),
        ("place", "", "Écrivez un lieu"),
        ("title", "", ""),
        ("video_link", "javascript:alert(1)", ""),
        ("places", "0", ""),
        ("skill_1", "rien", ""),
    ],
)
def test_what_is_impossible_is_said_beside_its_field_and_nothing_is_lost(people, client_of, field, value, words):
    page = client_of("member").post(PROPOSE, typed(what="Un texte à garder.", **{field: value}))
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert words in page.text
    assert "Un texte à garder." in page.text
    assert not Workshop.objects.exists()


def test_a_workshop_of_more_than_twelve_hours_is_refused_beside_its_end_and_not_shortened(people, client_of):
    page = client_of("member").post(PROPOSE, typed(begins_at="8h", ends_at="20h01"))
    assert page.status_code == 422
    assert page.context["form"].errors["ends_at"] == ["Un atelier dure 12 heures au plus."]
    client_of("member").post(PROPOSE, typed(begins_at="8h", ends_at="20h"))
    assert Workshop.objects.get().minutes == 720


def test_only_coordinators_write_for_the_network_and_anybody_reads_it(people, client_of, client):
    assert "group" not in client_of("member").get(PROPOSE).context["form"].fields
    assert client_of("member").post(PROPOSE, typed(group="reseau")).status_code == 302
    assert not Workshop.objects.of_network().exists()
    client_of("coordinator").post(PROPOSE, typed(title="Journée de formation"))
    (date,) = Workshop.objects.of_network().get().dates.all()
    page = client.get(reverse("gatherings:date", args=[date.pk]))
    assert "Journée de formation" in page.text
    assert "heure de Paris" in page.text
    agenda = client.get(reverse("gatherings:agenda", args=[date.pk]))
    assert agenda["Content-Type"] == "text/calendar"
    assert b"SUMMARY:Journ" in agenda.content


def test_no_file_holds_a_workshop_of_a_group(people, client_of):
    (date,) = make_workshop(people.here).dates.all()
    assert client_of("member").get(reverse("gatherings:agenda", args=[date.pk])).status_code == 404


def test_a_leader_moves_and_cancels_its_dates_and_decides_nothing_else(people, client_of):
    workshop = make_workshop(people.here)
    (date,) = workshop.dates.all()
    client = client_of("member")
    move = reverse("gatherings:move", args=[date.pk])
    assert client.get(move).status_code == 404
    Leader.objects.create(workshop=workshop, user=people.member)
    assert client.get(move).status_code == 404  # they have not said yes
    Leader.objects.update(accepted_at=timezone.now())
    said = {"first_day": in_days(5).isoformat(), "begins_at": "10h", "ends_at": "11h", "word": "On change de jour."}
    client.post(move, {**said, "shown": mark(date)})
    date.refresh_from_db()
    assert date.word == "On change de jour."
    client.post(reverse("gatherings:cancel", args=[date.pk]), {"word": "", "shown": mark(date)})
    date.refresh_from_db()
    assert date.is_cancelled
    assert client.get(reverse("gatherings:change", args=[workshop.pk])).status_code == 404


def test_how_many_came_is_a_number_written_once_it_has_begun(people, client_of, time_machine):
    (date,) = make_workshop(people.here).dates.all()
    client, address = client_of("facilitator"), reverse("gatherings:count", args=[date.pk])
    client.post(address, {"came": "9"})
    date.refresh_from_db()
    assert date.came is None
    time_machine.move_to(date.starts_at)
    assert client.post(address, {"came": "501"}).status_code == 422
    client.post(address, {"came": "9"})
    date.refresh_from_db()
    assert date.came == 9
