"""« Lire à la suite » : several waiting texts read one under another, and answered in one press."""

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext

from content.models import PracticeMessage, Question, ReviewCase, Tried
from content.practices.review import actions as rules
from content.practices.review import sitting
from tests.people import KINDS, person
from tests.practices.factories import make_practice
from tests.practices.sent_sheets import (
    acts_of,
    case_of,
    in_the_admin,
    is_live,
    send_rights_sheet,
    send_sheet,
)
from tests.practices.sittings import ROW, chosen, line_of, press, shown

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
def test_only_moderators_read_in_a_row(client_of, second, people, kind):
    send_sheet(people.member)
    may = kind in {"moderator", "superuser"}
    assert (client_of(kind).get(ROW).status_code == 200) is may
    assert client_of(kind).post(ROW).status_code in ({302} if may else {302, 403, 404})


def test_the_desk_leads_there_while_something_waits(reader, people):
    assert ROW not in reader.get("/admin/relectures/").text
    send_sheet(people.member)
    assert ROW in reader.get("/admin/relectures/").text


def test_whole_texts_are_shown_the_oldest_first_ten_a_page(reader, people, time_machine):
    time_machine.move_to("2026-03-02 10:00")
    send_sheet(people.member, title="La première", limits="Pas les jours de marché.")
    time_machine.move_to("2026-03-03 10:00")
    for number in range(10):
        line_of(people.member, f"Ligne numéro {number}.")
    text = reader.get(ROW).text
    assert text.index("La première") < text.index("Pas les jours de marché.") < text.index("Ligne numéro 0.")
    assert "Ligne numéro 8." in text
    assert "Ligne numéro 9." not in text
    assert "Ligne numéro 9." in reader.get(f"{ROW}?p=2").text


def test_one_press_publishes_returns_and_leaves(reader, people):
    first, second_one = send_sheet(people.member), send_sheet(people.other_member, title="Une autre")
    line, left = line_of(people.member), line_of(people.other_member, "Pas ici.")
    data = chosen(shown(reader), case_of(first), "publish")
    data = chosen(data, case_of(second_one), "return", "Dites combien.")
    data = chosen(data, line.cases.get(), "publish")
    page = press(reader, data)
    assert "C’est fait : 2\xa0publiées, 1\xa0rendue." in page.text.replace("fait\xa0:", "fait :")
    assert is_live(first)
    assert acts_of(second_one) == ["received", "remark"]
    assert PracticeMessage.objects.get().text == "Dites combien."
    assert Tried.objects.get(pk=line.pk).state == "published"
    assert Tried.objects.get(pk=left.pk).state == "sent"
    assert [row.item.case for row in page.context["rows"]] == [left.cases.get()]


def test_a_line_given_back_tells_its_author_why(reader, people):
    line = line_of(people.member)
    press(reader, chosen(shown(reader), line.cases.get(), "return", "On y reconnaît quelqu’un."))
    line.refresh_from_db()
    assert (line.state, line.reason) == ("refused", "On y reconnaît quelqu’un.")


def test_later_is_the_default_and_does_nothing(reader, people):
    sheet = send_sheet(people.member)
    data = shown(reader)
    assert data[f"c{case_of(sheet).pk}-decision"] == "later"
    assert "tout est laissé pour plus tard" in press(reader, data).text
    assert acts_of(sheet) == ["received"]


def test_giving_back_wants_words_and_nothing_typed_is_lost(reader, people):
    sheet, line = send_sheet(people.member), line_of(people.member)
    data = chosen(shown(reader), case_of(sheet), "return")
    data = chosen(data, line.cases.get(), "return", "Trop " + "long " * 120)
    page = press(reader, data)
    assert page.status_code == 422
    assert "Dites pourquoi, en une phrase." in page.text
    assert "500\xa0signes au plus" in page.text
    assert "Trop long long" in page.text
    assert f'name="c{case_of(sheet).pk}-decision" value="return" checked' in page.text
    assert f'aria-describedby="id_c{case_of(sheet).pk}-words_error"' in page.text
    assert acts_of(sheet) == ["received"]


def test_words_without_giving_back_are_asked_about_rather_than_lost(reader, people):
    sheet = send_sheet(people.member)
    page = press(reader, chosen(shown(reader), case_of(sheet), "publish", "Bravo."))
    assert page.status_code == 422
    assert "choisissez «\xa0Rendre avec un mot\xa0»" in page.text
    assert "Bravo." in page.text
    assert not is_live(sheet)


def test_a_sheet_about_rights_is_listed_with_a_link_and_no_choice(reader, people):
    sheet = send_rights_sheet(people.member)
    case = case_of(sheet)
    page = reader.get(ROW)
    assert "À lire à deux" in page.text
    assert f"c{case.pk}-decision" not in page.text
    for decision in ("publish", "return"):
        seen = sitting.seen_in(case)
        data = {"cases": [case.pk], f"c{case.pk}-seen": seen, f"c{case.pk}-title": sheet.title}
        assert (
            "elle se lit à deux" in press(reader, chosen(data, case, decision, "Un mot." * (decision == "return"))).text
        )
    assert acts_of(sheet) == ["received"]


def test_a_sheet_whose_box_was_unticked_is_for_two_as_well(reader, people):
    sheet = send_rights_sheet(people.member)
    latest = sheet.get_latest_revision_as_object()
    latest.about_rights, latest.audience = False, "everyone"
    latest.save_revision()
    (row,) = reader.get(ROW).context["rows"]
    assert row.item.is_for_two


def test_one_s_own_line_is_for_somebody_else(reader, people):
    line = line_of(people.moderator)
    case = line.cases.get()
    assert "une autre personne la lit" in reader.get(ROW).text
    data = {"cases": [case.pk], f"c{case.pk}-seen": rules.text_read(case), f"c{case.pk}-title": "Ma ligne"}
    assert "une autre personne la lit" in press(reader, chosen(data, case, "publish")).text
    assert Tried.objects.get().state == "sent"


def test_what_another_moderator_holds_is_left_to_them(reader, people, second):
    sheet = send_sheet(people.member)
    data = chosen(shown(reader), case_of(sheet), "publish")
    rules.take(case_of(sheet), second)
    assert not reader.get(ROW).context["rows"]
    assert "Seconde s’en occupe" in press(reader, data).text
    assert not is_live(sheet)
    assert in_the_admin(second).get(ROW).context["rows"]


def test_an_incomplete_sheet_stops_none_of_the_others(reader, people):
    lacking, good = send_sheet(people.member), send_sheet(people.other_member, title="Bonne")
    latest = lacking.get_latest_revision_as_object()
    latest.situation = ""
    latest.save_revision(clean=False)
    data = chosen(chosen(shown(reader), case_of(lacking), "publish"), case_of(good), "publish")
    assert "Il manque quelque chose" in press(reader, data).text
    assert (is_live(lacking), is_live(good)) == (False, True)


def test_an_author_of_several_sheets_has_one_mail(reader, people, index, django_capture_on_commit_callbacks):
    editor = people.editor
    editor.email = "redaction@example.org"
    editor.save()
    editor.emailaddress_set.create(email=editor.email, verified=True, primary=True)
    data_of = []
    for title in ("Une", "Deux", "Trois"):
        page = make_practice(index, live=False, owner=editor, title=title)
        page.save_revision(user=editor)
        page.get_workflow().start(page, editor)
        data_of.append(page)
    data = shown(reader)
    for page in data_of:
        data = chosen(data, case_of(page), "publish")
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        press(reader, data)
    assert all(is_live(page) for page in data_of)
    assert [each.to for each in mail.outbox] == [["redaction@example.org"]]


def test_questions_are_never_read_here(reader, people):
    question = Question.objects.create(code_hmac="a" * 64, text="Un secret de pair-advocate.")
    case = ReviewCase.open_for(question=question)
    page = press(reader, {"cases": [case.pk], f"c{case.pk}-decision": "publish"})
    assert "Un secret" not in page.text
    assert "entre pair-advocates" in page.text


@pytest.mark.one_database
def test_the_page_costs_the_same_with_two_items_and_with_ten(reader, people):
    counts = []
    for more in (1, 4):
        for _ in range(more):
            send_sheet(person(f"Autrice {more}-{_}"))
            line_of(people.member)
        reader.get(ROW)
        with CaptureQueriesContext(connection) as queries:
            assert len(reader.get(ROW).context["rows"]) == (2 if more == 1 else 10)
        counts.append(len(queries))
    assert counts[0] == counts[1]


@pytest.mark.parametrize("odd", ["\x00", "x" * 3000, "‮🦊", "<script>alert(1)</script>", "9" * 30])
def test_odd_answers_break_nothing(reader, people, odd):
    case = case_of(send_sheet(people.member))
    for field in ("decision", "words", "seen", "title"):
        data = chosen(shown(reader), case, "return", "Un mot.") | {f"c{case.pk}-{field}": odd}
        page = press(reader, data)
        assert page.status_code in {200, 422}
        assert "<script>alert(1)" not in page.text
    assert press(reader, {"cases": [odd, "-1", str(case.pk)]}).status_code in {200, 422}
    assert reader.get(ROW, {"p": odd}).status_code == 200
