"""The admin under odd input and for wrong roles, through its own requests."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import User
from content.models import Fact
from tests.courses.factories import build_site, module_with
from tests.people import sign_in
from tests.security.odd import LONG, SCRIPT
from tests.security.parameters import names_looked_up
from tests.shown_in_editor import PUBLISHING, shown_to

pytestmark = pytest.mark.django_db
URLENCODED = "application/x-www-form-urlencoded"
ODD = ["a\x00b", "\ud800", LONG, "99999999999999999999", "-1", "²", SCRIPT, "[]", "{"]


@pytest.fixture
def lesson(db):
    return module_with(build_site(), lessons=1).get_children().get().specific


@pytest.fixture
def chief(people, lesson) -> Client:
    return sign_in(Client(raise_request_exception=False), people, "superuser")


def _lists(lesson) -> list[str]:
    return [
        *("/admin/", "/admin/users/", "/admin/groups/", "/admin/images/", "/admin/documents/", "/admin/pages/search/"),
        *("/admin/choose-page/", "/admin/choose-page/search/", "/admin/images/chooser/", "/admin/documents/chooser/"),
        *("/admin/media/", "/admin/media/chooser/", "/admin/media/chooser/audio/", "/admin/media/video/add/"),
        *(
            "/admin/reports/site-history/",
            "/admin/reports/locked/",
            "/admin/reports/workflow/",
            "/admin/tag-autocomplete/",
        ),
        *("/admin/annuaire/groupes/", "/admin/competences/liste/", "/admin/faits/", "/admin/formations/"),
        *("/admin/collections/", "/admin/sites/", "/admin/workflows/list/", "/admin/reports/aging-pages/"),
        *(f"/admin/choose-{kind}-link/" for kind in ("external", "email", "phone", "anchor")),
        "/admin/guide/",
        "/admin/relectures/entre-groupes/",
        f"/admin/dupliquer/{lesson.pk}/",
        f"/admin/pages/{lesson.pk}/view_draft/",
        f"/admin/pages/{lesson.pk}/history/",
        f"/admin/pages/{lesson.get_parent().pk}/",
        f"/admin/pages/{lesson.pk}/edit/",
    ]


NAMES = (
    "q",
    "p",
    "page",
    "term",
    "ordering",
    "collection_id",
    "tag",
    "user",
    "object_type",
    "label",
    "page_type",
    "locale",
    "mode",
    "parent_page_id",
    "question",
    "choices",
    "attempt",
)


def _odd() -> list[str]:
    """Return what this database may refuse; what only Python reads is tried once, on SQLite."""
    return ODD if connection.vendor == "sqlite" else ODD[:4]


def test_an_odd_query_string_breaks_no_list_of_the_admin(lesson, chief):
    broken = []
    nul, *others = (odd.encode("utf-8", "surrogatepass") for odd in _odd())
    queries = [dict.fromkeys(NAMES, text) for text in (nul, *others)]
    for address in _lists(lesson):
        with names_looked_up() as looked_up:
            broken += [(address, *query) for query in queries if chief.get(address, query).status_code >= 500]
        one_by_one = looked_up.intersection(NAMES) if connection.vendor == "postgresql" else ()
        broken += [(address, name) for name in one_by_one if chief.get(address, {name: nul}).status_code >= 500]
    assert broken == []


def _page_form(lesson, text: str, block: str) -> dict[str, str]:
    empty = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0", "MIN_NUM_FORMS": "0", "MAX_NUM_FORMS": "1000"}
    block_form = '{"key":"a","text":%s,"type":"unstyled","depth":0,"inlineStyleRanges":[],"entityRanges":[]}'
    draft = f'{{"blocks":[{block_form}],"entityMap":{{}}}}'
    return {
        "title": "Titre",
        "slug": "titre",
        "content_note": text,
        "body-count": "1",
        "body-0-type": "text",
        "body-0-order": "0",
        "body-0-deleted": "",
        "body-0-id": block,
        "body-0-value-heading": "H",
        "body-0-value-text": draft % text,
        "easy_read-count": "0",
        **{f"{name}-{key}": value for name in ("sources", "comments") for key, value in empty.items()},
    }


@pytest.mark.parametrize("text", ['"a\\u0000b"', '"\\ud800"', '"' + LONG + '"', "1", "[]", "", "{", '"\\u202e"'])
def test_an_odd_text_breaks_no_form_of_a_lesson(lesson, chief, text):
    for address in (
        reverse("wagtailadmin_pages:edit", args=[lesson.pk]),
        reverse("wagtailadmin_pages:add", args=["courses", "lessonpage", lesson.get_parent().pk]),
    ):
        for action in ({}, PUBLISHING):
            sent = _page_form(lesson, text, "x") | action | shown_to(chief, address)
            assert chief.post(address, sent).status_code < 500
    lesson.refresh_from_db()
    assert chief.get(lesson.url).status_code == 200


def test_odd_text_in_a_field_breaks_no_form_of_the_admin(lesson, chief):
    fact = Fact.objects.create(key="f", statement="Un fait.", source_title="S", confidence="H", checked_on="2026-01-31")
    names = [
        "key",
        "statement",
        "source_title",
        "url",
        "confidence",
        "checked_on",
        "name",
        "slug",
        "kind",
        "username",
        "display_name",
        "email",
        "password1",
        "password2",
        "groups",
        "is_superuser",
        "title",
        "file",
        "tags",
        "collection",
        "label",
        "description",
        "domain",
        "body-count",
        "body-0-type",
        "sources-TOTAL_FORMS",
        "comments-TOTAL_FORMS",
        "next",
        "new_parent",
        "go_live_at",
        "expire_at",
    ]
    addresses = [
        f"/admin/faits/edit/{fact.pk}/",
        "/admin/faits/add/",
        "/admin/annuaire/groupes/add/",
        "/admin/competences/liste/add/",
        "/admin/users/new/",
        "/admin/groups/new/",
        "/admin/images/add/",
        "/admin/images/multiple/add/",
        "/admin/documents/add/",
        "/admin/documents/multiple/add/",
        "/admin/account/",
        "/admin/collections/add/",
        f"/admin/pages/{lesson.pk}/edit/",
        f"/admin/pages/{lesson.pk}/copy/",
        f"/admin/dupliquer/{lesson.pk}/",
        f"/admin/pages/{lesson.pk}/privacy/",
        f"/admin/pages/{lesson.pk}/edit/preview/",
    ]
    for odd in _odd():
        posted = urlencode(dict.fromkeys(names, odd), errors="surrogatepass")
        answers = {each: chief.post(each, posted, content_type=URLENCODED).status_code for each in addresses}
        assert [each for each, status in answers.items() if status >= 500] == [], odd


@pytest.mark.parametrize("kind", ["editor", "moderator", "coordinator"])
def test_an_editor_moderator_or_coordinator_makes_neither_people_nor_roles(lesson, people, kind):
    client = sign_in(Client(), people, kind)
    person, before = people.of(kind), User.objects.count()
    data = {"username": "nouveau", "display_name": "N", "password1": "une phrase longue", "is_superuser": "on"}
    client.post("/admin/users/new/", data | {"password2": "une phrase longue"})
    client.post(f"/admin/users/edit/{person.pk}/", {"username": person.username, "is_superuser": "on"})
    client.post("/admin/groups/new/", {"name": "Tout"})
    person.refresh_from_db()
    assert User.objects.count() == before
    assert not person.is_superuser
    assert not Group.objects.filter(name="Tout").exists()
    for address in ("/admin/users/", f"/admin/users/edit/{people.member.pk}/", "/admin/groups/", "/admin/sites/"):
        assert client.get(address).status_code in {302, 403, 404}


@pytest.mark.parametrize("kind", ["member", "facilitator", "board_member", "referent"])
def test_the_admin_is_not_found_by_anybody_else(lesson, people, kind):
    client = sign_in(Client(), people, kind)
    for address in _lists(lesson):
        assert client.get(address).status_code == client.post(address).status_code == 404


@pytest.mark.parametrize("kind", ["editor", "moderator", "superuser"])
def test_every_address_of_the_admin_asks_for_the_second_factor(lesson, people, kind):
    client = sign_in(Client(), people, kind, second_factor=False)
    for address in _lists(lesson):
        for send in (client.get, client.post):
            answer = send(address)
            assert answer.status_code == 302
            assert answer.url.startswith("/compte/second-facteur/")


@pytest.mark.parametrize("restriction", ["login", "groups", "password"])
def test_a_page_made_private_is_not_served_from_the_cache(
    lesson, client, restriction, django_capture_on_commit_callbacks
):
    from wagtail.models import PageViewRestriction

    assert client.get(lesson.url).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        PageViewRestriction.objects.create(page=lesson, restriction_type=restriction, password="abc")
    for _ in range(2):
        answer = Client().get(lesson.url)
        assert answer.status_code in {302, 403} or b'type="password"' in answer.content
