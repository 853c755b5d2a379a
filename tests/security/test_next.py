"""`next` that is a lone word: Django finds it safe, and `redirect` would take it for the name of a view."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from accounts.models import User
from content.models import TextPage
from courses.models import ModulePage
from lib.own_address import leads_here, safe_next
from tests.accounts.kit import CODE, PASSWORD, card_of, give_code, show_alone, show_words, with_password
from tests.courses.factories import build_site, module_with
from tests.people import sign_in

pytestmark = pytest.mark.django_db
ODD = ["abc", "a b", "[", "1;2", "00000000-0000-0000-0000-000000000000", "?a=b", "#haut", "http://testserver/aide/"]
ELSEWHERE = ["//mal.test", "/\\mal.test", "//testserver/aide/", "/\\testserver/aide/", "//["]


@pytest.fixture
def module(db) -> ModulePage:
    return module_with(build_site(), lessons=1)


@pytest.fixture
def page(module) -> TextPage:
    page = module.get_parent().get_parent().add_child(instance=TextPage(title="Mentions", slug="mentions", body=[]))
    page.save_revision().publish()
    return page


def at_the_desk(people, kind: str) -> Client:
    return sign_in(Client(raise_request_exception=False), people, kind)


def test_an_address_of_this_site_begins_at_its_root(rf):
    request = rf.get("/")
    assert all(leads_here(request, own) for own in ("/", "/passeport/?a=b#c", "/[", "/1;2"))
    assert not any(leads_here(request, other) for other in [*ODD, *ELSEWHERE, ""])


def test_the_form_is_asked_before_the_address(rf):
    assert safe_next(rf.post("/?next=/aide/", {"next": "/passeport/"})) == "/passeport/"
    assert safe_next(rf.post("/?next=/aide/")) == "/aide/"
    assert safe_next(rf.post("/?next=/aide/", {"next": "abc"}), "/confort/") == "/confort/"


def test_who_signs_in_with_a_card_goes_on_to_a_page():
    for asked in ODD:
        held, client = card_of(), Client()
        User.objects.filter(pk=held.user.pk).update(rescue_offered_on=None)  # the question is asked after signing in
        show_words(client, held.words, next=asked)
        assert give_code(client, CODE).url == reverse("accounts:rescue"), asked
        assert client.post(reverse("accounts:rescue"), {"later": "1"}).url == "/", asked


def test_who_shows_a_card_alone_goes_on_to_a_page():
    held = card_of()
    for asked in ODD:
        assert show_alone(Client(), held, next=asked).url == reverse("courses:modules")


def test_who_signs_in_with_a_password_goes_on_to_a_page():
    person = with_password()
    for asked in ODD:
        answer = Client().post(
            reverse("account_login"), {"login": person.username, "password": PASSWORD, "next": asked}
        )
        assert answer.status_code == 302
        assert answer.url.startswith("/"), asked


def test_a_second_tab_of_the_entrance_goes_on_to_a_page(people):
    client = sign_in(Client(enforce_csrf_checks=True, headers={"Sec-Fetch-Site": "same-origin"}), people, "member")
    for asked in ODD:
        answer = client.post(reverse("account_login"), query_params={"next": asked})
        assert answer.status_code == 302
        assert answer.url.startswith("/"), asked
    assert client.post(reverse("account_login"), query_params={"next": "/passeport/"}).url == "/passeport/"


@pytest.mark.parametrize("act", ["unpublish", "lock", "unlock", "delete", "copy"])
def test_the_admin_goes_on_to_a_page_of_its_own(people, page, act):
    client = at_the_desk(people, "superuser")
    address = reverse(f"wagtailadmin_pages:{act}", args=[page.pk])
    form = {"new_title": "Autre", "new_slug": "autre", "new_parent_page": page.get_parent().pk}
    assert client.get(address, {"next": ODD[0]}).status_code < 500
    answer = client.post(address, {**form, "next": ODD[4]}, query_params={"next": ODD[0]})
    assert answer.status_code == 302
    assert answer.url.startswith("/admin/")


def test_the_admin_is_led_where_its_own_pages_ask(people, page):
    client = at_the_desk(people, "superuser")
    answer = client.post(reverse("wagtailadmin_pages:unpublish", args=[page.pk]), {"next": "/admin/reports/"})
    assert answer.url == "/admin/reports/"


def test_a_copy_under_a_page_that_is_none_is_refused(people, page):
    client, before = at_the_desk(people, "superuser"), Page.objects.count()
    form = {"new_title": "Autre", "new_slug": "autre", "new_parent_page": 987_654}
    answer = client.post(reverse("wagtailadmin_pages:copy", args=[page.pk]), form)
    assert answer.status_code == 400
    assert 'class="site-header"' in answer.text
    assert Page.objects.count() == before


def test_the_view_of_wagtail_that_fails_on_purpose_is_not_there(people):
    assert at_the_desk(people, "superuser").get("/admin/failwhale/").status_code == 404


def test_the_shared_password_of_a_page_leads_to_a_page(module):
    closed = PageViewRestriction.objects.create(page=module, restriction_type="password", password="sept papillons")
    door = reverse("wagtailcore_authenticate_with_password", args=[closed.pk, module.pk])
    for asked in ODD:
        assert Client().post(door, {"password": "sept papillons", "return_url": asked}).url == "/"
    assert Client().post(door, {"password": "sept papillons", "return_url": "/aide/"}).url == "/aide/"
