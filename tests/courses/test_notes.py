"""« Pour vous seulement »: a note kept under a reflection, read, changed and erased by its writer alone."""

import re

from django.urls import reverse

from courses.learning import lookup
from courses.models import Note
from courses.notes import rules
from tests.courses.factories import address, module_with, published, reflection_block
from tests.courses.notes import WORDS, seen_on

FIELD = "Garder pour moi"


def page(browser, url: str) -> str:
    return browser.get(url).content.decode()


def test_a_member_keeps_a_note_and_finds_it_in_the_lesson_and_on_their_page(member, reflecting, block, write_note):
    response = write_note(member)
    assert (response.status_code, response.url) == (302, f"{address(reflecting)}#pour-vous-{block['id']}")
    body = page(member, address(reflecting))
    assert WORDS in body and "C’est gardé, pour vous seulement." in body
    mine = page(member, reverse("courses:notes"))
    assert WORDS in mine and "Que savez-vous déjà faire" in mine and reflecting.title in mine
    assert f"{address(reflecting)}#pour-vous-{block['id']}" in mine


def test_two_readers_of_one_lesson_never_read_each_other(member, browser_of, reflecting, write_note):
    write_note(member)
    for kind in ("other_member", "facilitator", "moderator", "superuser", "visitor"):
        for _ in range(2):  # from fragments and kept pages too
            other = browser_of(kind)
            assert WORDS not in page(other, address(reflecting)), kind
            assert kind == "visitor" or WORDS not in page(other, reverse("courses:notes")), kind
    assert WORDS in page(member, address(reflecting))


def test_no_page_of_a_member_is_kept_with_their_token(member, browser_of, reflecting):
    """The form carries a token of its page: drawn for one member, it would serve another."""
    tokens = [re.findall(r'name="_owner" value="([^"]+)"', page(browser_of(kind), address(reflecting))) for kind in
              ("member", "facilitator")]  # fmt: skip
    assert tokens[0] and tokens[1] and not set(tokens[0]) & set(tokens[1])


def test_another_account_neither_changes_nor_erases_a_note(member, browser_of, people, write_note, block):
    write_note(member)
    other = browser_of("other_member")
    write_note(other, "Autre chose.")
    other.post(reverse("courses:erase_note", args=[block["id"]]))
    (note,) = Note.objects.all()
    assert note.user == people.member and rules.read(note).words == WORDS


def test_a_visitor_reads_the_question_and_how_to_keep_an_answer(visitor, reflecting, write_note):
    for _ in range(2):
        body = page(visitor, address(reflecting))
        assert "Que savez-vous déjà faire" in body and "On part de là." in body
        assert "Pensez-y, ou écrivez-le sur une feuille." in body and FIELD not in body
        assert f"?next={address(reflecting)}" in body
    assert "/compte/connexion/" in write_note(visitor).url
    assert not Note.objects.exists()


def test_a_note_changes_and_is_kept_once_whatever_is_pressed_twice(member, write_note):
    write_note(member)
    write_note(member)
    write_note(member, "Et ouvrir le local.")
    (note,) = Note.objects.all()
    assert rules.read(note).words == "Et ouvrir le local."


def test_the_same_words_sent_again_from_an_older_page_are_no_other_note(member, write_note):
    write_note(member, seen="")
    assert write_note(member, seen="").status_code == 302
    assert Note.objects.count() == 1


def test_a_note_changed_in_another_tab_is_shown_beside_what_was_typed(member, write_note):
    write_note(member)
    refused = write_note(member, "Autre page.", seen="")
    body = refused.content.decode()
    assert refused.status_code == 422
    assert "Autre page." in body and WORDS in body and "Cette note a changé ailleurs" in body
    assert rules.read(Note.objects.get()).words == WORDS
    write_note(member, "Autre page.", seen=seen_on(body))
    assert rules.read(Note.objects.get()).words == "Autre page."


def test_too_long_is_refused_beside_the_field_and_nothing_is_lost(member, write_note):
    text = "Une phrase. " * 200
    refused = write_note(member, text)
    body = refused.content.decode()
    assert refused.status_code == 422 and not Note.objects.exists()
    assert "<title>Erreur" in body
    assert text.strip() in body and "Votre note est trop longue" in body and "2\N{NO-BREAK SPACE}000" in body
    assert 'maxlength="2000"' not in body
    assert write_note(member, "é" * 2000).status_code == 302


def test_an_empty_note_is_refused_and_erases_nothing(member, write_note):
    write_note(member)
    assert write_note(member, "  \n ").status_code == 422
    assert rules.read(Note.objects.get()).words == WORDS


def test_too_many_an_hour_are_refused_and_nothing_is_lost(member, write_note, settings):
    settings.LIMITS = {"note": "1/h/key"}
    assert write_note(member).status_code == 302
    refused = write_note(member, "Une de plus.")
    assert refused.status_code == 429 and "Une de plus." in refused.content.decode()


def test_one_press_erases_a_note_in_the_lesson_or_on_the_page_of_all(member, reflecting, block, write_note):
    write_note(member)
    response = write_note(member, erase="1")
    assert response.status_code == 302 and response.url.startswith(address(reflecting)) and not Note.objects.exists()
    write_note(member)
    for _ in range(2):
        response = member.post(reverse("courses:erase_note", args=[block["id"]]))
        assert response.url == reverse("courses:notes")
    assert not Note.objects.exists()
    assert "Pas encore de note" in page(member, reverse("courses:notes"))


def test_words_for_a_question_that_left_the_lesson_are_given_back(member, reflecting, write_note):
    gone = write_note(member, question=reflection_block()["id"])
    assert gone.status_code == 422 and WORDS in gone.content.decode()
    assert "Cette question n’est plus dans la leçon" in gone.content.decode() and not Note.objects.exists()
    assert write_note(member, question="²", erase="1").status_code == 302


def test_a_note_outlives_its_lesson_with_its_question(member, reflecting, write_note):
    write_note(member)
    reflecting.unpublish()
    mine = page(member, reverse("courses:notes"))
    assert WORDS in mine and "Que savez-vous déjà faire" in mine and reflecting.title in mine
    assert "Cette question n’est plus dans une leçon du site." in mine and "La changer" not in mine


def test_a_lesson_that_moves_takes_the_way_back_along(member, reflecting, index, write_note):
    write_note(member)
    other = module_with(index, lessons=0, slug="ailleurs")
    reflecting.move(other, pos="last-child")
    published()
    assert f"/formations/ailleurs/{reflecting.slug}/#pour-vous-" in page(member, reverse("courses:notes"))


def test_two_before_one_screen_see_no_note(member, people, reflecting, write_note, monkeypatch):
    write_note(member)
    monkeypatch.setattr("accounts.card_beside.is_shown", lambda *_: True)
    body = page(member, address(reflecting))
    assert WORDS not in body and "Vos notes ne sont pas montrées." in body


def test_the_easy_version_asks_the_question_alone(member, reflecting):
    reflecting.easy_read = [("sentences", ["Une phrase courte."])]
    reflecting.save()
    published()
    member.post("/confort/", {"easy": "on"})
    body = page(member, address(reflecting))
    assert "Une phrase courte." in body and "Que savez-vous déjà faire" in body
    assert "On part de là." not in body and FIELD in body


def test_a_preview_keeps_nothing_and_shows_no_note_of_its_editor(browser_of, people, reflecting, write_note):
    editor = browser_of("superuser")
    write_note(editor)
    reflecting.save_revision()
    body = page(editor, reverse("wagtailadmin_pages:view_draft", args=[reflecting.pk]))
    assert "Que savez-vous déjà faire" in body and "Aperçu" in body
    assert WORDS not in body and FIELD not in body


def test_reading_a_note_is_no_change(member, reflecting, write_note):
    write_note(member)
    before = Note.objects.values_list("updated_at", flat=True).get()
    page(member, address(reflecting))
    page(member, reverse("courses:notes"))
    assert Note.objects.values_list("updated_at", flat=True).get() == before


def test_only_who_keeps_a_note_is_led_to_them_by_the_list_of_modules(member, browser_of, write_note):
    words = "Relire mes notes pour moi"
    write_note(member)
    assert words in page(member, "/formations/")
    assert words not in page(browser_of("facilitator"), "/formations/")
    assert words not in page(browser_of("visitor"), "/formations/")


def test_a_lesson_with_notes_keeps_its_budget(member, reflecting, write_note, count_queries):
    write_note(member)
    for _ in range(2):
        page(member, address(reflecting))
    assert count_queries(lambda: member.get(address(reflecting))) <= 10


def test_keeping_a_note_keeps_the_budget_of_a_mark(member, reflecting, block, write_note, count_queries):
    write_note(member)
    data = {"question": block["id"], "words": WORDS, "seen": ""}
    assert count_queries(lambda: member.post(address(reflecting, "pour-moi"), data)) <= 8


def test_a_reflection_without_an_id_of_ours_is_shown_and_keeps_nothing(member, lessons, forgotten):
    lessons[0].body = [{**reflection_block(), "id": "odd"}]
    lessons[0].save()
    published()
    body = page(member, address(lessons[0]))
    assert "Que savez-vous déjà faire" in body and FIELD not in body
    assert lookup.find_reading("caisse", lessons[0].slug).reflections == {}
