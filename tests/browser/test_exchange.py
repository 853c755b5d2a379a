"""« Je peux montrer / J'aimerais apprendre », from two wishes to a meeting, then two lines in two passports."""

import datetime
import re

from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from gatherings.models import Meeting, Side
from passport.models import Entry, Face
from tests.browser.checks import assert_accessible, assert_fits
from tests.gatherings.exchange_kit import here, mediator_of
from tests.passport.factories import make_skill
from tests.people import member_named

WITHOUT_SCRIPTS: set[Page] = set()  # axe is a script


def look(page: Page) -> None:
    if page in WITHOUT_SCRIPTS:
        return
    assert_accessible(page)
    assert_fits(page)


def wish(page: Page, group, side: Side, label: str) -> None:
    page.goto(reverse("group_life:home", args=[group.slug]))
    page.get_by_role("link", name="Je peux montrer, j’aimerais apprendre").click()
    look(page)
    page.get_by_text(side.label, exact=True).click()
    page.get_by_label("Quelle compétence ?").select_option(label=label)
    page.get_by_role("button", name="Écrire ce souhait").click()
    expect(page.get_by_text("Tout s’efface tout seul le")).to_be_visible()
    look(page)


def propose(page: Page, group) -> None:
    page.goto(reverse("group_life:home", args=[group.slug]))
    page.get_by_role("link", name="Mettre en relation", exact=True).click()
    expect(page.get_by_text("Capucine peut montrer.")).to_be_visible()
    look(page)
    page.get_by_label("Quel jour ?").fill((timezone.localdate() + datetime.timedelta(days=2)).isoformat())
    page.get_by_label("À quelle heure ?").fill("14 h")
    page.get_by_role("button", name="Proposer ce moment aux deux").click()
    expect(page.locator("#erreurs")).to_be_visible()
    look(page)
    page.get_by_label("Où ?").fill("La cuisine")
    page.get_by_role("button", name="Proposer ce moment aux deux").click()
    expect(page.get_by_text("Ce qu’elles répondent reste entre elles.")).to_be_visible()
    look(page)


def say_yes(page: Page, other: str) -> None:
    page.goto(reverse("accounts:awaited"))
    page.get_by_role("link", name=re.compile("Une personne de votre groupe")).click()
    expect(page.get_by_text(other)).to_have_count(0)
    look(page)
    page.get_by_role("button", name="Oui, je veux bien").click()
    look(page)


def keep(page: Page, meeting: Meeting) -> None:
    page.goto(reverse("gatherings:meeting", args=[meeting.pk]))
    look(page)
    page.get_by_role("button", name="Oui, cela a eu lieu").click()
    expect(page.get_by_role("heading", name="Que gardez-vous ?")).to_be_visible()
    page.get_by_text("Sans aide", exact=True).click()
    page.get_by_role("button", name="Garder ma réponse").click()


def test_two_wishes_meet(people, window):
    group, skill = people.here, make_skill("Faire du pain")
    mediator = mediator_of(member_named(group, "Maude")).membership.user
    shows = window(width=320, user=member_named(group, "Capucine"))
    learns = window(javascript=False, user=member_named(group, "Séraphine"))
    WITHOUT_SCRIPTS.add(learns)
    wish(shows, group, Side.SHOWS, skill.label)
    wish(learns, group, Side.LEARNS, skill.label)
    propose(window(width=320, scheme="dark", user=mediator), group)
    say_yes(shows, "Séraphine")
    say_yes(learns, "Capucine")
    expect(learns.get_by_text("Capucine vous montre")).to_be_visible()
    shows.goto(here("wishes", group))
    expect(shows.get_by_role("link", name=re.compile("Séraphine apprend avec vous"))).to_be_visible()
    begun = timezone.now() - datetime.timedelta(hours=1)
    Meeting.objects.update(starts_at=begun, answer_until=begun)
    meeting = Meeting.objects.get()
    for page in (shows, learns):
        keep(page, meeting)
    faces = dict(Entry.objects.values_list("member__display_name", "face"))
    assert faces == {"Capucine": Face.SHARED, "Séraphine": Face.GAINED}
    assert not Meeting.objects.exists()
