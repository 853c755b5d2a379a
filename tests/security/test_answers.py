"""What every answer says of itself: its type and its characters, who may frame it, and nothing to other sites."""

import pytest

from content.models import SiteSettings

pytestmark = pytest.mark.django_db
ANSWERS = (
    *("/", "/nulle-part/", "/compte/", "/compte/connexion/", "/compte/quitter/", "/admin/", "/sante", "/sante/pret"),
    *("/p/Zm9vYmFyYmF6cXV4MTIzNA", "/p/rien", "/recherche/?q=a", "/media/images/rien.png", "/.well-known/security.txt"),
)


@pytest.mark.parametrize("address", ANSWERS)
def test_an_answer_says_its_type_and_its_characters(client, address):
    SiteSettings.objects.create(contact_email="contact@exemple.org")
    answer = client.get(address)
    kind = answer.headers["Content-Type"]
    assert kind == "application/json" or kind.endswith("; charset=utf-8"), kind
    is_page = answer.content.lstrip()[:9].lower() == b"<!doctype"
    assert not answer.content or is_page is kind.startswith("text/html")


@pytest.mark.parametrize("address", ANSWERS)
def test_no_answer_may_be_framed_or_read_by_another_site(client, address):
    headers = client.get(address, headers={"Origin": "https://mal.test"}).headers
    policy = headers["Content-Security-Policy"]
    assert "frame-ancestors 'self'" in policy or "frame-ancestors 'none'" in policy
    assert [name for name in headers if name.lower().startswith("access-control")] == []


@pytest.mark.parametrize(
    "path", ["/.git/HEAD", "/.git/config", "/.env", "/var/env", "/static/", "/media/", "/pyproject.toml"]
)
def test_neither_the_source_nor_a_list_of_files_is_served(client, path):
    assert client.get(path, follow=True).status_code == 404
