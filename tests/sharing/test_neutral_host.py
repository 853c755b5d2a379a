"""The neutral host: the pages of shares, their styles, one neutral 404, and nothing that tells of which site."""

import re
from pathlib import Path

import pytest
from django.conf import settings as site_settings
from django.test import Client
from django.urls import reverse

from config import stylesheets
from passport import host
from passport.models import Share
from tests.passport.factories import make_person, make_share, token_of
from tests.people import sign_in
from tests.security.test_access_table import names
from tests.security.world import World
from tests.sharing.kit import door, enter
from tests.sharing.test_neutral import HEADERS

pytestmark = pytest.mark.django_db
NEUTRAL = "document.example"
TELLS = re.compile(r"entrepairs|entraide|\bgem\b|localhost|testserver|wagtail|sessionid|csrf", re.IGNORECASE)
OTHERS = [
    "/", "/favicon.ico", "/robots.txt", "/admin", "/admin/", "/admin/pages/", "/documents/1/a.pdf", "/compte",
    "/media/sons-videos/a.mp3", "/media/sous-titres/1.vtt",
    "/media/images/a.jpg", "/nulle-part", "/nulle-part/", "/_util/login/", "/static/img/mark.svg", "/sante",
    "/static/js/print.js", "/static/css/admin.css", "/static/wagtailadmin/css/core.css", "/p", "/p/", "//p/", "/%00",
]  # fmt: skip


@pytest.fixture(autouse=True)
def neutral_host(settings):
    settings.PASSPORT_ORIGIN = f"https://{NEUTRAL}"
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, NEUTRAL]
    settings.WHITENOISE_USE_FINDERS = settings.WHITENOISE_AUTOREFRESH = True


@pytest.fixture
def reader():
    return Client(headers={"host": NEUTRAL})


def told(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode(errors="replace") + str(response.headers) + str(response.cookies)


def send(client, address):
    """Post an empty form as a browser does; files are refused before anything is looked at."""
    return client.post(address, "", content_type="application/x-www-form-urlencoded")


def is_the_neutral_404(response) -> bool:
    said = told(response)
    return (
        response.status_code == 404
        and (not response.content or "Ce partage n’est pas disponible." in said)
        and not response.cookies
        and not TELLS.search(said)
        and {name: response.headers.get(name) for name in HEADERS} == HEADERS
    )


def test_every_address_of_the_site_is_the_same_neutral_404(reader):
    world = World()
    sign_in(reader, world.people, "member")  # a session of the site opens nothing there
    addresses = {name: reverse(name, kwargs=world.arguments.get(name, {})) for name in names()}
    shown = [name for name in addresses if name.startswith(("sharing:", "agenda:"))]
    for name in addresses.keys() - set(shown):
        assert is_the_neutral_404(reader.get(addresses[name])), name
        assert is_the_neutral_404(send(reader, addresses[name])), name
    assert shown
    assert not TELLS.search("".join(told(reader.get(addresses[name])) for name in shown))


def test_files_are_refused_without_a_word_of_the_site(reader):
    response = reader.post("/nulle-part/", {"file": "a"})
    assert response.status_code == 415
    assert not TELLS.search(told(response))


@pytest.mark.parametrize("address", OTHERS)
def test_every_other_address_is_the_same_neutral_404(reader, address, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert is_the_neutral_404(reader.get(address))
        assert is_the_neutral_404(send(reader, address))


def test_a_share_is_read_there_as_on_the_site(reader):
    share = make_share(make_person("Camille"))
    response = enter(reader, share)
    assert "Camille" in response.content.decode()
    assert not TELLS.search(told(response))
    assert list(reader.cookies) == [f"vue-{share.openings.get().ref}"]
    assert share.address == f"https://{NEUTRAL}{door(token_of(share))}"


def test_the_files_of_the_page_are_served_and_tell_nothing(reader, settings):
    share = make_share(make_person(), way=Share.Way.TOGETHER)
    page = reader.post(door(token_of(share)), follow=True).content.decode()
    files = re.findall(r'(?:href|src)="(/static/[^"]+)"', page)
    assert len(files) == len(stylesheets.linked("passport"))
    for address in [*files, f"/static/{stylesheets.FONT}"]:
        response = reader.get(address)
        assert response.status_code == 200, address
        assert "no-store" not in response.headers["Cache-Control"]
        assert not TELLS.search(told(response)), address


def test_the_sheets_of_production_are_served_and_tell_nothing(reader, settings, tmp_path):
    source = Path(site_settings.BASE_DIR) / "static"
    built = stylesheets.built(
        {name: (source / name).read_text() for each in stylesheets.SOURCES.values() for name in each}
    )
    settings.STYLES_FROM_SOURCES, settings.STATIC_ROOT = False, tmp_path
    (tmp_path / "css").mkdir()
    for name, text in built.items():
        (tmp_path / name).write_text(text)
        (tmp_path / name.replace(".css", ".0123456789ab.css")).write_text(text)
    for name in (stylesheets.SCREEN["passport"], stylesheets.PAPER):
        response = reader.get(f"/static/{name.replace('.css', '.0123456789ab.css')}")
        assert response.status_code == 200
        assert not TELLS.search(told(response)), name
        assert set(re.findall(r"fonts/[^\"')]+", built[name])) <= {stylesheets.FONT}
    assert is_the_neutral_404(reader.get("/static/css/site-screen.0123456789ab.css"))


def test_errors_and_redirects_of_that_host_tell_nothing(reader, settings, monkeypatch):
    share = make_share(make_person(), way=Share.Way.TOGETHER)
    reader.raise_request_exception = False
    address = door(token_of(share))
    answers = [reader.put(address), reader.post(address, headers={"Sec-Fetch-Site": "cross-site"})]
    monkeypatch.setattr("passport.reader.views.Share.objects.open", lambda: 1 / 0)
    answers.append(reader.post(address))
    settings.SECURE_SSL_REDIRECT = True
    plain = Client(headers={"host": NEUTRAL})  # the settings of the transport are read once
    answers += [plain.get(address), plain.get("/formations/")]
    assert [response.status_code for response in answers] == [405, 403, 500, 301, 301]
    assert {response.headers["Location"].split("/")[2] for response in answers[3:]} == {NEUTRAL}
    assert not TELLS.search("".join(told(response) for response in answers))


def test_the_site_leads_a_reader_to_that_host(client):
    token = token_of(make_share(make_person()))
    for response in (client.get(f"{door(token)}?par=pole"), client.post(door(token))):
        assert response.status_code == 303
        assert response.url.startswith(f"https://{NEUTRAL}{door(token)}")
        assert response.headers["Referrer-Policy"] == "no-referrer"
    assert client.get("/aide/").status_code == 200


@pytest.mark.parametrize("asked", [NEUTRAL.upper(), f"{NEUTRAL}.", f"{NEUTRAL}:443"])
def test_the_host_is_known_however_it_is_written(asked):
    assert is_the_neutral_404(Client(headers={"host": asked}).get("/formations/"))


@pytest.mark.parametrize("asked", ["192.0.2.1", "nobody.example", f"{NEUTRAL}@x", f"a,{NEUTRAL}"])
def test_a_host_that_is_nobody_s_tells_nothing(asked):
    """A proxy sends here whatever is asked at the address of the neutral host."""
    for address in ("/", "/compte/connexion/", "/static/css/admin.css", f"/p/{'A' * 22}"):
        response = Client(headers={"host": asked}, raise_request_exception=False).get(address)
        assert response.status_code in {400, 404}
        assert not TELLS.search(told(response).replace(asked, ""))


@pytest.mark.parametrize(
    ("origin", "neutral", "shows"),
    [
        ("https://entrepairs.fr", "", True),
        ("https://entrepairs.fr", "https://document.example", False),
        ("https://www.entrepairs.fr", "https://passeport.entrepairs.fr", True),
        ("https://entrepairs.fr", "https://passeport-entrepairs.fr", True),
        ("https://entrepairs.asso.fr", "https://document.asso.fr", False),
        ("https://entrepairs.asso.fr", "https://document.entrepairs.asso.fr", True),
        ("https://entrepairs.fr", "https://entrepairs.fr:8443", True),
        ("http://localhost:8000", "http://127.0.0.1:8000", False),
    ],
)
def test_what_is_said_of_an_address_follows_what_is_served(settings, client_of, origin, neutral, shows, people):
    settings.ORIGIN, settings.PASSPORT_ORIGIN = origin, neutral
    assert host.shows_site() is shows
    share = make_share(people.member)
    pages = [share.get_absolute_url(), reverse("passport:share_sheet", args=[share.pk])]
    for page in pages:
        assert ("La personne verra l’adresse du site." in client_of("member").get(page).text) is shows


def test_a_neutral_host_of_the_same_name_changes_nothing(settings, client):
    settings.ORIGIN, settings.PASSPORT_ORIGIN = "http://testserver", "http://testserver:8242"
    assert client.get("/aide/").status_code == 200
    assert make_share(make_person()).address.startswith("http://testserver/p/")
