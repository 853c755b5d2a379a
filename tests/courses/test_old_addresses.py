"""The old address of a page that moved or changed its name leads to where it stands now."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import PageViewRestriction

from content.admin.roles import ensure_roles
from courses.models import LessonPage, ModulePage
from tests.courses.factories import address, module_with, published


@pytest.fixture
def renamed(lessons, django_capture_on_commit_callbacks):
    """Return a lesson whose new address is published; its old one is `/formations/caisse/ancienne/`."""
    LessonPage.objects.filter(pk=lessons[0].pk).update(slug="ancienne", url_path=f"{parent_path(lessons[0])}ancienne/")
    lesson = LessonPage.objects.get(pk=lessons[0].pk)
    with django_capture_on_commit_callbacks(execute=True):
        rename(lesson, "convoquer")
    return LessonPage.objects.get(pk=lesson.pk)


OLD = "/formations/caisse/ancienne/"
NEW = "/formations/caisse/convoquer/"


def parent_path(page):
    return page.url_path[: -len(page.slug) - 1]


def rename(page, slug):
    page.slug = slug
    page.save_revision().publish()
    published()


def leads_to(client, old):
    answer = client.get(old)
    assert answer.status_code == 301, answer.status_code
    return answer.url


def test_the_old_address_of_a_lesson_leads_to_the_new_one(client, renamed):
    assert leads_to(client, OLD) == NEW
    assert client.get(NEW).status_code == 200
    assert client.head(OLD).status_code == 301


def test_the_page_kept_for_visitors_does_not_stay_at_the_old_address(
    client, module, lessons, django_capture_on_commit_callbacks
):
    old = address(lessons[0])
    assert client.get(old).status_code == client.get(old).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        rename(LessonPage.objects.get(pk=lessons[0].pk), "convoquer")
    assert leads_to(client, old) == NEW


def test_a_module_renamed_takes_its_lessons_along(client, module, lessons, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        rename(ModulePage.objects.get(pk=module.pk), "argent")
    assert leads_to(client, "/formations/caisse/") == "/formations/argent/"
    for lesson in lessons:
        assert leads_to(client, f"/formations/caisse/{lesson.slug}/") == f"/formations/argent/{lesson.slug}/"


def test_a_lesson_moved_twice_then_back_is_found_from_everywhere(client, index, module, lessons):
    others = [module_with(index, lessons=0, slug=f"module-{n}") for n in range(2)]
    for target in (*others, module):
        LessonPage.objects.get(pk=lessons[0].pk).move(target, pos="last-child")
    published()
    for other in others:
        assert leads_to(client, f"/formations/{other.slug}/{lessons[0].slug}/") == address(lessons[0])
    assert client.get(address(lessons[0])).status_code == 200


@pytest.mark.parametrize("hidden", ["lesson", "module", "restricted"])
def test_the_new_address_of_what_readers_may_not_read_is_not_told(client, module, renamed, hidden):
    if hidden == "restricted":
        PageViewRestriction.objects.create(page=module, restriction_type=PageViewRestriction.LOGIN)
    else:
        {"lesson": renamed, "module": ModulePage.objects.get(pk=module.pk)}[hidden].unpublish()
    published()
    answer = client.get(OLD)
    assert answer.status_code == 404
    assert "convoquer" not in answer.content.decode()


def test_a_deleted_page_leaves_no_old_address(client, renamed):
    renamed.delete()
    published()
    assert client.get(OLD).status_code == 404
    assert not Redirect.objects.exists()


def test_only_an_address_that_leads_nowhere_costs_the_look(client, renamed, count_queries):
    client.get(OLD)
    assert client.post(OLD).status_code == 404
    client.get(NEW)
    assert count_queries(lambda: client.get(NEW)) == 0
    assert count_queries(lambda: client.get("/p/inconnu/inconnu/")) == 0


@pytest.mark.parametrize("odd", ["%00", "%F0%9F%99%82", "%FF", "x" * 3000, "a;b=c;a", "..%2F"])
def test_an_odd_address_is_not_found(client, renamed, odd):
    for url in (f"/formations/{odd}/", f"/{odd}/"):
        assert client.get(url).status_code in {400, 404}


def test_an_address_that_a_moderator_wrote_leads_where_it_says(client, renamed):
    Redirect.add_redirect("/affiche", renamed, is_permanent=False)
    Redirect.add_redirect("/ailleurs/", "https://exemple.fr/")
    for url in ("/affiche", "/affiche/"):
        answer = client.get(url)
        assert (answer.status_code, answer.url) == (302, NEW)
    assert leads_to(client, "/ailleurs/") == "https://exemple.fr/"


def test_moderators_see_the_old_addresses_and_editors_do_not(client_of, people, renamed):
    ensure_roles()
    url = reverse("wagtailredirects:index")
    for role, status in (("Modérateurs", 200), ("Rédacteurs", 302)):
        people.moderator.groups.set([Group.objects.get(name=role)])
        client = client_of("moderator")
        assert client.get(url).status_code == status
        assert (url in client.get("/admin/").content.decode()) == (status == 200)
