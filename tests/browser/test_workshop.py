"""A workshop, from a member's idea to two lines: proposed, shown, counted with guests and without names, kept."""

import datetime
from urllib.parse import urlsplit

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import Membership
from gatherings.models import Leader, Workshop, WorkshopDate
from passport.models import Entry, Face
from tests.browser.checks import assert_accessible, assert_fits
from tests.passport.factories import make_skill
from tests.people import member_named

HALF_AN_HOUR = datetime.timedelta(minutes=30)


@pytest.fixture
def skill(transactional_db):
    """A skill that workshops may show."""
    return make_skill()


def look(page: Page) -> None:
    assert_accessible(page)
    assert_fits(page)


def propose(page: Page, label: str) -> None:
    page.goto("/ateliers/")
    page.get_by_role("link", name="Proposer un atelier").click()
    page.get_by_label("Titre").fill("La soupe du soir")
    tomorrow = timezone.localdate() + datetime.timedelta(days=1)
    page.get_by_label("Quel jour ?", exact=True).fill(tomorrow.isoformat())
    page.get_by_label("Début", exact=True).fill("14 h")
    page.get_by_label("Fin", exact=True).fill("16 h")
    page.locator("#id_place").fill("La cuisine")
    page.locator("#id_skill_1").select_option(label=label)
    look(page)
    page.get_by_role("button", name="Proposer cet atelier").click()
    expect(page.get_by_text("Proposé, pas encore visible.")).to_be_visible()
    look(page)


def show(page: Page) -> None:
    page.goto(reverse("accounts:awaited"))
    page.get_by_role("link", name="La soupe du soir").first.click()
    look(page)
    page.get_by_role("button", name="Rendre visible").click()
    expect(page.get_by_text("Les prochaines dates")).to_be_visible()


def let_the_day_come() -> WorkshopDate:
    """Have the workshop begin half an hour ago, led by who said so before."""
    begun = timezone.now() - HALF_AN_HOUR
    Leader.objects.update(accepted_at=begun - 4 * HALF_AN_HOUR)
    Membership.objects.update(starts_on=timezone.localdate() - datetime.timedelta(days=1))
    WorkshopDate.objects.update(starts_at=begun, ends_at=begun + 4 * HALF_AN_HOUR)
    return WorkshopDate.objects.get()


def keep(page: Page) -> None:
    expect(page.get_by_role("heading", name="Que gardez-vous ?")).to_be_visible()
    page.get_by_text("Sans aide", exact=True).click()
    page.get_by_role("button", name="Garder ma réponse").click()


def test_a_first_workshop_from_the_idea_to_two_lines(people, window, skill):
    member = window(width=320, user=people.member)
    propose(member, skill.label)
    show(window(user=people.facilitator, second_factor=True))
    date = let_the_day_come()
    member.goto(reverse("gatherings:date", args=[date.pk]))
    member.get_by_role("link", name="Compter qui est là").click()
    look(member)
    member.get_by_role("link", name="Montrer le carré").click()
    address = urlsplit(member.locator(".address").inner_text()).path
    look(member)
    by_name = window(width=320, scheme="dark", user=member_named(people.here, "Capucine"))
    by_name.goto(address)
    look(by_name)
    by_name.get_by_role("button", name="Mettre mon nom").click()
    expect(by_name.get_by_text("C’est noté, avec votre nom.")).to_be_visible()
    without = window(javascript=False, user=member_named(people.here, "Séraphine"))
    without.goto(address)
    without.get_by_role("button", name="Me compter sans mon nom").click()
    expect(without.get_by_text("une personne de plus, sans nom")).to_be_visible()
    member.goto(reverse("gatherings:presences", args=[date.pk]))
    expect(member.get_by_text("Capucine")).to_be_visible()
    expect(member.get_by_text("Séraphine")).to_have_count(0)
    member.get_by_label("Nous étions").fill("3")
    member.get_by_label("Personnes invitées").fill("3")
    member.get_by_role("button", name="C’est fait").click()
    look(member)
    keep(member)
    by_name.goto(reverse("passport:index"))
    by_name.locator('a[href*="/propositions/workshop/"]').first.click()
    keep(by_name)
    date.refresh_from_db()
    assert (date.came, date.guests, date.unnamed) == (3, 3, 1)
    assert Workshop.objects.get().proposed_by == people.member
    faces = dict(Entry.objects.values_list("member__display_name", "face"))
    assert faces == {str(people.member): Face.SHARED, "Capucine": Face.GAINED}
