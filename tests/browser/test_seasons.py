"""The seasons of a group: somebody leaves, the house closes, one comes back; with axe, and without JavaScript."""

import datetime

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from tests.accounts.board import day
from tests.accounts.kit import PASSWORD
from tests.accounts.together import settle
from tests.browser.checks import assert_shown_well
from tests.directory.factories import PeerGroupFactory


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("javascript", [True, False])
def test_a_group_notes_a_departure_writes_a_closing_and_reads_what_others_see(people, window, javascript):
    people.facilitator, people.board_member, people.member  # noqa: B018 - all are there
    settle()
    page = window(user=people.facilitator, javascript=javascript)
    page.goto(f"/groupe/{people.here.slug}/personnes/")
    page.get_by_role("link", name=str(people.member), exact=True).click()
    page.get_by_role("link", name="Cette personne s’en va").click()
    page.get_by_label("Son dernier jour dans le groupe").fill(day(3).isoformat())
    if javascript:
        assert_shown_well(page, 1)
    page.get_by_role("button", name="Noter ce départ").click()
    expect(page.get_by_text("le départ est noté")).to_be_visible()
    page.goto(f"/groupe/{people.here.slug}/fermetures/")
    page.get_by_label("Fermé à partir du").fill(day(5).isoformat())
    page.get_by_label("Dernier jour de fermeture").fill(day(9).isoformat())
    page.get_by_role("button", name="Écrire cette fermeture").click()
    expect(page.get_by_role("button", name="Retirer")).to_be_visible()
    if javascript:
        assert_shown_well(page, 2)
    page.goto(f"/groupe/{people.here.slug}/vu-par-les-autres/")
    expect(page.locator("#page-publique").get_by_text("Réouverture le")).to_be_visible()
    if javascript:
        assert_shown_well(page, 3)


@pytest.mark.usefixtures("home")
@pytest.mark.parametrize("javascript", [True, False])
def test_who_comes_back_reads_one_screen_then_the_page_that_was_asked(people, window, javascript):
    long_ago = timezone.now() - datetime.timedelta(days=200)
    member = people.member
    member.set_password(PASSWORD)
    member.last_login, member.rescue_offered_on = long_ago, timezone.localdate()
    member.save()
    page = window(javascript=javascript)
    page.goto("/compte/connexion/?next=/compte/mes-donnees/")
    page.locator("input[name=login]").fill(member.username)
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("input[name=password]").press("Enter")
    expect(page.get_by_role("heading", name=f"Bon retour {member}")).to_be_visible()
    if javascript:
        assert_shown_well(page, 4)
    page.get_by_role("button", name="Continuer").click()
    page.wait_for_url("**/compte/mes-donnees/**")
    assert User.objects.get(pk=member.pk).last_login > long_ago


@pytest.mark.usefixtures("home")
def test_the_map_is_drawn_and_a_press_leads_to_the_places(window):
    PeerGroupFactory(name="GEM de la Seine", department_code="76")
    page = window()
    page.goto("/annuaire/departements/")
    assert_shown_well(page, 5)
    drawn = page.locator("svg.map use").evaluate_all("all => all.filter((each) => each.getBBox().width > 1).length")
    assert drawn == 96 + 4
    for _ in range(40):
        page.keyboard.press("Tab")
        assert not page.evaluate("!!document.activeElement.closest('svg')"), "a keyboard passes the map by"
    page.locator("svg.map a[*|href$='departement=76']").click()
    expect(page.get_by_role("link", name="GEM de la Seine")).to_be_visible()
