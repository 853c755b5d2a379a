"""Nothing touches what stands above it; what has no use on paper is not printed."""

import pytest
from playwright.sync_api import Page

from tests.passport.factories import make_share

APART = 16  # pixels: `--space-4`


LOOK = """async ([above, below]) => {
    await document.fonts.ready
    const box = (each) => document.querySelector(each).getBoundingClientRect()
    return box(below).top - box(above).bottom
}"""  # at once: a font that arrives between two looks moves what the second one measures


def _gap(page: Page, above: str, below: str) -> float:
    return page.evaluate(LOOK, [above, below])


@pytest.mark.parametrize("width", [360, 1280])
def test_a_card_keeps_away_from_the_button_above_it(people, window, width):
    page = window(width=width, user=people.member)
    page.goto("/passeport/offre/")
    assert _gap(page, "main form.actions", "main .card") >= APART


@pytest.mark.parametrize("width", [360, 1280])
def test_the_banner_of_a_preview_does_not_touch_the_name(people, window, width):
    share = make_share(people.member)
    page = window(width=width, user=people.member)
    page.goto(f"/passeport/partages/{share.pk}/apercu/")
    assert _gap(page, ".notice", ".document-name") >= APART


def test_a_passport_is_printed_without_the_part_to_answer(people, window):
    share = make_share(people.member)
    page = window(user=people.member)
    page.goto(f"/passeport/partages/{share.pk}/apercu/")
    assert page.get_by_role("heading", name="Répondre").is_visible()
    page.emulate_media(media="print")
    assert not page.get_by_role("heading", name="Répondre").is_visible()
