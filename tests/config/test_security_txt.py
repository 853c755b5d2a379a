"""/.well-known/security.txt (RFC 9116): whom to tell of a weakness, from « Réglages du site »."""

import datetime

import pytest
import time_machine
from django.test import Client

from content.models import SiteSettings

pytestmark = pytest.mark.django_db
ADDRESS = "/.well-known/security.txt"


def fields(answer) -> dict[str, str]:
    """Return the fields of the file."""
    return dict(line.split(": ", 1) for line in answer.text.splitlines())


def test_the_file_says_whom_to_write_to_and_until_when(client, settings):
    SiteSettings.objects.create(contact_email="contact@exemple.org", contact_phone="01 02 03 04 05")
    with time_machine.travel(datetime.datetime(2026, 11, 28, 15, 30, tzinfo=datetime.UTC), tick=False):
        answer = client.get(ADDRESS)
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert not answer.cookies
    assert fields(answer) == {
        "Contact": "mailto:contact@exemple.org",
        "Expires": "2027-05-27T00:00:00Z",
        "Preferred-Languages": "fr, en",
        "Canonical": f"{settings.ORIGIN}{ADDRESS}",
    }


def test_without_an_address_the_file_leads_to_the_page_where_one_writes(client, settings):
    assert fields(client.get(ADDRESS))["Contact"] == f"{settings.ORIGIN}/contact/"
    assert client.get("/contact/").status_code == 200


@pytest.mark.parametrize("address", ["a%b?c#d@exemple.org", "a\nContact: x@exemple.org"])
def test_an_odd_address_stays_in_its_field(client, address):
    SiteSettings.objects.create(contact_email=address)
    assert len(client.get(ADDRESS).text.splitlines()) == 4
    assert not set("\n?# ") & set(fields(client.get(ADDRESS))["Contact"])


def test_the_file_asks_nothing_once_the_settings_are_kept(client, django_assert_num_queries):
    SiteSettings.objects.create(contact_email="contact@exemple.org")
    client.get(ADDRESS)
    with django_assert_num_queries(0):
        client.get(ADDRESS)


def test_the_neutral_host_has_no_file(settings):
    SiteSettings.objects.create(contact_email="contact@exemple.org")
    settings.PASSPORT_ORIGIN = "https://document.exemple.net"
    settings.ALLOWED_HOSTS = ["testserver", "document.exemple.net"]
    assert Client(headers={"Host": "document.exemple.net"}).get(ADDRESS).status_code == 404
    assert Client().get(ADDRESS).status_code == 200
