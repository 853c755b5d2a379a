"""A lesson on paper: close lines, and the address of the site only if one asks for it."""

from playwright.sync_api import expect

from tests.courses.factories import address, build_site, module_with


def test_the_address_stands_on_paper_only_if_one_ticks_it(live_server, window):
    lesson = module_with(build_site(), lessons=1).get_children().get().specific
    page = window(width=1280)
    page.goto(address(lesson))
    page.emulate_media(media="print")
    where = page.locator(".print-address")
    expect(where).to_have_count(0)
    page.emulate_media(media="screen")
    box = page.get_by_label("Avec l’adresse du site en bas du papier")
    box.check()
    expect(where).to_be_hidden()
    page.emulate_media(media="print")
    expect(where).to_have_text(f"{live_server.url}{address(lesson)}")
    expect(page.locator(".print-option")).to_be_hidden()
    page.emulate_media(media="screen")
    box.uncheck()
    expect(where).to_have_count(0)
