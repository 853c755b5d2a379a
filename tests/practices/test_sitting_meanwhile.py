"""« Lire à la suite » : what changed while a moderator was reading, and what is pressed twice."""

import pytest

from content.models import PracticePage
from content.practices.sheets import actions
from tests.practices.sent_sheets import acts_of, case_of, desk, in_the_admin, is_live, send_sheet
from tests.practices.sittings import chosen, line_of, press, shown

pytestmark = pytest.mark.django_db


def test_what_can_be_done_no_more_is_named_and_the_rest_is_done(reader, people, second):
    treated, changed = send_sheet(people.member, title="Traitée"), send_sheet(people.member, title="Changée")
    taken_back, erased = send_sheet(people.member, title="Retirée"), line_of(people.member)
    good = send_sheet(people.other_member, title="Bonne")
    data = shown(reader)
    for sheet in (treated, changed, taken_back, good):
        data = chosen(data, case_of(sheet), "publish")
    data = chosen(data, erased.cases.get(), "return", "Un mot pour rien.")
    title = f"J’ai essayé : {erased.practice.title}"
    desk(in_the_admin(second), treated, "refuser", **{"refuse-words": "Non."})
    latest = changed.get_latest_revision_as_object()
    latest.what_we_did = "Autre chose."
    latest.save_revision()
    actions.withdraw(taken_back, people.member)
    erased.delete()
    text = press(reader, data).text.replace("\xa0", " ")
    assert "« Traitée » : pas fait. C’est déjà fait" in text
    assert "« Changée » : pas fait. Le texte a changé" in text
    assert "« Retirée » : pas fait. La personne qui l’a écrite l’a retirée." in text
    assert f"« {title} » : pas fait. Elle n’est plus là" in text
    assert "Votre mot : « Un mot pour rien. »" in text
    assert "C’est fait : 1 publiée." in text
    assert [is_live(sheet) for sheet in (treated, changed, taken_back, good)] == [False, False, False, True]


def test_a_text_that_changed_is_read_again_before_it_is_chosen(reader, people):
    changed, other = send_sheet(people.member), send_sheet(people.other_member, title="Une autre")
    data = chosen(shown(reader), case_of(changed), "return", "Un mot déjà écrit.")
    data = chosen(data, case_of(other), "return")
    latest = changed.get_latest_revision_as_object()
    latest.what_we_did = "Autre chose."
    latest.save_revision()
    page = press(reader, data)
    row = next(row for row in page.context["rows"] if row.item.case == case_of(changed))
    assert row.has_changed
    assert row.form["decision"].value() == "later"
    assert row.form["seen"].value() != data[f"c{case_of(changed).pk}-seen"]
    assert "Autre chose." in page.text
    assert "Un mot déjà écrit." in page.text


def test_a_text_written_over_since_it_was_read_is_not_published(reader, people):
    sheet = send_sheet(people.member)
    begun = sheet.get_latest_revision_as_object()
    begun.save_revision()
    data = chosen(shown(reader), case_of(sheet), "publish")
    read = PracticePage.objects.get(pk=sheet.pk)
    over = read.get_latest_revision_as_object()
    over.what_we_did = "Jamais lu."
    over.save_revision(overwrite_revision=read.latest_revision)
    assert PracticePage.objects.get(pk=sheet.pk).latest_revision_id == read.latest_revision_id
    press(reader, data)
    assert not is_live(sheet)


def test_what_waits_no_more_is_named_on_the_page_to_mend(reader, people):
    gone, other = line_of(people.member), send_sheet(people.other_member)
    data = chosen(shown(reader), gone.cases.get(), "return", "Un mot déjà écrit.")
    data = chosen(data, case_of(other), "return")
    gone.delete()
    page = press(reader, data)
    assert page.status_code == 422
    assert f"J’ai essayé : {gone.practice.title}&nbsp;» n’attend plus ici" in page.text
    assert "Un mot déjà écrit." in page.text


def test_pressing_twice_does_it_once_and_says_no_fault(reader, people):
    published, returned = send_sheet(people.member), send_sheet(people.other_member, title="Une autre")
    line, refused = line_of(people.member), line_of(people.other_member)
    data = chosen(shown(reader), case_of(published), "publish")
    data = chosen(data, case_of(returned), "return", "Dites combien.")
    data = chosen(data, line.cases.get(), "publish")
    data = chosen(data, refused.cases.get(), "return", "On y reconnaît quelqu’un.")
    for _ in range(2):
        assert "pas fait" not in press(reader, data).text
    assert acts_of(published) == ["received", "published"]
    assert acts_of(returned) == ["received", "remark"]
    assert [step.act for step in refused.cases.get().steps.all()] == ["received", "refused"]


def test_back_and_another_choice_change_nothing_that_is_done(reader, people):
    sheet, returned = send_sheet(people.member), send_sheet(people.other_member, title="Une autre")
    data = shown(reader)
    press(reader, chosen(chosen(data, case_of(sheet), "publish"), case_of(returned), "return", "Dites combien."))
    text = press(
        reader, chosen(chosen(data, case_of(sheet), "return", "Non."), case_of(returned), "publish")
    ).text.replace("\xa0", " ")
    assert text.count("pas fait") == 2
    assert is_live(sheet)
    assert not is_live(returned)
