"""A page under one that is not published is named nowhere: its own address leads to nothing."""

import datetime

import pytest
import time_machine
from django.core.cache import caches
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import PageViewRestriction

from content.models import HomePage
from courses.models import (
    Enrolment,
    LessonPage,
    ModuleIndexPage,
    ModulePage,
    OfficeTraining,
    PathIndexPage,
    PathModule,
)
from tests.accounts.board import mandate_of
from tests.courses.factories import PathPageFactory, address, published

HIDDEN = pytest.mark.parametrize("hidden", ["module", "index", "expired"])


@pytest.fixture
def hide(module, index):
    """Return a function that takes away what stands above the lessons, and leaves the lessons published."""

    def act(hidden):
        if hidden == "expired":
            page = ModulePage.objects.get(pk=module.pk)
            page.expire_at = timezone.now() + datetime.timedelta(hours=1)
            page.save_revision().publish()
            with time_machine.travel(timezone.now() + datetime.timedelta(hours=2)):
                call_command("publish_scheduled")
        else:
            {"module": ModulePage, "index": ModuleIndexPage}[hidden].objects.first().unpublish()
        assert LessonPage.objects.live().exists()
        published()

    return act


def body_of(browser, url):
    caches["pages"].clear()
    return browser.get(url).content.decode()


@HIDDEN
@pytest.mark.usefixtures("indexed")
def test_the_search_names_no_lesson_that_cannot_be_reached(visitor, module, hide, hidden):
    lesson = LessonPage.objects.child_of(module).first()
    lesson.title = "Convoquer par courrier"
    lesson.save()
    assert address(lesson) in body_of(visitor, "/recherche/?q=convoquer")
    hide(hidden)
    body = body_of(visitor, "/recherche/?q=convoquer")
    assert "Convoquer par courrier" not in body
    assert module.title not in body
    assert module.title not in body_of(visitor, "/recherche/?q=caisse")
    assert visitor.get(address(lesson)).status_code == 404


def test_a_module_under_a_list_that_is_not_published_is_not_found(visitor, module, hide):
    hide("index")
    assert visitor.get(module.address).status_code == 404


@HIDDEN
def test_no_door_nor_path_names_a_module_that_cannot_be_reached(visitor, module, hide, hidden):
    home = HomePage.objects.get()
    home.doors = [
        ("door", {"title": "La porte", "intro": "Compter.", "link_label": "Ouvrir", "page": module, "tone": "board"})
    ]
    home.save()
    path = PathPageFactory(parent=PathIndexPage.objects.get(), slug="debuter")
    PathModule.objects.create(path=path, module=module)
    published()
    assert "La porte" in body_of(visitor, "/")
    assert module.title in body_of(visitor, "/parcours/debuter/")
    hide(hidden)
    assert "La porte" not in body_of(visitor, "/")
    assert module.title not in body_of(visitor, "/parcours/debuter/")


def test_a_path_names_no_module_that_is_not_for_everybody(visitor, module):
    path = PathPageFactory(parent=PathIndexPage.objects.get(), slug="debuter")
    PathModule.objects.create(path=path, module=module)
    published()
    assert module.title in body_of(visitor, "/parcours/debuter/")
    PageViewRestriction.objects.create(page=module, restriction_type="password", password="x")
    published()
    assert module.title not in body_of(visitor, "/parcours/debuter/")


@HIDDEN
def test_the_home_of_a_member_names_no_module_that_cannot_be_reached(member, people, module, hide, hidden):
    Enrolment.objects.create(user=people.member, module=module)
    assert module.title in body_of(member, "/")
    hide(hidden)
    assert module.title not in body_of(member, "/")


def test_the_office_of_a_member_names_no_path_that_cannot_be_reached(member, people, module):
    path = PathPageFactory(parent=PathIndexPage.objects.get(), title="Tenir le bureau")
    OfficeTraining.objects.create(office="treasurer", path=path, module=None)
    mandate_of(people.member, "treasurer")
    assert path.get_url() in body_of(member, "/")
    PathIndexPage.objects.get().unpublish()
    published()
    assert path.get_url() not in body_of(member, "/")


@HIDDEN
def test_a_visitor_who_signs_in_keeps_nothing_of_what_cannot_be_reached(visitor, people, module, lessons, hide, hidden):
    visitor.post(address(lessons[0], "fini"), {"action": "done"})
    hide(hidden)
    visitor.force_login(people.member)
    assert module.title not in body_of(visitor, "/formations/garder-mes-lecons/")
