"""« Poser une question »: a hint tells nothing that nobody reads on the site, but of one's own groups."""

import html
import re

import pytest
from django.test import Client
from django.urls import reverse

from content.models import Question, Term
from content.practices.privacy_hints import ALL_CAPITALS, names, remarks_each
from directory.models import PeerGroup
from passport.models import HealthWord
from tests.directory.factories import CollectiveFactory, PeerGroupFactory
from tests.security import odd

pytestmark = pytest.mark.django_db
ASK = reverse("practices:ask")
# A name and a town, begun by a sentence, inside one, in small letters, after a little word.
TEXTS = [
    "Le Quetzalpin me refuse la clé.",
    "Au Quetzalpin, on me refuse la clé. Axolotville aussi.",
    "Axolotville me refuse la clé.",
    "On me refuse la clé du quetzalpin à Axolotville.",
    "On me refuse la clé de l’ancien Tamaris, à axolotville.",
    "Tamaris me refuse la clé.",
]


@pytest.fixture
def visitor() -> Client:
    return Client(headers={"Sec-Fetch-Site": "same-origin"})


def said(word: str) -> str:
    return f"Ce mot peut faire reconnaître quelqu’un\xa0: «\xa0{word}\xa0»."


@pytest.mark.parametrize("who", ["", "other_member", "moderator"])
def test_hidden_groups_and_former_names_change_no_answer(people, who):
    user = getattr(people, who) if who else None
    before = [names(text, user) for text in TEXTS]
    group = PeerGroupFactory(name="Le Tamaris", town="Axolotville", is_listed=False)
    group.name = "GEM Le Quetzalpin"
    group.save()
    gone = CollectiveFactory(name="Le Tamaris", town="Axolotville")
    gone.delete()
    assert group.former_names.exists()
    assert [names(text, user) for text in TEXTS] == before


def test_a_hidden_group_changes_no_remark_of_who_writes_and_is_told_to_who_reads(people):
    texts = [text.replace("à Axolotville", "avec Axolotville") for text in TEXTS]
    before, unread = remarks_each(texts, people.other_member), remarks_each(texts, None)
    PeerGroupFactory(name="GEM Le Quetzalpin", town="Axolotville", is_listed=False)
    assert remarks_each(texts, people.other_member) == before
    assert remarks_each(texts, None) != unread


def test_the_form_itself_answers_a_stranger_alike(visitor, index):
    def answers() -> list[str]:
        return [visitor.post(ASK, {"text": text, "key": "k" * 22, "already_said": "rien"}).text for text in TEXTS]

    before = answers()
    Question.objects.all().delete()
    group = PeerGroupFactory(name="Le Tamaris", town="Axolotville", is_listed=False)
    group.name = "GEM Le Quetzalpin"
    group.save()
    assert answers() == before


@pytest.mark.parametrize("text", ["Le Quetzalpin me refuse la clé.", "Axolotville me refuse la clé."])
def test_what_the_directory_shows_is_seen(text):
    assert names(text.replace("Le Q", "Un q"), None) == []
    PeerGroupFactory(name="GEM Le Quetzalpin", town="Axolotville")
    assert names(text, None) != []


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Au Quetzalpin, on me refuse la clé.", "Quetzalpin"),
        ("L’Inouï me refuse la clé.", "Inouï"),
        ("On me dit «\xa0non\xa0» au GEM Tamaris.", "Tamaris"),
        ("La tutrice Durand-Machin ne répond pas.", "Durand-Machin"),
        ("Mon frère a vu le QZX.", "QZX"),
    ],
)
def test_any_capital_inside_a_sentence_is_seen(text, word):
    HealthWord.objects.create(word="GEM", kind=HealthWord.Kind.GROUP)
    assert names(text, None) == [said(word)]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   ",
        "Bonjour, Je suis au RSA. Ai-je droit à la MDPH ?",
        "Madame, Monsieur,\nMon frère demande : Que faire ?",
        "Le dossier dit : A, B ou C.",
        "On vote en AG, puis au CA.",
        "À Pâques, la Caf. Puis le GEM.",
    ],
)
def test_little_words_and_words_that_the_site_explains_give_no_hint(text):
    HealthWord.objects.create(word="GEM", kind=HealthWord.Kind.GROUP)
    HealthWord.objects.create(word="MDPH", kind=HealthWord.Kind.PROTECTION)
    for word in ("RSA", "CAF"):
        Term.objects.create(word=word, meaning="Un sigle expliqué.")
    assert names(text, None) == []


@pytest.mark.parametrize("text", odd.TEXTS)
def test_odd_texts_give_no_hint(text):
    assert names(text, None) == []


def test_a_text_in_capitals_is_said_once():
    assert names("LE TAMARIS ME REFUSE LA CLÉ", None) == [ALL_CAPITALS]


def test_each_word_is_said_once_and_the_text_goes_all_the_same(visitor, index):
    text = "Mme Durand du Tamaris, à Tamaris, me refuse la clé."
    assert names(text, None) == [said("Mme Durand"), said("Tamaris")]
    data = {"text": text, "already_said": names(text, None)}
    assert visitor.post(ASK, {"text": text}).status_code == 422
    assert visitor.post(ASK, data).status_code == 201


def test_a_name_on_two_lines_is_said_as_the_browser_sends_it_back(visitor, index):
    """A browser writes the end of a line in its own way: said on one line, the remark is the same the second time."""
    PeerGroupFactory(name="GEM Le Phare Blanc")
    data = {"text": "Au\nPhare\nBlanc, M.\nDurand me refuse la clé."}
    remarks = re.findall(r'name="already_said" value="([^"]+)"', visitor.post(ASK, data).text)
    assert not any("\n" in html.unescape(each) for each in remarks)
    assert visitor.post(ASK, data | {"already_said": list(map(html.unescape, remarks))}).status_code == 201


def test_the_hints_cost_few_queries(django_assert_max_num_queries):
    with django_assert_max_num_queries(3):
        names("Au Quetzalpin avec Marie", None)


def test_a_member_reads_the_hints_of_their_own_group(people):
    PeerGroup.objects.filter(pk=people.here.pk).update(is_listed=False, town="Axolotville")
    assert names("Au groupe d’ici", people.member) != []
    assert names("Au groupe d’ici", people.other_member) == []
    assert names("Axolotville me refuse la clé.", people.member) == [said("Axolotville")]


def test_what_is_sent_back_with_a_hint_is_counted(visitor, index, settings):
    settings.LIMITS = {"question": "2/h/key"}
    sent = [visitor.post(ASK, {"text": f"Le foyer de Villeurbanne {n} ?"}) for n in range(3)]
    assert [each.status_code for each in sent] == [422, 422, 429]
    assert "Le foyer de Villeurbanne 2" in sent[-1].text and "Ce mot peut" not in sent[-1].text


def test_a_hint_takes_nothing_of_the_one_question_an_hour_of_a_full_day(visitor, index, settings, monkeypatch):
    monkeypatch.setattr("content.practices.questions.rules.MOST_A_DAY", 0)
    settings.LIMITS = {"question": "10/h/key", "question_late": "1/h/key"}
    said_once = {"text": "Le foyer de Villeurbanne ?"}
    assert visitor.post(ASK, said_once).status_code == 422
    assert visitor.post(ASK, said_once | {"already_said": [said("Villeurbanne")]}).status_code == 201
