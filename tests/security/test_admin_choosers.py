"""The choosers of the admin: they show no more than the lists do, and an empty form is no fault of the site."""

import pytest
from django.test import Client
from django.urls import get_resolver, reverse
from wagtail.models import Page
from wagtail.snippets.models import get_snippet_models

from lib.snippets import OwnChooserViewSet
from tests.courses.factories import build_site
from tests.people import sign_in
from tests.security.named_addresses import named_addresses

pytestmark = pytest.mark.django_db
SERVED_FILES = {"wagtail_serve", "wagtaildocs_serve", "wagtailimages_serve"}  # their keys have no names


def signed_in(people, kind: str) -> Client:
    return sign_in(Client(raise_request_exception=False), people, kind)


def choosers() -> dict[str, tuple[str, str]]:
    """Return, by model, the address of the list and of the chooser of each snippet."""
    found = {}
    for model in get_snippet_models():
        viewset = model.snippet_viewset
        found[model.__name__] = (
            reverse(viewset.get_url_name("list")),
            reverse(viewset.chooser_viewset.get_url_name("choose")),
        )
    return found


def test_each_snippet_has_a_chooser_of_this_site():
    others = [
        m.__name__ for m in get_snippet_models() if m.snippet_viewset.chooser_viewset_class is not OwnChooserViewSet
    ]
    assert others == []


@pytest.mark.parametrize("kind", ["editor", "moderator", "coordinator", "superuser"])
def test_a_chooser_opens_to_who_may_read_the_list(people, kind):
    build_site()
    client = signed_in(people, kind)
    for model, (listed, chooser) in choosers().items():
        shown = client.get(listed).status_code == 200
        for address in (chooser, f"{chooser}results/", f"{chooser}chosen-multiple/?id=1"):
            assert (client.get(address).status_code == 200) == shown, (model, address)


def test_an_editor_chooses_a_fact_and_no_group(people):
    build_site()
    client = signed_in(people, "editor")
    found = choosers()
    assert client.get(found["Fact"][1]).status_code == 200
    assert client.get(found["PeerGroup"][1]).status_code == 302
    assert client.get(found["HealthWord"][1]).status_code == 302


def test_nothing_is_made_in_a_chooser_without_a_form(people):
    build_site()
    client = signed_in(people, "superuser")
    for _, chooser in choosers().values():
        assert client.post(f"{chooser}create/").status_code == 404


def test_an_empty_form_of_the_admin_is_no_fault_of_the_site(people):
    build_site()
    client = signed_in(people, "superuser")
    names = sorted(name for name, keys in set(named_addresses(get_resolver())) if not keys and name not in SERVED_FILES)
    addresses = [address for address in map(reverse, names) if address.startswith("/admin/")]
    assert len(addresses) > 100
    answers = {each: client.post(each).status_code for each in addresses if "/logout" not in each}
    assert [each for each, status in answers.items() if status >= 500] == []


def test_no_file_of_redirects_is_read(people):
    build_site()
    client = signed_in(people, "moderator")
    listed = client.get("/admin/redirects/")
    assert listed.status_code == 200
    assert "/admin/redirects/add/" in listed.text
    assert "/import/" not in listed.text
    for address in ("/admin/redirects/import/", "/admin/redirects/import/process/"):
        assert client.get(address).status_code == client.post(address).status_code == 404


@pytest.mark.parametrize("act", ["set_position", "lock", "unlock", "move", "copy", "unpublish", "delete", "edit"])
def test_what_is_asked_of_the_root_of_the_pages_is_no_fault_of_the_site(people, act):
    build_site()
    address = f"/admin/pages/{Page.get_first_root_node().pk}/{act}/"
    client = signed_in(people, "superuser")
    assert client.get(address).status_code < 500
    assert client.post(address).status_code < 500
