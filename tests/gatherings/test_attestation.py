"""« Attestation de participation »: who makes one, what the paper says, and what is kept of it."""

from urllib.parse import urlencode

import pytest
import time_machine
from django.apps import apps
from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone

from accounts.models import Draft, Mandate
from accounts.sign_in import interrupted_forms
from config.settings_parts import rate_limits
from gatherings.models import Attestation, Workshop
from lib.pdf import typesetting
from tests.gatherings.attestation_kit import CHECK, DAY, NAME, holds, number_in, sent, words_of
from tests.gatherings.presence_kit import NOW, at, make_date, signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def clock(settings):
    """Stand at half past two, a Tuesday, with the limits of a site."""
    settings.LIMITS = rate_limits.OURS
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def date(people, clock):
    """A workshop of the group, the day before, with five people."""
    return make_date(people.here, starts_at=timezone.now() - DAY, came=5)


@pytest.fixture
def chair(people, client_of):
    """Return the browser of the chair."""
    people.board_member  # noqa: B018 - made
    holds(people, "chair")
    return client_of("board_member")


def test_the_chair_is_led_there_once_it_is_over(chair, people, date, clock, client_of):
    assert at("attest", date) in chair.get(at("date", date)).text
    assert at("attest", date) not in client_of("facilitator").get(at("date", date)).text
    clock.move_to(date.starts_at)
    assert at("attest", date) not in chair.get(at("date", date)).text
    assert chair.get(at("attest", date)).status_code == 404


def test_the_paper_bears_the_name_that_two_people_stand_by(chair, people, date):
    type(people.here).objects.filter(pk=people.here.pk).update(name="GEM de Lisieux", confirmed_name=people.here.name)
    page = chair.get(at("attest", date)).text
    assert people.here.name in page and "Votre nouveau nom attend une deuxième personne" in page
    paper = words_of(chair.post(at("attest", date), sent()))
    assert people.here.name in paper and "Lisieux" not in paper


@pytest.mark.parametrize("office", ["chair", "secretary"])
def test_the_paper_says_what_was_done_and_who_signs(people, date, client_of, office):
    people.board_member  # noqa: B018 - made
    mandate = holds(people, office)
    answer = client_of("board_member").post(at("attest", date), sent())
    assert answer["Content-Type"] == "application/pdf"
    said = words_of(answer)
    for words in (
        NAME,
        "Une soupe pour douze",
        "Le lundi 7 décembre 2026, de 14 h 30 à 16 h 30, soit 2 heures.",
        "Attestation faite le 8 décembre 2026",
        "Groupe d’ici",
        mandate.get_office_display(),
        "Nom et signature",
        f"{CHECK}",
    ):
        assert words in said, words
    assert str(people.board_member) not in said


def test_nobody_else_makes_one(people, date, client_of):
    people.board_member  # noqa: B018 - made
    for kind in ("member", "other_member", "facilitator", "coordinator", "superuser", "board_member"):
        assert client_of(kind).post(at("attest", date), sent()).status_code == 404, kind
    today = timezone.localdate()
    for fields in ({"accepted_at": None}, {"ends_on": today - DAY}, {"starts_on": today + DAY}):
        holds(people, "chair", **fields)
        assert client_of("board_member").get(at("attest", date)).status_code == 404, fields
    assert not Attestation.objects.exists()


def test_nobody_alone_makes_themselves_one_who_signs(people, date, client_of):
    mandate = holds(people, "chair", recorded_by=people.board_member)
    board = client_of("board_member")
    assert board.get(at("attest", date)).status_code == 404
    confirmed = {"confirmed_by": people.coordinator, "confirmed_at": timezone.now()}
    Mandate.objects.filter(pk=mandate.pk).update(**confirmed)
    assert board.get(at("attest", date)).status_code == 200


def test_a_workshop_of_another_group_or_of_the_network_has_none(chair, people):
    for group in (people.elsewhere, None):
        other = make_date(group, starts_at=timezone.now() - DAY, came=5)
        assert chair.get(at("attest", other)).status_code == 404


@pytest.mark.parametrize("state", ["proposed", "set_aside"])
def test_what_is_not_shown_has_none(chair, date, state):
    Workshop.objects.update(state=state)
    assert chair.get(at("attest", date)).status_code == 404


def test_what_was_cancelled_has_none(chair, date):
    date.is_cancelled = True
    date.save()
    assert chair.get(at("attest", date)).status_code == 404
    assert at("attest", date) not in chair.get(at("date", date)).text


@pytest.mark.parametrize("came", [None, 0])
def test_a_date_that_nobody_counted_is_counted_first(chair, date, came):
    date.came = came
    date.save()
    answer = chair.post(at("attest", date), sent(), follow=True)
    assert answer.request["PATH_INFO"] == at("count", date)
    assert "Écrivez d’abord combien vous étiez" in answer.text
    assert not Attestation.objects.exists()


def test_the_page_says_first_that_the_association_is_named(chair, date, people):
    page = chair.get(at("attest", date))
    assert page.text.index("Le papier nomme l’association") < page.text.index("unkept_name")
    assert people.here.name in page.text
    assert "no-store" in page["Cache-Control"]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("unkept_name", ""),
        ("unkept_name", "x" * 81),
        ("unkept_name", "Camille 🙂"),
        ("what", ""),
        ("what", "Café 漢"),
        ("knows", ""),
    ],
)
def test_what_lacks_is_said_beside_its_field(chair, date, field, value):
    page = chair.post(at("attest", date), sent(**{field: value}))
    assert page.status_code == 422
    assert list(page.context["form"].errors) == [field]
    assert not Attestation.objects.exists()


def test_a_second_factor_is_asked(people, date, client):
    holds(people, "chair")
    people.board_member.power_used_on = timezone.localdate() - 30 * DAY
    people.board_member.save()
    browser = signed_in(people.board_member)
    assert reverse("mfa_index") in browser.get(at("attest", date)).url
    assert reverse("mfa_index") in browser.post(at("attest", date), sent()).url
    assert not Attestation.objects.exists()
    assert all(NAME not in str(draft.__dict__) for draft in Draft.objects.all())


def rows() -> dict[str, list]:
    """Return every row of every table."""
    return {model.__name__: list(model._base_manager.values()) for model in apps.get_models()}


def test_the_name_is_kept_nowhere(chair, date, caplog):
    chair.get(at("attest", date))
    before = {name: len(found) for name, found in rows().items()}
    answer = chair.post(at("attest", date), sent())
    assert "Camille" in words_of(answer)
    assert answer["Content-Disposition"] == 'attachment; filename="attestation.pdf"'
    assert "no-store" in answer["Cache-Control"]
    after = rows()
    assert "Camille" not in f"{answer.headers}{after}{caplog.text}{dict(chair.session)}"
    assert number_in(answer) not in f"{after}"
    assert {name for name, found in after.items() if len(found) != before[name]} == {"Attestation"}
    assert set(Attestation.objects.values().get()) == {"id", "number_hmac", "made_on"}


def test_a_form_whose_session_ended_is_kept_without_the_name(people, date):
    data = QueryDict(urlencode(sent()))
    assert interrupted_forms.keep(people.member, at("attest", date), data)
    assert interrupted_forms.read(Draft.objects.get()) == {
        "what": ["Une soupe pour douze"],
        "knows": ["on"],
        "ref": ["r" * 22],
    }


def test_a_page_to_correct_is_answered_on_the_spot(chair, date):
    page = chair.post(at("attest", date), sent(knows=""), headers={"Accept": "text/html"})
    assert page.status_code == 422
    assert NAME in page.text
    assert "refused_pages" not in chair.session


def test_pressed_twice_it_is_one_paper_and_another_name_is_another(chair, date):
    first, again = (chair.post(at("attest", date), sent()) for _ in range(2))
    assert number_in(first) == number_in(again)
    assert Attestation.objects.count() == 1
    assert number_in(chair.post(at("attest", date), sent(unkept_name="Lou"))) != number_in(first)
    assert number_in(chair.post(at("attest", date), sent(ref="s" * 22))) != number_in(first)
    assert Attestation.objects.count() == 3


def test_made_again_another_day_it_bears_the_day_of_the_first(chair, date, clock):
    first = chair.post(at("attest", date), sent())
    clock.shift(DAY)
    again = chair.post(at("attest", date), sent())
    assert number_in(again) == number_in(first)
    assert "Attestation faite le 8 décembre 2026" in words_of(again)


def test_a_paper_that_could_not_be_made_has_no_number(chair, date, monkeypatch):
    def fail(*_args, **_kwargs):
        raise typesetting.TypesettingError

    monkeypatch.setattr("gatherings.attestation.paper.typeset", fail)
    assert chair.post(at("attest", date), sent()).status_code == 503
    assert not Attestation.objects.exists()


def test_papers_of_a_day_are_limited(chair, date, settings):
    settings.LIMITS = {**rate_limits.OURS, "attestation": "1/d/key"}
    chair.post(at("attest", date), sent())
    page = chair.post(at("attest", date), sent(ref="s" * 22))
    assert page.status_code == 422
    assert "Continuez demain" in page.text
