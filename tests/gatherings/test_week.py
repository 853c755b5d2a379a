"""A week entered on one screen, and copied from the week before."""

import datetime

import pytest
from django.urls import reverse
from django.utils import timezone

from gatherings.models import Workshop
from gatherings.programme import room
from gatherings.programme.week import monday_of, this_week
from gatherings.repeats import Repeats
from tests.gatherings.factories import make_workshop

pytestmark = pytest.mark.django_db
NEXT = monday_of(timezone.localdate()) + datetime.timedelta(days=14)


def _day(number: int) -> str:
    return (NEXT + datetime.timedelta(days=number)).isoformat()


def _row(number: int, **values: str) -> dict[str, str]:
    return {f"ligne-{number}-{name}": value for name, value in values.items()}


@pytest.fixture
def address(people):
    return f"{reverse('group_life:week', args=[people.here.slug])}?du={NEXT.isoformat()}"


def test_each_row_becomes_a_workshop_and_empty_ones_nothing(people, client_of, address):
    sent = {"ref": "r" * 22, **_row(0, day=_day(0), begins_at="9h30", ends_at="12h", title="Café")}
    sent |= _row(3, day=_day(4), begins_at="14h", title="Jeux", place="Grande salle")
    for _ in range(2):
        client_of("facilitator").post(address, sent)
    cafe, games = Workshop.objects.order_by("title")
    assert (cafe.minutes, games.minutes, games.place) == (150, 60, "Grande salle")
    page = client_of("board_member").get(address)
    assert "Café" in page.text
    assert "de 14\xa0h à 15\xa0h" in page.text


def test_a_row_corrected_from_the_same_page_is_written_and_nothing_is_said_to_be_when_it_is_not(client_of, address):
    client, sent = client_of("facilitator"), {"ref": "r" * 22, **_row(0, day=_day(0), begins_at="9h30", title="Café")}
    assert "La semaine est écrite" in client.post(address, sent, follow=True).text
    assert "La semaine est écrite" not in (again := client.post(address, sent, follow=True).text)
    assert "Ces lignes sont déjà écrites" in again
    other = _row(0, day=_day(0), begins_at="10h", title="Thé") | _row(1, day=_day(0), begins_at="9h30", title="Café")
    assert "La semaine est écrite" in client.post(address, sent | other, follow=True).text
    assert sorted(Workshop.objects.values_list("title", flat=True)) == ["Café", "Thé"]


def test_two_rows_with_the_same_words_are_two(client_of, address):
    row = {"day": _day(0), "begins_at": "9h30", "title": "Café"}
    for _ in range(2):
        client_of("facilitator").post(address, {"ref": "r" * 22, **_row(0, **row), **_row(1, **row)})
    assert Workshop.objects.count() == 2


def test_a_week_is_written_whole_or_not_at_all(client_of, address, monkeypatch):
    monkeypatch.setattr(room, "MOST_SHOWN", 2)
    rows = [_row(number, day=_day(number), begins_at="9h", title="Café") for number in range(3)]
    sent = {"ref": "r" * 22} | rows[0] | rows[1] | rows[2]
    page = client_of("facilitator").post(address, sent)
    assert page.status_code == 422
    assert "Il y a déjà beaucoup d’ateliers" in page.text
    assert not Workshop.objects.exists()


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"title": ""}, "Écrivez ce que c’est."),
        ({"day": ""}, "Choisissez un jour."),
        ({"begins_at": ""}, "Écrivez l’heure du début."),
        ({"begins_at": "tôt"}, "Écrivez une heure"),
        ({"ends_at": "8h"}, "La fin vient avant"),
        ({"ends_at": "22h01"}, "12 heures au plus"),
        ({"day": "2026-13-45"}, "Sélectionnez un choix valide"),
    ],
)
def test_a_row_says_what_it_lacks_and_no_row_is_lost(people, client_of, address, changed, words):
    row = {"day": _day(1), "begins_at": "10h", "ends_at": "11h", "title": "Un titre à garder"} | changed
    other = _row(1, day=_day(2), begins_at="10h", title="Une autre ligne")
    page = client_of("facilitator").post(address, {**_row(0, **row), **other})
    assert page.status_code == 422
    assert words in page.text
    assert "Une autre ligne" in page.text
    assert not Workshop.objects.exists()


def test_a_row_with_a_place_alone_says_what_it_lacks(client_of, address):
    page = client_of("facilitator").post(address, _row(0, day=_day(1), place="Au jardin"))
    assert page.status_code == 422
    assert "Écrivez ce que c’est." in page.text
    assert "Au jardin" in page.text
    assert client_of("facilitator").post(address, _row(0, day=_day(1))).status_code == 302, "a day alone is nothing yet"


def test_the_week_before_is_copied_but_for_what_comes_back_or_was_cancelled(people, client_of, address):
    before = NEXT - datetime.timedelta(days=7)
    make_workshop(people.here, title="Café", first_day=before)
    make_workshop(people.here, title="Chorale", first_day=before, repeats=Repeats.WEEKLY)
    make_workshop(people.here, title="Cinéma", first_day=before).dates.update(is_cancelled=True)
    make_workshop(people.elsewhere, title="Échecs", first_day=before)
    page = client_of("facilitator").get(f"{address}&comme=1")
    copied = [row["title"].value() for row in page.context["rows"] if row["title"].value()]
    assert copied == ["Café"]
    assert page.context["rows"][0]["day"].value() == NEXT.isoformat()
    sent = {row.add_prefix(name): row[name].value() or "" for row in page.context["rows"] for name in row.fields}
    client_of("facilitator").post(address, {**sent, "ref": "r" * 22})
    assert Workshop.objects.filter(title="Café", first_day=NEXT).count() == 1
    page = client_of("facilitator").get(f"{address}&comme=1")
    assert not [row for row in page.context["rows"] if row["title"].value()]


def test_two_people_who_copied_the_same_week_write_it_once(people, client_of, address):
    row = {"day": _day(0), "begins_at": "9h30", "title": "Café", "place": "Cuisine"}
    for kind, ref in (("facilitator", "r"), ("board_member", "s")):
        told = client_of(kind).post(address, {"ref": ref * 22, **_row(0, **row)}, follow=True).text
    assert "Ces lignes sont déjà écrites" in told
    assert Workshop.objects.count() == 1
    client_of("board_member").post(address, {"ref": "t" * 22, **_row(0, **row | {"place": "Jardin"})})
    assert Workshop.objects.count() == 2, "another place is another moment"


def test_what_was_cancelled_may_be_written_again(people, client_of, address):
    sent = {"ref": "r" * 22, **_row(0, day=_day(0), begins_at="9h30", title="Café")}
    client_of("facilitator").post(address, sent)
    Workshop.objects.get().dates.update(is_cancelled=True)
    client_of("board_member").post(address, sent | {"ref": "s" * 22})
    assert Workshop.objects.count() == 2


def test_more_rows_keep_what_was_typed(people, client_of, address):
    page = client_of("facilitator").post(address, {**_row(0, day=_day(0), begins_at="9h", title="Café"), "more": "1"})
    assert len(page.context["rows"]) == 16
    assert "Café" in page.text
    assert not Workshop.objects.exists()


def test_from_friday_on_the_next_week_is_shown(time_machine):
    time_machine.move_to(datetime.datetime(2026, 12, 3, 12, tzinfo=datetime.UTC))  # a Thursday
    assert this_week() == datetime.date(2026, 11, 30)
    time_machine.move_to(datetime.datetime(2026, 12, 4, 12, tzinfo=datetime.UTC))
    assert this_week() == datetime.date(2026, 12, 7)


@pytest.mark.parametrize("said", ["hier", "0001-01-01", "9999-12-31", "2026-02-30"])
def test_an_odd_week_is_the_present_one(people, client_of, said):
    page = client_of("facilitator").get(f"{reverse('group_life:week', args=[people.here.slug])}?du={said}")
    assert page.context["monday"] == this_week()


def test_another_group_has_no_week_here(people, client_of):
    assert client_of("facilitator").get(reverse("group_life:week", args=[people.elsewhere.slug])).status_code == 404
