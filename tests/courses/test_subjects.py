"""« Ce qui s’écrit » : a subject proposed, taken back, then written by those who write the site."""

import pytest
from django.urls import reverse

from accounts import personal_data
from config.settings_parts import rate_limits
from courses.models import Subject
from tests.courses.committee_kit import Sitting, decided, subject_of

INDEX, PROPOSE = reverse("courses:subjects"), reverse("courses:propose_subject")
SAID = {"title": "Préparer une sortie", "words": "Avec peu d’argent."}
State = Subject.State


def test_a_member_proposes_a_subject_and_takes_it_back(client_of, people):
    browser = client_of("member")
    assert browser.post(PROPOSE, SAID).status_code == 302
    subject = Subject.objects.get()
    assert (subject.title, subject.words, subject.author) == (*SAID.values(), people.member)
    assert SAID["title"] in browser.get(INDEX).text
    client_of("other_member").post(reverse("courses:take_back_subject", args=[subject.pk]))
    assert Subject.objects.exists()
    for _ in range(2):
        assert browser.post(reverse("courses:take_back_subject", args=[subject.pk])).status_code == 302
    assert not Subject.objects.exists()


def test_an_empty_form_says_what_is_missing_and_loses_nothing(client_of):
    answer = client_of("member").post(PROPOSE, {"title": SAID["title"]})
    assert answer.status_code == 422
    assert f'value="{SAID["title"]}"' in answer.text
    assert "Dites ce que l’on voudrait savoir faire" in answer.text


def test_what_names_somebody_is_said_once(client_of):
    browser, named = client_of("member"), {**SAID, "words": "Comme chez Kevin."}
    warned = browser.post(PROPOSE, named)
    assert warned.status_code == 422
    assert not Subject.objects.exists()
    assert browser.post(PROPOSE, {**named, "already_said": warned.context["form"].remarks}).status_code == 302


def test_the_same_page_sent_twice_proposes_once(client_of):
    browser = client_of("member")
    ref = browser.get(PROPOSE).context["form"]["ref"].value()
    for _ in range(2):
        browser.post(PROPOSE, {**SAID, "ref": ref})
    assert Subject.objects.count() == 1


def test_five_subjects_of_one_person_wait_at_most(client_of, people):
    for _ in range(5):
        subject_of(people.member)
    answer = client_of("member").post(PROPOSE, SAID)
    assert answer.status_code == 429
    assert "attendent" in answer.text
    assert Subject.objects.count() == 5


def test_five_subjects_a_day(client_of, settings):
    settings.LIMITS = rate_limits.OURS
    browser = client_of("member")
    for number in range(5):
        browser.post(PROPOSE, {**SAID, "title": f"Sujet {number}"})
        Subject.objects.all().delete()
    answer = browser.post(PROPOSE, SAID)
    assert answer.status_code == 429
    assert "cinq sujets" in answer.text


def test_a_referent_of_a_collective_proposes_none(client_of):
    assert client_of("referent").get(PROPOSE).status_code == 403


def test_everybody_signed_in_reads_what_is_decided_and_why(client_of):
    decided(), decided("Écrire au maire", State.NOT_KEPT, reason="Une leçon le dit déjà.")
    page = client_of("member").get(INDEX).text
    assert "Choisi" in page
    assert "Pourquoi&nbsp;: Une leçon le dit déjà." in page
    assert "Sans se tromper." not in page


@pytest.fixture
def writer(client_of):
    return client_of("superuser")


def test_those_who_write_the_site_say_where_a_subject_is(writer, module, client_of):
    subject = decided()
    page = reverse("courses:write_subject", args=[subject.pk])
    assert subject.words in writer.get(page).text
    writer.post(page, {"step": "begin"})
    assert "En cours d’écriture" in client_of("member").get(INDEX).text
    writer.post(page, {"step": "put_back"})
    assert Subject.objects.get().state == State.CHOSEN
    assert writer.post(page, {"step": "publish"}).status_code == 422
    assert writer.post(page, {}).status_code == 422
    assert writer.post(page, {"step": "publish", "module": module.pk}).status_code == 302
    assert f'href="{module.url}"' in client_of("member").get(INDEX).text
    assert writer.get(page).status_code == 404


def test_an_unpublished_module_is_linked_no_more(writer, module, client_of):
    decided(state=State.PUBLISHED, module_key=module.translation_key)
    module.unpublish()
    assert module.title not in client_of("member").get(INDEX).text


@pytest.mark.parametrize("kind", ["member", "facilitator", "coordinator"])
def test_nobody_else_says_where_a_subject_is(client_of, kind):
    assert client_of(kind).get(reverse("courses:write_subject", args=[decided().pk])).status_code == 404


def test_the_file_of_ones_own_data_tells_what_waits_and_nothing_decided(people):
    sitting = Sitting(people)
    subject_of(sitting.alice, "Le mien")
    decided("Décidé")
    told = dict(personal_data.export(sitting.alice))["comité des leçons"]
    assert [each["le sujet"] for each in told["sujets proposés"]] == ["Le mien"]
    assert told["ma place au comité"]["jusqu’au"] == sitting.seats[0].ends_on


def test_erasing_an_account_erases_its_subject_that_waits(people):
    subject_of(people.member)
    people.member.delete()
    assert not Subject.objects.exists()
