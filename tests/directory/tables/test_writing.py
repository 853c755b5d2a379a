"""A file is written whole or not at all; what is taken away and sent back changes nothing."""

import csv
import io

import pytest
from django.db import IntegrityError
from openpyxl import load_workbook
from wagtail.models import ModelLogEntry, Revision
from wagtail.search.backends import get_search_backend

from directory import editing
from directory.editing import ChangedMeanwhileError
from directory.models import PeerGroup
from directory.tables import bulk, files, writing
from lib.cells import FORMULAS
from tests.directory.factories import PeerGroupFactory
from tests.directory.tables.kit import HEAD, exported, lines_of, planned, told
from tests.people import person

pytestmark = pytest.mark.django_db
FILE = f"{HEAD}GEM St-Éloi;Rouen;76;autisme;02 35 00 00 00;exemple.fr;lundi\nÉbènes;Caen;14;;;;mardi"
ODD = ("=1+1", "+33 1 00 00 00 00", "-x", "@x", "'=1", "''x", '"Les" ; Amis', "a\tb", "l’été\u00a0: 9\u202fh")


def write(content, by=None):
    lines = lines_of(content)
    return writing.write(lines, writing.planned(lines).told, by or person("Coordination"))


def state():
    return list(PeerGroup.objects.order_by("pk").values()), Revision.objects.count()


def test_a_file_adds_and_changes_with_a_revision_for_each():
    group = PeerGroupFactory(
        slug="ebenes", name="Les Ébènes", town="Caen", opening_hours="lundi", source_url="http://x.fr"
    )
    author = person("Coordination")
    write(FILE, author)
    new = PeerGroup.objects.get(slug="gem-st-eloi")
    assert (new.name, new.town, new.department, new.region) == ("GEM St-Éloi", "Rouen", "Seine-Maritime", "Normandie")
    assert (new.kind, new.website, new.is_listed, new.stage) == ("autism", "https://exemple.fr", True, "open")
    group.refresh_from_db()
    assert (group.opening_hours, group.source_title, group.source_url) == ("mardi", editing.COORDINATION, "")
    assert [each.user for each in new.revisions.all()] == [author]
    assert [each.content["opening_hours"] for each in group.revisions.order_by("pk")] == ["lundi", "mardi"]


def test_the_name_of_a_file_is_the_one_that_the_group_gave_itself():
    renamed = PeerGroupFactory(slug="gem-caen", name="GEM de Caen", town="Caen")
    met = PeerGroupFactory(slug="gem-lisieux", name="GEM de Lisieux", town="Lisieux")
    head = "Identifiant;Nom;Ville;Horaires\n"
    write(f"{head};GEM St-Éloi;Rouen;\ngem-caen;Les Ébènes;Caen;\n;GEM de Lisieux;Lisieux;lundi")
    assert PeerGroup.objects.get(slug="gem-st-eloi").name_is_official
    renamed.refresh_from_db()
    met.refresh_from_db()
    assert (renamed.name, renamed.name_is_official) == ("Les Ébènes", True)
    assert (met.opening_hours, met.name_is_official) == ("lundi", False), "known under that name already"


def test_the_same_file_again_changes_nothing():
    write(FILE)
    before = state()
    assert not write(FILE).to_write
    assert state() == before


def test_a_group_in_creation_stays_out_of_the_directory():
    write("Nom;Ville;État\nLes Ébènes;Rouen;en création")
    assert (PeerGroup.objects.get().stage, PeerGroup.objects.get().is_listed) == ("creation", False)


def test_what_was_not_shown_is_not_written():
    lines = lines_of(FILE)
    shown = writing.planned(lines).told
    PeerGroupFactory(name="Saint-Éloi", town="Rouen")
    before = state()
    with pytest.raises(ChangedMeanwhileError):
        writing.write(lines, shown, person("Coordination"))
    assert state() == before


def test_a_refusal_in_the_middle_writes_nothing(monkeypatch):
    PeerGroupFactory(name="Les Ébènes", town="Caen")
    lines, before = lines_of(FILE), state()

    def fail(*written):
        raise IntegrityError

    monkeypatch.setattr(bulk, "correct", fail)
    with pytest.raises(ChangedMeanwhileError):
        writing.write(lines, writing.planned(lines).told, person("Coordination"))
    assert state() == before


def test_a_written_group_is_as_one_saved_by_itself(indexed):
    author = person("Coordination")
    known = {"town": "Caen", "department_code": "14", "kind": "other", "name_is_official": True}
    alone = PeerGroup(name="Les Érables", **known)
    editing.add(alone, author)
    write("Nom;Ville;Département;Public\nLes Ormes;Caen;14;autre", author)
    both = PeerGroup.objects.order_by("pk").values()
    told_apart = {"id", "slug", "name", "latest_revision_id"}
    one, other = ({name: value for name, value in row.items() if name not in told_apart} for row in both)
    assert one == other
    content = [revision.content for revision in Revision.objects.order_by("pk")]
    assert content[0].keys() == content[1].keys()
    assert [(line.action, line.user, line.content_changed) for line in ModelLogEntry.objects.all()] == [
        ("wagtail.create", author, True)
    ] * 2
    assert [group.name for group in get_search_backend().search("ormes", PeerGroup)] == ["Les Ormes"]


@pytest.mark.one_database
def test_a_hundred_groups_cost_as_many_statements_as_three(django_assert_max_num_queries, monkeypatch):
    monkeypatch.setattr(bulk, "get_search_backends", lambda **asked: [])  # the search has a statement or two a group
    author = person("Coordination")
    for number in (3, 90):
        rows = "".join(f"Groupe {number}-{each};Rouen;76;;;;lundi\n" for each in range(number))
        for hours in ("lundi", "mardi"):
            lines = lines_of(HEAD + rows.replace("lundi", hours))
            told_first = writing.planned(lines).told
            with django_assert_max_num_queries(14):
                writing.write(lines, told_first, author)


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_what_is_taken_away_and_sent_back_changes_nothing(kind):
    for text in ODD:
        PeerGroupFactory(name=f"{text} Amis", public_contact=text, opening_hours=f"{text}\r\n{text}", status_note=text)
    PeerGroupFactory(department_code="2A", kind="brain_injury", website="https://exemple.fr/a?b=c", stage="creation")
    found = planned(exported(kind))
    assert not found.faults
    assert {outcome for outcome, _ in told(found)} == {"same"}


def test_no_cell_taken_away_is_a_formula():
    for text in ODD:
        PeerGroupFactory(name=text, public_contact=text)
    cells = [cell for row in csv.reader(io.StringIO(exported().decode()), delimiter=";") for cell in row]
    assert len(cells) == (len(ODD) + 1) * len(files.HEADINGS)
    assert not [cell for cell in cells if cell.lstrip(" ").startswith(FORMULAS)]
    sheet = load_workbook(io.BytesIO(exported("xlsx"))).active
    assert {cell.data_type for row in sheet for cell in row if cell.value is not None} == {"s"}


def test_a_csv_opens_in_a_french_spreadsheet():
    PeerGroupFactory(slug="ici", name="Ébènes", town="Évreux")
    written = exported()
    assert written.startswith(b"\xef\xbb\xbfIdentifiant;Nom;Ville;D")
    assert "ici;Ébènes;Évreux;" in written.decode()
