"""The menu of the button of the editor: each action once, in the words of the guide."""

import re
from pathlib import Path

import pytest
from django.urls import reverse

from tests.cms.test_workflow import form_of

pytestmark = pytest.mark.django_db
GUIDE = Path(__file__).resolve().parents[2] / "docs" / "editing.md"


def menu(client, lesson) -> list[str]:
    """Return the items of the menu, the button itself first."""
    text = client.get(reverse("wagtailadmin_pages:edit", args=[lesson.pk])).text
    footer = text[text.index("<footer") : text.index("</footer>")]
    said = (re.sub(r"<[^>]+>", " ", each) for each in re.findall(r"<button.*?</button>", footer, re.DOTALL))
    return [line for words in said if (line := " ".join(words.split())) not in {"", "Plus d'actions"}]


@pytest.fixture
def submitted(lesson, client_of):
    edit = reverse("wagtailadmin_pages:edit", args=[lesson.pk])
    client_of("editor").post(edit, form_of("Compter à deux", **{"action-submit": "oui"}))
    lesson.refresh_from_db()
    return lesson


@pytest.fixture
def sent_back(submitted, client_of):
    task = submitted.current_workflow_task_state
    reject = reverse("wagtailadmin_pages:workflow_action", args=[submitted.pk, "reject", task.pk])
    client_of("moderator").post(reject, {"comment": "Une source ?"})
    return submitted


def test_an_editor_submits(lesson, client_of):
    assert menu(client_of("editor"), lesson) == ["Enregistrer le brouillon", "Soumettre à Relecture"]


def test_an_editor_may_stop_a_running_review(submitted, client_of):
    assert menu(client_of("editor"), submitted) == ["Arrêter la relecture", "Page verrouillée"]


def test_a_moderator_approves_or_asks_for_a_change(submitted, client_of):
    assert menu(client_of("moderator"), submitted) == [
        "Enregistrer le brouillon",
        "Arrêter la relecture",
        "Demander des modifications",
        "Approuver et Publier",
    ]


def test_after_a_remark_the_editor_submits_again(sent_back, client_of):
    assert menu(client_of("editor"), sent_back) == [
        "Enregistrer le brouillon",
        "Arrêter la relecture",
        "Soumettre de nouveau",
    ]


def test_submitting_again_gives_it_back_to_the_moderators(sent_back, client_of):
    edit = reverse("wagtailadmin_pages:edit", args=[sent_back.pk])
    client_of("editor").post(edit, form_of("Compter à trois", **{"action-submit": "oui"}))
    assert "Compter à trois" in client_of("moderator").get("/admin/").text


def test_the_guide_quotes_the_menu(submitted, client_of):
    guide = GUIDE.read_text(encoding="utf-8").replace("\xa0", " ")
    for words in ("Approuver et Publier", "Demander des modifications"):
        assert words in menu(client_of("moderator"), submitted)
        assert f"« {words} »" in guide
    for words in ("Soumettre à Relecture", "Soumettre de nouveau", "Enregistrer le brouillon"):
        assert f"« {words} »" in guide


def test_the_guide_quotes_the_way_in(lesson, client_of, client):
    guide = GUIDE.read_text(encoding="utf-8").replace("\xa0", " ")
    door, account = client.get("/compte/connexion/").text, client_of("editor").get("/compte/").text
    for words, page in (("Entrer", door), ("J’ai un mot de passe", door), ("Espace de rédaction", account)):
        assert f"« {words} »" in guide
        assert words in page
    assert "Se connecter" not in guide


def test_the_guide_says_where_the_sensitive_words_are(lesson, client_of):
    assert "Dans « Paramètres », la modération tient la liste" in GUIDE.read_text(encoding="utf-8").replace("\xa0", " ")
    props = client_of("moderator").get("/admin/").text
    settings = props[props.index('"label": "Param') :]
    assert "Mots sensibles" in settings
