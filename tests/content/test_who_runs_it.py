"""What a site says of who runs it: its name, its colours, its legal notice, what crawlers and previews are told."""

import re
from urllib.parse import urlsplit
from xml.etree import ElementTree

import pytest
from django.conf import settings as site
from django.core.exceptions import ValidationError
from django.urls import resolve

from accounts.sign_in.owner_mark import _title_of
from config.seeding.demo_operator import EXAMPLES, ensure_operator
from content.models import SiteSettings, TextPage
from content.models.site_operator import COMPULSORY, DEFAULT_NAME
from tests.courses.factories import build_site, module_with
from tests.practices.factories import build_exchange, make_practice

pytestmark = pytest.mark.django_db
PLACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"


@pytest.fixture
def say(django_capture_on_commit_callbacks):
    """Return the function that writes « Réglages du site », as the admin does."""

    def write(**values: str) -> None:
        known = SiteSettings.load()
        for name, value in values.items():
            setattr(known, name, value)
        known.full_clean()
        with django_capture_on_commit_callbacks(execute=True):
            known.save()

    return write


def test_an_empty_site_says_what_is_missing_and_invents_nothing(client):
    page = client.get("/mentions-legales/").text
    labels = [SiteSettings._meta.get_field(name).verbose_name for name in COMPULSORY]
    assert f"Il manque&nbsp;: {', '.join(labels)}." in page
    assert "n’a pas encore écrit son nom" in page
    assert "Hébergement" not in page
    assert client.get("/a-propos/").status_code == client.get("/contact/").status_code == 200


def test_the_pages_say_what_the_settings_say(client, say):
    client.get("/mentions-legales/")
    said = dict(
        EXAMPLES, contact_phone="01 99 00 00 00", privacy_contact="donnees@example.org", about="Nous sommes là."
    )
    say(**said, help_phone="01 99 00 00 01", controller_name="Exemple : une fédération")
    legal = client.get("/mentions-legales/").text
    assert "Il manque" not in legal
    for name in ("operator_name", "operator_form", "publication_director", "host_name", "host_address"):
        assert said[name] in legal
    assert 'href="tel:0199000000"' in legal and 'href="mailto:donnees@example.org"' in legal
    assert "Exemple : une fédération répond" in legal
    contact = client.get("/contact/").text
    assert said["help_who"] in contact and said["help_hours"] in contact and 'href="tel:0199000001"' in contact
    assert "Nous sommes là." in client.get("/a-propos/").text
    privacy = " ".join(client.get("/confidentialite/").text.split())
    assert "Exemple : une fédération" in privacy and "donnees@example.org" in privacy


def test_the_name_and_the_colours_of_a_site_are_on_its_pages(client, say):
    page = client.get("/aide/").text
    assert f"<title>Aide · {DEFAULT_NAME}</title>" in page and "data-colours" not in page
    say(site_name="Le réseau", colours="plum")
    page = client.get("/aide/").text
    assert "<title>Aide · Le réseau</title>" in page and '<body data-colours="plum">' in page
    assert '<span class="brand-name">Le réseau</span>' in page
    assert DEFAULT_NAME not in page
    assert _title_of(page) == "Aide"


def test_a_share_shows_neither_the_name_nor_the_colours(client, say):
    say(site_name="Le réseau", colours="plum")
    door = client.get(f"/p/{'a' * 22}").text
    assert (
        "Le réseau" not in door and "data-colours" not in door and "og:image" not in door and "og:site_name" not in door
    )


@pytest.mark.parametrize("name", ["", "A · B", "<b>", "x" * 31])
def test_a_name_that_would_break_a_title_is_refused(name):
    with pytest.raises(ValidationError) as refused:
        SiteSettings(site_name=name).full_clean()
    assert "site_name" in refused.value.message_dict


def test_a_preview_is_neutral_and_leads_to_a_real_picture(client):
    page = client.get("/aide/").text
    told = dict(re.findall(r'<meta property="(og:\w+)" content="([^"]*)">', page))
    assert told["og:site_name"] == DEFAULT_NAME
    assert told["og:image"].startswith(f"{site.ORIGIN}/static/img/preview")
    assert not {"og:title", "og:url"} & told.keys()  # the title of the page says it; an address may hold a name


def test_robots_are_led_to_what_is_public(client):
    answer = client.get("/robots.txt")
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert f"Sitemap: {site.ORIGIN}/sitemap.xml" in answer.text
    for closed in ("/admin/", "/compte/", "/groupe/", "/passeport/"):
        assert f"Disallow: {closed}\n" in answer.text
    assert "/p/" not in answer.text  # a list of secret addresses begins with where they are


def test_the_map_lists_what_anybody_may_open_and_nothing_else(client, people):
    module = module_with(build_site(), lessons=2)
    index = build_exchange()
    sheet = make_practice(index, title="Publiée").address
    hidden = [make_practice(index, title="En brouillon", live=False).slug, people.elsewhere.slug]
    people.elsewhere.is_listed = False
    people.elsewhere.save()
    shown = {people.here.get_absolute_url(), people.collective.get_absolute_url()}
    first, second = module.get_children()
    first.unpublish()
    answer = client.get("/sitemap.xml", headers={"Host": "testserver:8999"})
    places = [each.text or "" for each in ElementTree.fromstring(answer.text).iter(PLACE)]
    assert all(each.startswith(f"{site.ORIGIN}/") for each in places), "the address people type, whatever was asked"
    paths = {urlsplit(each).path for each in places}
    assert len(places) == len(paths)
    assert {"/", "/contact/", "/mentions-legales/", sheet, *shown} <= paths
    assert {second.get_url()} <= paths and first.get_url() not in paths
    assert not any(slug in path for slug in hidden for path in paths)
    for path in sorted(paths):
        assert client.get(path).status_code == 200, path
        assert not getattr(resolve(path).func, "login_required", True), path


def test_the_examples_of_a_site_to_try_are_marked_and_written_once():
    ensure_operator()
    known = SiteSettings.objects.get()
    assert known.missing_parts == []
    assert all(text.startswith("Exemple : ") for text in EXAMPLES.values())
    SiteSettings.objects.update(host_name="")
    ensure_operator()
    assert SiteSettings.objects.get().missing_parts == ["hébergeur"]


def test_the_examples_never_replace_what_somebody_wrote():
    SiteSettings.objects.create(operator_name="Le réseau")
    ensure_operator()
    assert SiteSettings.objects.get().missing_parts != []


@pytest.mark.parametrize("address", ["/aide/message-inquietant/", "/contact/", "/rejoindre/"])
def test_whoever_writes_or_reads_finds_whom_to_call(client, address):
    page = client.get(address).text
    assert 'href="tel:3114"' in page and 'href="tel:15"' in page


def test_a_page_of_text_takes_no_address_of_a_screen():
    home = build_site().get_parent().specific
    page = TextPage(title="Contact", body=[])
    home.add_child(instance=page)
    assert page.slug == "page-contact"
    for slug in ("contact", "a-propos", "mentions-legales", "rejoindre"):
        page.slug = slug
        with pytest.raises(ValidationError) as refused:
            page.full_clean()
        assert "slug" in refused.value.message_dict
