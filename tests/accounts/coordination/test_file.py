"""A file of groups: read, shown, then written in one press; nothing of it is kept."""

import datetime
import re

import pytest
import time_machine
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from accounts import purge
from accounts.coordination import file_views, prepared_file, rules
from accounts.models import Draft, GroupAct
from config import request_size
from directory.models import PeerGroup
from directory.tables import personal, refusals
from tests.directory.factories import PeerGroupFactory
from tests.directory.tables.kit import HEAD, exported

pytestmark = pytest.mark.django_db
FILE = f"{HEAD}GEM St-Éloi;Rouen;76;autisme;02 35 00 00 00;exemple.fr;lundi\nÉbènes;Caen;14;;;;mardi"
SEND, PREVIEW, GROUPS = "coordination:file", "coordination:file_preview", "coordination:groups"


def send(client, content, name="groupes.csv"):
    content = content.encode() if isinstance(content, str) else content
    return client.post(reverse(SEND), {"file": SimpleUploadedFile(name, content)})


def confirm(client, **sent):
    seen = client.get(reverse(PREVIEW))
    return client.post(reverse(PREVIEW), sent or {"seen": seen.context["seen"]})


def test_a_file_is_shown_then_written_then_forgotten(client_of, people):
    client = client_of("coordinator")
    PeerGroupFactory(slug="ebenes", name="Les Ébènes", town="Caen", department_code="14", opening_hours="lundi")
    kept = PeerGroupFactory(name="Les Ormes", town="Dijon", kept_on=timezone.localdate())
    assert send(client, f"{FILE}\nLes Ormes;Dijon;;;;;jeudi").url == reverse(PREVIEW)
    page = client.get(reverse(PREVIEW)).text
    for said in ("GEM St-Éloi", "https://exemple.fr", "mardi", "au lieu de lundi", "Les Ormes", "ligne 4"):
        assert said in page
    assert PeerGroup.objects.count() == 2, "nothing is written yet"
    assert confirm(client).url == reverse(GROUPS)
    assert PeerGroup.objects.count() == 3
    kept.refresh_from_db()
    assert kept.opening_hours == ""
    details = GroupAct.objects.order_by("detail").values_list("peer_group__slug", "kind", "actor", "detail")
    by = (GroupAct.Kind.PAGE_CHANGED, people.coordinator.pk)
    assert list(details) == [("gem-st-eloi", *by, rules.ADDED), ("ebenes", *by, rules.BY_FILE)]
    assert not Draft.objects.exists()
    assert client.get(reverse(PREVIEW)).url == reverse(SEND)


def test_the_same_file_again_says_that_there_is_nothing_to_write(client_of):
    client = client_of("coordinator")
    for _ in range(2):
        send(client, FILE)
        confirm(client)
    assert PeerGroup.objects.count() == GroupAct.objects.count() == 2
    send(client, FILE)
    assert "il n’y a rien à écrire" in client.get(reverse(PREVIEW)).text


def test_pressed_twice_it_is_written_once(client_of):
    client = client_of("coordinator")
    send(client, FILE)
    seen = client.get(reverse(PREVIEW)).context["seen"]
    assert [client.post(reverse(PREVIEW), {"seen": seen}).url for _ in range(2)] == [reverse(GROUPS)] * 2
    assert PeerGroup.objects.count() == 2


def test_what_changed_since_it_was_shown_is_shown_again(client_of):
    client = client_of("coordinator")
    send(client, FILE)
    seen = client.get(reverse(PREVIEW)).context["seen"]
    PeerGroupFactory(name="Saint-Éloi", town="Rouen")
    answer = client.post(reverse(PREVIEW), {"seen": seen}, follow=True)
    assert file_views.CHANGED in answer.text
    assert PeerGroup.objects.count() == 1
    assert confirm(client).url == reverse(GROUPS)
    assert PeerGroup.objects.count() == 2


@pytest.mark.parametrize("seen", ["", "x", "\x00", "é" * 3000])
def test_a_mark_that_no_page_gave_writes_nothing(client_of, seen):
    client = client_of("coordinator")
    send(client, FILE)
    assert client.post(reverse(PREVIEW), {"seen": seen}).url == reverse(PREVIEW)
    assert not PeerGroup.objects.exists()


def test_a_file_is_left_aside_by_hand_or_by_another(client_of):
    client = client_of("coordinator")
    send(client, FILE)
    send(client, "Nom;Ville\nUn autre;Nice")
    assert Draft.objects.count() == 1
    assert confirm(client, forget="1").url == reverse(GROUPS)
    assert not Draft.objects.exists() and not PeerGroup.objects.exists()


def test_a_file_with_a_fault_says_where_and_is_not_kept(client_of):
    client = client_of("coordinator")
    answer = send(client, f"{HEAD}Bon;Rouen;76\n;Rouen;750\nAmis;Nice;99;;06 00 00 00 00")
    assert answer.status_code == 422
    assert personal.MOBILE in answer.text, "all that is wrong is said at once, other cells of a line too"
    for said in ("Ligne 3, colonne «&nbsp;Nom&nbsp;»", "Ligne 3, colonne «&nbsp;Département&nbsp;»", "750"):
        assert said in answer.text
    assert not Draft.objects.exists() and not PeerGroup.objects.exists()
    answer = send(client, f"{HEAD}Amis;Nice;;;06 00 00 00 00")
    assert personal.MOBILE in answer.text and answer.status_code == 422
    assert not Draft.objects.exists()


def test_many_faults_are_not_all_listed(client_of):
    answer = send(client_of("coordinator"), HEAD + ";Rouen\n" * 130)
    assert answer.text.count("<strong>Ligne ") == file_views.MOST_FAULTS
    assert "30 autres cases" in answer.text


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "Ce fichier est vide. Choisissez-en un autre."),
        (b"x" * (refusals.LARGEST + 1), refusals.TOO_LARGE),
        (b"\xd0\xcf\x11\xe0", refusals.OLD_KIND),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_beside_its_field(client_of, content, sentence):
    answer = send(client_of("coordinator"), content)
    assert answer.status_code == 422
    assert answer.context["form"].errors["file"] == [sentence]
    assert client_of("coordinator").post(reverse(SEND)).status_code == 422


def test_a_file_that_is_let_in_is_never_on_a_disk():
    assert refusals.LARGEST < request_size.LARGEST < settings.FILE_UPLOAD_MAX_MEMORY_SIZE


def test_what_was_read_is_sealed_and_lives_an_hour(client_of, people):
    client = client_of("coordinator")
    with time_machine.travel("2026-11-02 10:00Z", tick=False) as clock:
        send(client, FILE)
        assert "Rouen" not in Draft.objects.get().sealed
        clock.shift(datetime.timedelta(seconds=prepared_file.SECONDS_KEPT))
        assert client.get(reverse(PREVIEW)).status_code == 200
        clock.shift(1)
        answer = client.post(reverse(PREVIEW), {"seen": "x"})
        assert answer.url == reverse(GROUPS)
        assert client.get(reverse(PREVIEW)).url == reverse(SEND)
        assert not Draft.objects.exists()
        send(client, FILE)
        assert prepared_file.purge() == 0
        clock.shift(datetime.timedelta(seconds=prepared_file.SECONDS_KEPT + 1))
        purge.purge()
        assert not Draft.objects.exists()


def test_nobody_reads_the_file_of_another(client_of, people):
    send(client_of("coordinator"), FILE)
    assert prepared_file.find(people.moderator) is None


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_files_to_take_away_are_never_kept_by_a_browser(client_of, kind):
    PeerGroupFactory(slug="ici", town="Évreux")
    for name in ("export", "model"):
        answer = client_of("coordinator").get(reverse(f"coordination:{name}", args=[kind]))
        assert answer.status_code == 200
        assert "no-store" in answer["Cache-Control"]
        assert answer["Content-Disposition"].endswith(f'.{kind}"')
        assert answer.getvalue()
    assert client_of("coordinator").get(reverse("coordination:export", args=["pdf"])).status_code == 404


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_taken_away_can_be_sent_back(client_of, kind):
    PeerGroupFactory(public_contact="+33 1 00 00 00 00", town="Évreux", department_code="2A")
    client = client_of("coordinator")
    taken = client.get(reverse("coordination:export", args=[kind])).getvalue()
    assert kind == "xlsx" or taken == exported()
    assert send(client, taken, f"groupes.{kind}").url == reverse(PREVIEW)
    assert "il n’y a rien à écrire" in client.get(reverse(PREVIEW)).text


def test_no_two_links_to_a_file_are_called_alike(client_of):
    found = re.findall(r"<a [^>]*fichier/[^>]*>([^<]+)</a>", client_of("coordinator").get(reverse(SEND)).text)
    assert len(set(map(str.casefold, found))) == len(found) == 4
