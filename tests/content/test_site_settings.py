"""« Réglages du site »: the declaration of accessibility that is drawn from them."""

import datetime
from html import unescape

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError

from content.models import SiteSettings
from content.models import site_settings as module
from tests.consistency.tree import rows_of

DECLARATION = "/accessibilite/"
AUDIT = {"accessibility_audited_by": "Un cabinet", "accessibility_audited_on": datetime.date(2026, 10, 1)}


@pytest.fixture
def settings_of_site(db) -> SiteSettings:
    return SiteSettings.load()


def test_a_site_without_settings_says_that_it_does_not_conform_and_that_nobody_wrote_a_name(client, db):
    page = client.get(DECLARATION).text
    assert "Ce site est <strong>non conforme</strong>" in page
    assert "n’a pas encore écrit son nom" in page
    assert "n’a pas encore écrit ici comment le joindre" in page
    assert "Libre réponse 71120" in page


def test_the_declaration_says_what_the_settings_say(client, settings_of_site, django_capture_on_commit_callbacks):
    client.get(DECLARATION)
    with django_capture_on_commit_callbacks(execute=True):
        for name, value in {
            "operator_name": "Le réseau",
            "contact_phone": "01 02 03 04 05",
            "contact_email": "contact@exemple.org",
            "accessibility_state": "partly",
            "accessibility_rate": 72,
            "accessibility_declared_on": datetime.date(2026, 11, 2),
            "accessibility_burden": "Les vidéos d’avant 2020.",
            **AUDIT,
        }.items():
            setattr(settings_of_site, name, value)
        settings_of_site.full_clean()
        settings_of_site.save()
    page = " ".join(client.get(DECLARATION).text.split())
    for said in (
        "Le réseau s’engage",
        "<strong>partiellement conforme</strong>",
        "par Un cabinet le 1er octobre 2026",
        "72&nbsp;%",
        "2 novembre 2026",
        "Les vidéos d’avant 2020.",
        'href="tel:0102030405"',
        'href="mailto:contact@exemple.org"',
    ):
        assert said in page
    assert "Accessibilité&nbsp;: partiellement conforme" in client.get("/aide/").text


def test_the_declaration_says_the_figures_and_each_known_failure(client, db):
    rows = rows_of("rgaa.csv")
    page = unescape(client.get(DECLARATION).text)
    for state, words in {
        "conforme": "critères respectés",
        "non conforme": "critères non respectés",
        "non applicable": "critères qui ne concernent pas ce site",
    }.items():
        assert f"<li>{words}\u00a0: {sum(row['state'] == state for row in rows)}</li>" in page
    assert len(rows) == 106
    assert [row["number"] for row in rows if f"<li>{row['said']}</li>" not in page and row["said"]] == []
    assert "Ce n’est pas un audit" in page


@pytest.mark.parametrize(
    ("state", "rate", "field"),
    [
        ("partly", None, "accessibility_state"),
        ("partly", 49, "accessibility_rate"),
        ("fully", 99, "accessibility_rate"),
    ],
)
def test_a_state_that_no_audit_shows_is_refused(settings_of_site, state, rate, field):
    settings_of_site.accessibility_state, settings_of_site.accessibility_rate = state, rate
    for name, value in AUDIT.items():
        setattr(settings_of_site, name, value)
    with pytest.raises(ValidationError) as refused:
        settings_of_site.full_clean()
    assert list(refused.value.message_dict) == [field]


def test_a_state_without_who_audited_is_refused(settings_of_site):
    settings_of_site.accessibility_state, settings_of_site.accessibility_rate = "fully", 100
    with pytest.raises(ValidationError):
        settings_of_site.full_clean()


def test_a_database_that_is_away_leaves_the_footer_in_place(monkeypatch):
    def away() -> SiteSettings:
        raise DatabaseError

    monkeypatch.setattr(module, "_kept", away)
    assert module.current_settings().get_accessibility_state_display() == "non conforme"


def test_only_a_superuser_changes_them(client_of):
    address = "/admin/settings/content/sitesettings/"
    assert client_of("superuser").get(address, follow=True).status_code == 200
    assert client_of("moderator").get(address).status_code != 200


def test_who_fills_them_reads_that_the_law_asks_for_the_name_of_a_person(client_of):
    page = unescape(client_of("superuser").get("/admin/settings/content/sitesettings/", follow=True).text)
    assert "La loi demande le nom de la personne, pas seulement sa fonction." in page
