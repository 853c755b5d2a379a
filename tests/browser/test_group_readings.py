"""« Nous l’avons lu ensemble » set aside, said again, put back: by keyboard, without JavaScript, on a small screen."""

import pytest
from playwright.sync_api import expect

from content.admin.roles import ensure_roles
from courses.group_readings import rules
from courses.models import GroupReading, ModulePage
from tests.browser.checks import assert_accessible, assert_fits, assert_well_in_every_look
from tests.courses.factories import build_site, module_with
from tests.courses.group_readers import WHY, put_aside
from tests.people import person

LIST = "/admin/remarques-des-groupes/lectures/"


@pytest.fixture
def module(transactional_db) -> ModulePage:
    """Return a module that may be read."""
    module = module_with(build_site(), lessons=1)
    ensure_roles()
    return module


@pytest.fixture
def reading(module, people) -> GroupReading:
    """Return the reading of a group, which nobody confirmed."""
    return rules.say(people.facilitator, people.here, module, "named")


def test_a_moderator_sets_a_reading_aside_and_puts_it_back_with_the_keyboard_alone(window, people, reading):
    page = window(user=people.moderator, second_factor=True, javascript=False, width=360)
    page.goto(LIST)
    page.get_by_role("link", name=": Groupe d’ici").press("Enter")
    assert_fits(page)
    page.get_by_text("Mettre de côté", exact=True).first.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Mettre de côté").press("Enter")
    expect(page.get_by_text("Dites en une phrase pourquoi.")).to_be_visible()
    assert_fits(page)
    page.get_by_label("Pourquoi, pour les membres du groupe").focus()
    page.keyboard.type(WHY)
    page.get_by_role("button", name="Mettre de côté").press("Enter")
    expect(page.get_by_text("La lecture est mise de côté.")).to_be_visible()
    page.get_by_role("link", name=": Groupe d’ici").press("Enter")
    expect(page.get_by_text(WHY).first).to_be_visible()
    page.get_by_role("button", name="Remettre la lecture").press("Enter")
    expect(page.get_by_text("elle attend d’être confirmée")).to_be_visible()


def test_who_runs_the_group_reads_why_and_says_it_again(window, people, module, reading):
    put_aside(reading, person("Une autre"))
    page = window(user=people.facilitator, javascript=False, width=360)
    page.goto(f"{module.address}fini/lu-ensemble/")
    expect(page.get_by_text(WHY)).to_be_visible()
    assert_fits(page)
    page.get_by_role("button", name="Redire cette lecture").click()
    expect(page.get_by_text("Une personne de la modération va confirmer cette lecture.")).to_be_visible()
    expect(page.get_by_text("Pas encore confirmée")).to_be_visible()


def test_the_reason_is_shown_well_to_the_group(window, people, module, reading):
    put_aside(reading, person("Une autre"))
    page = window(user=people.facilitator)
    page.goto(f"{module.address}fini/lu-ensemble/")
    assert_well_in_every_look(page)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_page_of_a_reading_is_accessible(window, people, reading, scheme):
    put_aside(reading, person("Une autre"))
    page = window(user=people.moderator, second_factor=True, scheme=scheme)
    for address in (LIST, f"{LIST}{reading.pk}/"):
        page.goto(address)
        assert_accessible(page, within=".desk")
