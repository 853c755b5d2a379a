"""Two people learn on one screen: the second shows their card for one lesson. Without JavaScript too."""

import pytest
from playwright.sync_api import expect

from accounts.models import User
from courses.models import LessonDone
from tests.accounts.kit import CODE, card_of
from tests.browser.checks import assert_accessible, assert_fits
from tests.courses.factories import address, build_site, module_with
from tests.people import person


@pytest.mark.parametrize("javascript", [True, False], ids=["javascript", "plain"])
def test_two_people_finish_a_lesson_on_one_screen(people, live_server, window, javascript):
    module = module_with(build_site(), lessons=2)
    lesson = module.get_children().first().specific
    first, second = card_of(people.member), card_of(person("Séraphine"))
    page = window(width=320, scheme="dark", javascript=javascript)

    def look() -> None:
        expect(page.get_by_text("Séraphine")).to_have_count(0)
        if javascript:
            assert_accessible(page)
            assert_fits(page)

    page.goto("/compte/carte/")
    page.get_by_label("Les quatre mots de la carte").fill(first.words)
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Votre code secret").fill(CODE)
    page.get_by_role("button", name="Entrer", exact=True).click()
    page.goto(address(lesson))
    look()
    page.get_by_role("link", name="Nous sommes deux devant cet écran").click()
    look()
    page.get_by_label("Les quatre mots de la carte").fill(first.words)
    page.get_by_role("button", name="Apprendre à deux").click()
    expect(page.get_by_text("C’est la carte de la personne déjà là.").first).to_be_visible()
    look()
    page.get_by_label("Les quatre mots de la carte").fill(second.words)
    page.get_by_role("button", name="Apprendre à deux").click()
    expect(page.get_by_text("Vous êtes deux").first).to_be_visible()
    look()
    page.get_by_role("button", name="Nous avons fini cette leçon").click()
    expect(page.get_by_text("notée aussi pour la deuxième personne")).to_be_visible()
    look()
    assert set(LessonDone.objects.values_list("user", flat=True)) == set(
        User.objects.filter(pk__in=[people.member.pk, second.user.pk]).values_list("pk", flat=True)
    )
