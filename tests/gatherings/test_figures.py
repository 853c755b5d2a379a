"""« Chiffres de l’année »: what is counted and when, what the board declares, who reads it."""

import datetime

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import GroupAct, Mandate
from accounts.year_figures import Count
from gatherings.figures import counts, rules
from gatherings.models import GroupYear, Opinion, Presence, Workshop
from gatherings.purge import purge
from tests.gatherings.figures_kit import NUMBERS, board_of, counted_as, make_year
from tests.gatherings.presence_kit import make_date, signed_in
from tests.people import mark_second_factor, member_named

pytestmark = pytest.mark.django_db
OPEN = datetime.datetime(2027, 1, 15, 12, tzinfo=datetime.UTC)
MARCH = datetime.datetime(2026, 3, 10, 13, tzinfo=datetime.UTC)


def at(name: str, year: GroupYear | None = None) -> str:
    return reverse(f"group_life:{name}", args=["groupe-ici", *([year.year] if year else [])])


@pytest.fixture
def board(people) -> Client:
    """Return the browser of who chairs the group."""
    browser = signed_in(board_of(people.here))
    mark_second_factor(browser)
    return browser


def sent(**changes: object) -> dict[str, object]:
    return NUMBERS | {"seen": ""} | changes


@time_machine.travel(OPEN, tick=False)
def test_the_worker_counts_the_year_before_once_for_groups_with_a_board(people):
    board_of(people.here)
    assert people.elsewhere.pk
    date = make_date(people.here, starts_at=MARCH, came=6)
    purge()
    year = GroupYear.objects.get()
    assert (year.peer_group, year.year) == (people.here, 2026)
    assert {each.figure.key: each.masked.total for each in rules.read(year.counted)} == {
        "workshops": 1,
        "presences": 6,
        "opinions": None,
        "modules": None,
    }
    date.came = 40
    date.save()
    assert rules.count_due() == 0
    assert GroupYear.objects.get().counted == year.counted, "what comes afterwards cannot be told by a difference"


def test_a_year_that_comes_too_late_is_not_counted(people, board):
    with time_machine.travel(OPEN - datetime.timedelta(days=1), tick=False):
        assert rules.count_due() == 1
        assert GroupYear.objects.get().year == 2025
    with time_machine.travel(datetime.datetime(2027, 2, 1, 12, tzinfo=datetime.UTC), tick=False):
        rules.count_due()
        year = GroupYear.objects.get(year=2026)
    assert year.counted == {}
    assert "Le site n’a pas compté cette année" in board.get(at("figures_year", year)).text


def test_a_count_that_fails_keeps_nothing_from_being_erased(people, monkeypatch):
    make_year(people.here, 2010, signed=True)

    def fail() -> int:
        raise ZeroDivisionError

    monkeypatch.setattr(rules, "count_due", fail)
    with pytest.raises(ZeroDivisionError):
        purge()
    assert not GroupYear.objects.exists()


def test_what_took_place_is_counted_by_month(people):
    make_date(people.here, starts_at=MARCH, came=4, unnamed=6)
    closed = make_date(people.here, starts_at=MARCH, came=3, unnamed=9, closed_on=MARCH.date())
    named = make_date(people.here, starts_at=datetime.datetime(2026, 12, 31, 22, 30, tzinfo=datetime.UTC))
    Presence.objects.create(date=named, user=people.member, is_said=True)
    make_date(people.here, starts_at=MARCH, came=50, is_cancelled=True)
    make_date(people.elsewhere, starts_at=MARCH, came=50)
    make_date(people.here, starts_at=datetime.datetime(2026, 12, 31, 23, 30, tzinfo=datetime.UTC), came=50)
    set_aside = make_date(people.here, starts_at=MARCH, came=50)
    Workshop.objects.filter(pk=set_aside.workshop_id).update(state="set_aside")
    assert counts.workshops(people.here, 2026).parts == (0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 1)
    told = counts.presences(people.here, 2026)
    assert told.parts == (0, 0, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1)
    assert told.certain == frozenset(range(12)) - {2, 11}
    Opinion.objects.create(date=closed, served="yes", is_told=True)
    Opinion.objects.create(date=closed, served="no", is_told=True)
    Opinion.objects.create(date=closed, served="no")
    assert counts.opinions(people.here, 2026).parts == (1, 0, 1)


def test_the_board_declares_then_reads_what_was_counted(people, board):
    make_year(people.here, counted=counted_as(presences=Count((3, 12, 20) + (9,) * 9), modules=Count((4,), people=4)))
    year = GroupYear.objects.get()
    assert board.post(at("figures_year", year), sent(days_open="", adherents=50)).status_code == 302
    year.refresh_from_db()
    assert (year.adherents, year.days_open) == (50, None)
    page = board.get(at("figures_year", year))
    assert "no-store" in page["Cache-Control"]
    for words in (
        "janvier&nbsp;: non montré",
        "mars\xa0: 20",
        "Formations finies par les personnes du groupe&nbsp;: non",
    ):
        assert words.replace("&nbsp;", "\xa0") in page.text.replace("&nbsp;", "\xa0"), words
    assert at("figures_sign", year) not in page.text, "a number lacks"
    assert at("figures_file", year) not in page.text


def test_the_drawing_and_its_table_say_the_same_numbers(people, board):
    year = make_year(people.here, counted=counted_as(opinions=Count((20, 10, 5))))
    page = board.get(at("figures_year", year)).text
    (chart,) = board.get(at("figures_year", year)).context["charts"]
    assert [(bar.name, bar.number) for bar in chart.bars] == [("Oui", "20"), ("Un peu", "10"), ("Non", "5")]
    assert [bar.length for bar in chart.bars] == [114, 57, 28]
    for bar in chart.bars:
        assert f">{bar.number}</text>" in page
        assert f'<th scope="row">{bar.name}</th><td>{bar.number}</td>' in page
    assert 'aria-labelledby="titre-opinions dit-opinions"' in page
    assert "<desc" in page
    assert f'width="{chart.width}" height="{chart.height}"' in page


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"new_adherents": 43}, "new_adherents"),
        ({"days_open": 367}, "days_open"),
        ({"hours_open": -1}, "hours_open"),
        ({"activities": "beaucoup"}, "activities"),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(people, board, changes, field):
    year = make_year(people.here, activities=None)
    page = board.post(at("figures_year", year), sent(**changes))
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert str(changes[field]) in page.text
    year.refresh_from_db()
    assert year.activities is None


def test_two_people_who_write_at_once_lose_nothing(people, board):
    year = make_year(people.here)
    seen = board.get(at("figures_year", year)).context["form"]["seen"].value()
    board.post(at("figures_year", year), sent(seen=seen, adherents=60))
    board.post(at("figures_year", year), sent(seen=seen, activities=12))
    year.refresh_from_db()
    assert (year.adherents, year.activities) == (60, 12)


def test_nobody_but_the_board_reads_them(people, client_of):
    year = make_year(people.here, signed=True)
    assert people.board_member
    reads = {"board_member"}
    for kind in ("member", "other_member", "facilitator", "coordinator", "superuser", "board_member"):
        browser = client_of(kind)
        for address in (at("figures"), at("figures_year", year), at("figures_file", year)):
            assert (browser.get(address).status_code == 200) == (kind in reads), (kind, address)
        home = browser.get(reverse("groups:home", args=["groupe-ici"])).text
        assert (at("figures") in home) == (kind in reads), kind


def test_a_mandate_that_ended_opens_nothing(people, board):
    year = make_year(people.here)
    Mandate.objects.update(starts_on=datetime.date(2020, 1, 1), ends_on=timezone.localdate() - datetime.timedelta(1))
    assert board.get(at("figures_year", year)).status_code == 404
    assert board.get(at("figures")).status_code == 404


def test_the_list_says_where_each_year_is(people, board):
    make_year(people.here, 2023, signed=True)
    make_year(people.here, 2024)
    make_year(people.here, 2025, adherents=None)
    make_year(people.elsewhere, 2022)
    text = " ".join(board.get(at("figures")).text.split())
    assert text.index("2025</a>&nbsp;: à compléter") < text.index("2024</a>&nbsp;: à signer") < text.index("signée le")
    assert "2022" not in text


def test_a_second_factor_is_asked(people):
    year = make_year(people.here)
    chair = board_of(people.here)
    chair.power_used_on = timezone.localdate() - datetime.timedelta(days=30)
    chair.save()
    for name in ("figures", "figures_year", "figures_sign", "figures_file"):
        answer = signed_in(chair).get(at(name, None if name == "figures" else year))
        assert reverse("mfa_index") in answer.url, name


def test_years_go_after_five_years_and_unsigned_ones_after_two(people):
    for year, signed in ((2021, True), (2020, True), (2024, False), (2023, False)):
        make_year(people.here, year, signed=signed)
    make_year(None, 2025)
    make_year(None, 2025, signed=True)
    with time_machine.travel(datetime.datetime(2026, 12, 8, tzinfo=datetime.UTC), tick=False):
        assert rules.forget_over() == 3
    kept = GroupYear.objects.order_by("year").values_list("year", flat=True)
    assert list(kept) == [2021, 2024, 2025]


def test_the_journal_says_who_signed(people, board):
    year = make_year(people.here)
    page = board.get(at("figures_sign", year))
    board.post(at("figures_sign", year), {"agreed": "on", "shown": page.context["shown"]})
    act = GroupAct.objects.get()
    assert (act.kind, act.detail, act.subject) == (GroupAct.Kind.FIGURES_SIGNED, "2025", None)
    reader = signed_in(member_named(people.here, "Membre"))
    journal = reader.get(reverse("groups:journal", args=["groupe-ici"]))
    assert "a signé les chiffres de l’année" in journal.text
