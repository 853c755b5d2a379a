"""The home of the admin on a new site: what is left to do, for whoever runs it, until it is done."""

import pytest
from django.urls import reverse

from config.seeding.demo_operator import ensure_operator
from content.models import SiteSettings
from tests.people import person

pytestmark = pytest.mark.django_db
TITLE = "Ouvrir le site"


def home_of(client):
    return client.get(reverse("wagtailadmin_home")).text


def test_a_new_site_says_what_it_lacks_until_it_has_it(home, client_of, people):
    runs_it = client_of("superuser")
    page = home_of(runs_it)
    assert TITLE in page
    assert SiteSettings.load().missing_parts[0] in page
    assert "deux personnes" in page
    ensure_operator()
    assert people.coordinator
    page = home_of(runs_it)
    assert "Il manque encore" not in page
    assert "la deuxième personne" in page
    person("Autre").groups.add(*people.coordinator.groups.all())
    assert TITLE not in home_of(runs_it)


def test_it_is_for_whoever_runs_the_site(home, client_of):
    assert TITLE not in home_of(client_of("editor"))


def test_each_role_is_explained_where_it_is_given(home, client_of):
    page = client_of("superuser").get(reverse("wagtailusers_users:add")).text
    assert "Coordination : ouvre les groupes" in page
