"""A signed year: who signs, that it changes no more, what leaves of it; the sums of the network."""

import datetime
import io

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from openpyxl import load_workbook

from accounts.models import Mandate
from accounts.year_figures import Count
from directory.models import PeerGroup
from gatherings.figures import network, rules
from gatherings.models import GroupYear
from tests.gatherings.figures_kit import board_of, counted_as, make_year
from tests.gatherings.presence_kit import signed_in
from tests.people import mark_second_factor

pytestmark = pytest.mark.django_db
SUMS = reverse("network_life:figures")


def at(name: str, year: GroupYear) -> str:
    return reverse(f"group_life:{name}", args=["groupe-ici", year.year])


def browser_of(group: PeerGroup, office: str = "chair"):
    browser = signed_in(board_of(group, office))
    mark_second_factor(browser)
    return browser


def press(browser, year: GroupYear, **changes: str):
    """Read the page that signs, then sign."""
    page = browser.get(at("figures_sign", year))
    shown = page.context["shown"] if page.status_code == 200 else ""
    return browser.post(at("figures_sign", year), {"agreed": "on", "shown": shown} | changes)


@pytest.mark.parametrize(("office", "signs"), [("chair", True), ("secretary", True), ("treasurer", False)])
def test_the_chair_or_the_secretary_signs(people, office, signs):
    year = make_year(people.here)
    browser = browser_of(people.here, office)
    assert (at("figures_sign", year) in browser.get(at("figures_year", year)).text) == signs
    press(browser, year)
    year.refresh_from_db()
    assert (year.signed_on is not None) == signs
    assert year.signed_as == (office if signs else "")


def test_nothing_is_signed_that_lacks_a_number_or_an_agreement(people):
    year = make_year(people.here, hours_open=None)
    browser = browser_of(people.here)
    assert press(browser, year).url == at("figures_year", year)
    GroupYear.objects.update(hours_open=3)
    year.refresh_from_db()
    refused = browser.post(at("figures_sign", year), {"shown": rules.mark_of(year)})
    assert refused.status_code == 422
    assert "agreed" in refused.context["form"].errors
    year.refresh_from_db()
    assert year.signed_on is None


def test_what_changed_since_the_page_was_shown_is_read_again(people):
    year = make_year(people.here)
    browser = browser_of(people.here)
    shown = browser.get(at("figures_sign", year)).context["shown"]
    GroupYear.objects.update(adherents=43)
    refused = browser.post(at("figures_sign", year), {"agreed": "on", "shown": shown})
    assert refused.status_code == 422
    assert "ont changé pendant ce temps" in refused.text
    assert "<dd>43</dd>" in refused.text
    assert refused.context["shown"] != shown
    assert not GroupYear.objects.signed().exists()
    again = browser.post(at("figures_sign", year), {"agreed": "on", "shown": refused.context["shown"]})
    assert again.status_code == 302
    assert GroupYear.objects.signed().exists()


def test_signed_twice_or_changed_afterwards_it_stays(people):
    year = make_year(people.here)
    browser = browser_of(people.here)
    assert press(browser, year).status_code == 302
    kept = GroupYear.objects.values().get()
    for answer in (press(browser, year), browser.post(at("figures_year", year), {"adherents": 1})):
        assert answer.status_code == 302
    assert "déjà signés" in browser.get(at("figures_year", year)).text
    assert GroupYear.objects.values().get() == kept
    assert "<input" not in browser.get(at("figures_year", year)).text.split("<main")[1].split("</main>")[0]


def test_somebody_whose_mandate_has_just_ended_signs_nothing(people):
    year = make_year(people.here)
    user = board_of(people.here)
    shown = rules.mark_of(year)
    Mandate.objects.update(accepted_at=None)
    with pytest.raises(rules.NoLongerSignsError):
        rules.sign(year, user, shown)


def test_a_mandate_that_ends_while_the_page_is_sent_is_said(people, monkeypatch):
    year = make_year(people.here)
    browser = browser_of(people.here)
    monkeypatch.setattr(rules, "signing_mandate_in", lambda *_: None)
    assert press(browser, year).url == at("figures_year", year)
    assert "Vous ne signez plus" in browser.get(at("figures_year", year)).text
    assert not GroupYear.objects.signed().exists()


@pytest.mark.parametrize(
    "change",
    [
        {"adherents": 1},
        {"counted": {}},
        {"signed_on": None, "signed_as": ""},
        {"year": 2020},
        {"signed_as": "secretary"},
    ],
    ids=str,
)
def test_the_database_refuses_to_change_a_signed_year(people, change):
    make_year(people.here, signed=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupYear.objects.update(**change)


def test_a_signed_year_goes_to_no_other_group_and_outlives_its_own(people):
    year = make_year(people.here, signed=True)
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupYear.objects.update(peer_group=people.elsewhere)
    people.here.delete()
    year.refresh_from_db()
    assert (year.peer_group, year.adherents) == (None, 42)


@pytest.mark.parametrize(
    "fields",
    [
        {"signed_on": datetime.date(2026, 2, 1)},
        {"signed_as": "chair"},
        {"signed_on": datetime.date(2026, 2, 1), "signed_as": "chair", "adherents": None},
        {"signed_on": datetime.date(2026, 2, 1), "signed_as": "treasurer"},
        {"new_adherents": 43},
        {"days_open": 367},
        {"hours_open": 9000},
    ],
    ids=str,
)
def test_the_database_refuses_what_cannot_be(people, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        make_year(people.here, **fields)


def test_a_group_has_one_row_a_year(people):
    make_year(people.here)
    with pytest.raises(IntegrityError), transaction.atomic():
        make_year(people.here)


COUNTED = {
    "workshops": Count((2, 1), people=None),
    "presences": Count((30, 8)),
    "opinions": Count((6, 2, 0)),
    "modules": Count((23,), people=11),
}


def test_the_sentences_and_the_file_say_less_than_the_page(people):
    people.here.name = "=1+1 @ici"
    people.here.save()
    year = make_year(people.here, counted=counted_as(**COUNTED), signed=True)
    browser = browser_of(people.here)
    page = browser.get(at("figures_year", year))
    assert page.context["sentences"] == [
        "En 2025, l’association comptait 42\xa0personnes adhérentes, dont 7\xa0nouvelles.",
        "Elle a ouvert 210\xa0jours, soit 1\xa0200\xa0heures.",
        "Elle a proposé 9\xa0activités différentes.",
        "Le site a compté 3\xa0ateliers tenus.",
        "Le site a compté environ 40\xa0présences aux ateliers.",
        "Le site a compté environ 25\xa0formations finies par les personnes du groupe.",
    ]
    answer = browser.get(at("figures_file", year))
    assert answer["Content-Disposition"] == 'attachment; filename="chiffres-2025.xlsx"'
    assert "no-store" in answer["Cache-Control"]
    sheet = load_workbook(io.BytesIO(answer.content)).active
    rows = {row[0].value: row[1] for row in sheet.iter_rows()}
    assert rows["=1+1 @ici"].value == 2025
    assert sheet["A1"].data_type == "s"
    assert rows["Personnes adhérentes"].value == 42
    assert rows["Présences aux ateliers"].value == 40
    assert rows["Avis : « Est-ce que cela vous a servi ? »"].value == "non montré"
    assert not {38, 23, 8} & {cell.value for cell in rows.values()}


def test_nothing_leaves_before_the_signature(people):
    year = make_year(people.here)
    browser = browser_of(people.here)
    assert browser.get(at("figures_file", year)).status_code == 404
    assert browser.get(at("figures_year", year)).context["sentences"] == []


def groups_that_signed(number: int, year: int = 2025, **fields) -> list[GroupYear]:
    """Make so many groups whose year is signed."""
    start = PeerGroup.objects.count()
    groups = [PeerGroup.objects.create(slug=f"g{start + each}", name=f"Groupe {each}") for each in range(number)]
    return [make_year(group, year, signed=True, **fields) for group in groups]


def told() -> dict[int, dict[str, tuple[int | None, int]]]:
    return {each.year: {sum_.label: (sum_.number, sum_.groups) for sum_ in each.sums} for each in network.years()}


def test_sums_are_read_from_five_groups_on_and_by_whole_fives(people, client_of):
    groups_that_signed(4)
    browser = client_of("coordinator")
    assert told() == {}
    assert "Rien ne se lit encore" in browser.get(SUMS).text
    groups_that_signed(1)
    make_year(people.here)  # not signed
    five = told()
    assert five[2025]["Personnes adhérentes"] == (210, 5)
    assert five[2025]["Formations finies par les personnes du groupe"] == (125, 5), "of what leaves: 25 each"
    assert five[2025]["Présences aux ateliers"] == (None, 0)
    groups_that_signed(4)
    assert told() == five
    assert told() == five
    page = browser.get(SUMS).text
    assert "<td>210</td><td>5</td>" in page
    assert "<td>6\xa0000</td><td>5</td>" in page
    assert "<td>non montré</td><td>–</td>" in page
    assert "Groupe 1" not in page


def test_what_is_signed_today_enters_tomorrow(people):
    groups_that_signed(4)
    late = make_year(people.here)
    late.sign("chair")
    assert told() == {}


def test_a_group_that_goes_leaves_the_sums_as_they_were(people):
    years = groups_that_signed(6)
    before = told()
    years[0].peer_group.delete()
    assert told() == before


def test_the_wall_of_sums_asks_as_much_whatever_the_groups(people, client_of, django_assert_max_num_queries):
    groups_that_signed(30)
    browser = client_of("coordinator")
    browser.get(SUMS)
    with django_assert_max_num_queries(10):
        assert browser.get(SUMS).status_code == 200


def test_the_page_of_a_year_asks_little(people, django_assert_max_num_queries):
    year = make_year(people.here, counted=counted_as(**COUNTED), signed=True)
    browser = browser_of(people.here)
    browser.get(at("figures_year", year))
    with django_assert_max_num_queries(10):
        assert browser.get(at("figures_year", year)).status_code == 200
