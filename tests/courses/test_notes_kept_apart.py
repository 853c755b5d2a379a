"""A note is for its writer alone: sealed, kept through a lost session, in their file, gone in time."""

import datetime
import re

import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import ReferenceIndex

from accounts import personal_data
from accounts.models import Draft
from courses.models import Note
from courses.notes import rules
from courses.purge import purge
from lib.secrets import unseal
from tests.accounts.kit import card_of, show_alone
from tests.courses.factories import address
from tests.courses.notes import WORDS

OTHER_KEY = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY="


def typed(browser, reflecting, words: str = WORDS) -> dict[str, str]:
    """Return what the form of the page sends: its hidden fields, and the words."""
    body = browser.get(address(reflecting)).content.decode()
    form = body[body.index("/pour-moi/#erreurs") :]
    hidden = dict(
        re.findall(r'<input type="hidden" name="([^"]+)"(?: value="([^"]*)")?', form[: form.index("</form>")])
    )
    return hidden | {"words": words}


def test_what_was_typed_when_the_session_ended_comes_back_to_its_writer_alone(member, people, browser_of, reflecting):
    data = typed(member, reflecting)
    lost = Client(headers={"sec-fetch-site": "same-origin"})
    lost.post(address(reflecting, "pour-moi"), data)
    (draft,) = Draft.objects.all()
    assert draft.user == people.member and not Note.objects.exists()
    assert "présents" not in draft.sealed and WORDS not in browser_of("facilitator").get("/compte/brouillons/").text
    kept = member.get(reverse("accounts:drafts")).content.decode()
    assert WORDS in kept and address(reflecting, "pour-moi") in kept
    member.post(address(reflecting, "pour-moi"), {**data, "_draft": draft.pk})
    assert rules.read(Note.objects.get()).words == WORDS and not Draft.objects.exists()


def test_a_form_read_by_another_account_is_never_kept_as_theirs(member, browser_of, people, reflecting):
    data = typed(member, reflecting)
    browser_of("facilitator").post(address(reflecting, "pour-moi"), data)
    assert not Note.objects.exists()
    assert [draft.user for draft in Draft.objects.all()] == [people.member]


def test_a_card_alone_reads_the_question_and_neither_reads_nor_keeps_a_note(member, people, reflecting):
    data = typed(member, reflecting)
    member.post(address(reflecting, "pour-moi"), data)
    alone = Client(headers={"sec-fetch-site": "same-origin"})
    show_alone(alone, card_of(people.member))
    body = alone.get(address(reflecting)).content.decode()
    assert "Pensez-y, ou écrivez-le sur une feuille." in body
    assert WORDS not in body and "Garder pour moi" not in body
    refused = alone.post(address(reflecting, "pour-moi"), {**data, "words": "Autre chose."})
    assert refused.status_code == 302 and "/compte/" in refused.url
    assert "/compte/" in alone.post(reverse("courses:erase_note", args=[data["question"]])).url
    assert "/compte/" in alone.get(reverse("courses:notes")).url
    assert rules.read(Note.objects.get()).words == WORDS


def test_a_refused_note_waits_at_an_address_sealed_and_for_its_writer(member, reflecting):
    data = typed(member, reflecting, "x" * 2001)
    refused = member.post(address(reflecting, "pour-moi"), data, headers={"accept": "text/html"})
    assert refused.status_code == 303 and refused.url.endswith("#erreurs")
    again = member.get(refused.url.split("#")[0], headers={"accept": "text/html"})
    assert again.status_code == 422 and "x" * 2001 in again.content.decode()
    assert "x" * 50 not in str(dict(member.session))


def test_a_note_that_the_keys_no_longer_open_says_so(member, write_note, settings):
    write_note(member)
    settings.PASSPORT_KEYS = [OTHER_KEY]
    assert "ne peut plus relire cette note" in member.get(reverse("courses:notes")).text
    assert write_note(member, "De nouveau.").status_code == 302
    assert rules.read(Note.objects.get()).words == "De nouveau."


def test_a_note_is_sealed_anew_with_the_newest_key_when_it_is_written(member, write_note, settings):
    old, new = settings.PASSPORT_KEYS[0], OTHER_KEY
    write_note(member)
    settings.PASSPORT_KEYS = [new, old]
    assert WORDS in member.get(reverse("courses:notes")).text
    write_note(member)
    settings.PASSPORT_KEYS = [new]
    assert WORDS in member.get(reverse("courses:notes")).text


def test_my_data_holds_the_notes_of_the_member_alone(member, people, reflecting, write_note):
    write_note(member)
    (told,) = personal_data.export(people.member)["mes notes pour moi"]
    assert (told["ma note"], told["leçon"]) == (WORDS, reflecting.title) and told["question"].startswith("Que savez")
    assert personal_data.export(people.other_member)["mes notes pour moi"] == []


def test_notes_go_with_the_account(member, people, write_note):
    write_note(member)
    personal_data.erase(people.member)
    assert not Note.objects.exists()


def test_a_note_goes_after_twelve_months_without_a_change(member, write_note):
    write_note(member)
    with time_machine.travel(timezone.now() + datetime.timedelta(days=365), tick=False):
        assert purge() == 0 and Note.objects.exists()
    with time_machine.travel(timezone.now() + datetime.timedelta(days=367), tick=False):
        assert purge() == 1 and not Note.objects.exists()


def test_the_admin_never_lists_notes():
    assert not ReferenceIndex.model_is_indexable(Note)


def test_what_is_kept_is_nowhere_in_the_row_but_sealed(member, people, write_note):
    write_note(member)
    note = Note.objects.get()
    row = " ".join(str(value) for value in Note.objects.values_list().get())
    assert "liste" not in row and "faire" not in row and "liste" not in str(note)
    assert note.user == people.member and unseal(note.sealed)["words"] == WORDS
