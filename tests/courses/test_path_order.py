"""A path asks the office and puts its modules first; a module finished leads back to its path."""

import re

import pytest
from django.urls import reverse

from courses.models import LessonPage, OfficeModule, OfficeTraining, PathIndexPage, PathModule
from tests.accounts.board import mandate_of
from tests.courses.factories import PathPageFactory, address, module_with
from tests.people import sign_in

TITLES = ("Comprendre", "Tenir la caisse", "Faire un budget", "L’assemblée")


@pytest.fixture
def modules(index):
    return [module_with(index, lessons=1, title=title) for title in TITLES]


@pytest.fixture
def path(modules):
    """Return the path of the board: for the treasury, the cash book, then the budget; for the chair, the assembly."""
    page = PathPageFactory(parent=PathIndexPage.objects.get(), title="Je débute au bureau")
    for order, module in enumerate(modules):
        PathModule.objects.create(path=page, module=module, sort_order=order)
    treasury = OfficeTraining.objects.create(office="treasurer", path=page, module=modules[1])
    OfficeModule.objects.create(training=treasury, module=modules[2], sort_order=0)
    OfficeTraining.objects.create(office="chair", path=page, module=modules[3])
    return page


def order_of(page: str) -> list[str]:
    """Return the modules of a path, as its page orders them."""
    steps = re.findall(r'class="step-text">\s*([^<\n]+)', page)
    return [each.strip() for each in steps]


def finish(browser, module):
    return browser.post(address(LessonPage.objects.child_of(module).get(), "fini"), {"action": "done"})


def end_of(browser, module) -> str:
    return browser.get(reverse("courses:finished", args=[module.slug])).content.decode()


def test_a_path_asks_the_offices_it_trains_for_and_no_other(visitor, path):
    page = visitor.get(path.url).content.decode()
    assert re.findall(r'href="\?fonction=(\w+)"', page) == ["presidence", "tresorerie", "toutes"]
    assert order_of(page) == list(TITLES)


def test_the_office_chosen_puts_its_modules_first_then_the_others_in_order(visitor, path):
    page = visitor.get(path.url, {"fonction": "tresorerie"}).content.decode()
    assert order_of(page) == ["Tenir la caisse", "Faire un budget", "Comprendre", "L’assemblée"]
    assert "D’abord, pour cette fonction" in page
    assert order_of(visitor.get(path.url, {"fonction": "presidence"}).content.decode())[0] == "L’assemblée"


@pytest.mark.parametrize("said", ["secretariat", "roi", "", "toutes"])
def test_an_office_that_the_path_does_not_know_keeps_the_order_of_its_editor(visitor, path, said):
    response = visitor.get(path.url, {"fonction": said})
    assert response.status_code == 200 and order_of(response.content.decode()) == list(TITLES)


def test_a_path_of_no_office_asks_nothing(visitor, path):
    OfficeTraining.objects.all().delete()
    assert "Quelle est votre fonction" not in visitor.get(path.url).content.decode()


def test_the_office_held_is_the_one_of_the_member_unless_they_choose_another(member, people, path):
    mandate_of(people.member, "treasurer", -3)
    assert order_of(member.get(path.url).content.decode())[0] == "Tenir la caisse"
    assert order_of(member.get(path.url, {"fonction": "toutes"}).content.decode()) == list(TITLES)


def test_an_office_that_is_over_orders_nothing(member, people, path):
    mandate_of(people.member, "treasurer", -30, -1)
    assert order_of(member.get(path.url).content.decode()) == list(TITLES)


@pytest.mark.parametrize("kind", ["visitor", "member"])
def test_the_path_says_where_one_stands(browser_of, modules, path, kind):
    browser = browser_of(kind)
    assert "Vous avez fini" not in browser.get(path.url).content.decode()
    finish(browser, modules[0])
    assert "Vous avez fini 1&nbsp;formation sur 4." in browser.get(path.url).content.decode()


@pytest.mark.parametrize("kind", ["visitor", "member"])
def test_a_module_finished_leads_back_to_its_path_and_to_the_next_module(browser_of, modules, path, kind):
    browser = browser_of(kind)
    finish(browser, modules[0])
    page = end_of(browser, modules[0])
    assert f'href="{path.url}"' in page and f'href="{modules[1].address}"' in page
    for module in modules[1:]:
        finish(browser, module)
    page = end_of(browser, modules[3])
    assert "toutes les formations de ce parcours" in page


def test_the_next_module_is_that_of_the_office_held(member, people, modules, path):
    mandate_of(people.member, "chair", -3)
    finish(member, modules[0])
    assert f'href="{modules[3].address}"' in end_of(member, modules[0])


def test_of_two_paths_the_one_most_advanced_is_taken_back(visitor, modules, path):
    other = PathPageFactory(parent=PathIndexPage.objects.get(), title="Un autre parcours")
    PathModule.objects.create(path=other, module=modules[0], sort_order=0)
    PathModule.objects.create(path=other, module=modules[3], sort_order=1)
    finish(visitor, modules[1])
    finish(visitor, modules[0])
    assert f'href="{path.url}"' in end_of(visitor, modules[0])
    OfficeTraining.objects.all().delete()
    PathModule.objects.filter(path=path, module=modules[1]).delete()
    finish(visitor, modules[3])
    assert f'href="{path.url}"' in end_of(visitor, modules[0]), "as far in both: the first of the site"


def test_a_module_of_no_path_speaks_of_none(visitor, modules):
    finish(visitor, modules[0])
    assert "Dans le parcours" not in end_of(visitor, modules[0])


def test_the_home_of_a_treasurer_follows_the_order_of_the_office(people, client, modules, path):
    mandate_of(people.member, "treasurer", -3)
    sign_in(client, people, "member")
    client.defaults["HTTP_SEC_FETCH_SITE"] = "same-origin"
    finish(client, modules[1])
    assert "<strong>Faire un budget</strong>" in client.get("/").content.decode()
