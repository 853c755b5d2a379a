"""The guide of the editors: in the admin, with pictures that exist, and the same words in docs/editing.md."""

import subprocess
import sys
from pathlib import Path

import pytest
from django.urls import reverse

ROOT = Path(__file__).resolve().parents[2]
PICTURES = ROOT / "static" / "img" / "guide"
GUIDE = sorted((ROOT / "content" / "templates" / "content" / "admin").glob("guide*.html"))


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["editor", "moderator", "superuser"])
def test_whoever_writes_reads_it_from_the_home_and_the_menu(lesson, client_of, kind):
    client = client_of(kind)
    home = client.get("/admin/").text
    assert home.count(reverse("writing_guide")) >= 2
    text = client.get(reverse("writing_guide")).text
    for subject in ("second code", "Poser une question", "version facile", "sources", "images", "Dupliquer", "fiches"):
        assert subject in text


@pytest.mark.django_db
def test_others_do_not_read_the_guide(lesson, client_of):
    assert client_of("member").get(reverse("writing_guide")).status_code == 404


def test_the_document_says_what_the_guide_says():
    made = subprocess.run([sys.executable, "tools/guide.py", "--check"], cwd=ROOT, capture_output=True, text=True)
    assert made.returncode == 0, made.stdout
    assert "{%" not in (ROOT / "docs" / "editing.md").read_text(encoding="utf-8")


def test_every_picture_is_used_and_they_weigh_little():
    pictures = list(PICTURES.glob("*.png"))
    assert {f"img/guide/{each.name}" for each in pictures} == {
        part.split("'")[0] for part in "".join(each.read_text() for each in GUIDE).split("{% static '")[1:]
    }
    assert sum(each.stat().st_size for each in pictures) < 1_500_000


@pytest.mark.django_db
def test_the_words_of_the_admin_are_plain(lesson, client_of):
    text = client_of("editor").get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).text
    for word in ("Adresse courte", "Conseils de relecture", "Ajouter : Source", "Sujet sensible"):
        assert word in text
    for word in (">Promotion<", "un(e)", "Slug<", "balise title", "menus du site"):
        assert word not in text


@pytest.mark.django_db
@pytest.mark.parametrize(("kind", "shown"), [("editor", False), ("moderator", True)])
def test_reports_are_for_those_who_publish(lesson, client_of, kind, shown):
    assert ('"name": "reports"' in client_of(kind).get("/admin/").text) is shown
