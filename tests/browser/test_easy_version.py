"""The easy version of a lesson in a browser: a table opens without a script, fits a phone, stands on paper."""

from playwright.sync_api import expect

from tests.browser.checks import assert_accessible, assert_fits
from tests.courses.factories import address, build_site, module_with
from tests.courses.scenarios import town_hall
from tests.courses.test_booklet_file import TABLE


def test_a_table_of_the_easy_version_opens_in_lists(transactional_db, window):
    lesson = module_with(build_site(), lessons=1).get_children().get().specific
    lesson.body = [TABLE, town_hall()]
    lesson.easy_read = [{"type": "sentences", "id": "phrases", "value": ["On note tout."]}]
    lesson.save_revision().publish()
    page = window(width=320, javascript=False)
    page.goto(address(lesson))
    page.get_by_role("button", name="Facile à lire").click()
    table = page.locator("details")
    first = table.get_by_text("Dépense : 22,90").first
    expect(first).to_be_hidden()
    table.locator("summary").click()
    expect(first).to_be_visible()
    assert_fits(page)

    seen = window(width=320)
    seen.context.add_cookies(page.context.cookies())
    seen.goto(address(lesson))
    assert_accessible(seen)
    seen.locator("summary").click()
    assert_accessible(seen)
    assert_fits(seen)
    seen.reload()
    seen.emulate_media(media="print")
    expect(seen.get_by_text("Dépense : 22,90").first).to_be_visible()
