"""« Chez nous, on fait autrement »: sent for a group, read by the team without a name, answered, then forgotten."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Membership
from accounts.personal_data import erase, export
from courses import purge
from courses.group_remarks import rules
from courses.models import GroupRemark
from tests.accounts.kit import card_of, show_alone

REF = "abcdefghijklmnop"
MINE = "/formations/mes-remarques/"
SAID = "Nous écrivons au tableau."


@pytest.fixture
def lesson(lessons):
    return lessons[0]


def place(lesson) -> str:
    return reverse("courses:group_remark", args=["caisse", lesson.slug])


def say(browser, lesson, **data):
    given = {"kind": "missing", "words": SAID, "credit": "unnamed", "ref": REF}
    return browser.post(place(lesson), given | data)


def keep(lesson, user=None, group=None, number=1, **fields):
    """Keep so many remarks of a group; return the last."""
    for _ in range(number):
        row = {
            "lesson_key": lesson.translation_key,
            "kind": "missing",
            "words": SAID,
            "sender": user,
            "peer_group": group,
        }
        kept = GroupRemark.objects.create(sent_as=f"cle-{GroupRemark.objects.count()}", **(row | fields))
    return kept


def test_a_member_sends_a_remark_for_their_group_without_its_name(member, people, lesson):
    assert "Chez nous, on fait autrement" in member.get(reverse("courses:lesson", args=["caisse", lesson.slug])).text
    assert say(member, lesson).url == MINE
    kept = GroupRemark.objects.get()
    assert (kept.lesson_key, kept.peer_group, kept.sender) == (lesson.translation_key, people.here, people.member)
    assert (kept.kind, kept.words, kept.names_group, kept.state) == ("missing", SAID, False, "new")
    page = member.get(MINE).text
    assert SAID in page and lesson.title in page and "Pas encore lue" in page
    assert SAID not in member.get(reverse("courses:lesson", args=["caisse", lesson.slug])).text


def test_the_same_page_sent_twice_keeps_one_remark_and_another_page_another(member, lesson):
    say(member, lesson)
    say(member, lesson)
    assert GroupRemark.objects.count() == 1
    say(member, lesson, ref="zyxwvutsrqponmlk")
    assert GroupRemark.objects.count() == 2


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"kind": ""}, "Choisissez de quoi il s’agit."),
        ({"kind": "roi"}, "Choisissez une réponse de la liste."),
        ({"credit": ""}, "Choisissez une réponse."),
        ({"words": "  "}, "Écrivez votre remarque, même courte."),
        ({"words": SAID + "a" * 1500}, "Votre texte est trop long"),
    ],
)
def test_what_lacks_is_said_and_nothing_typed_is_lost(member, lesson, sent, told):
    response = say(member, lesson, **sent)
    assert response.status_code == 422 and told in response.text
    assert sent.get("words", SAID).strip() in response.text
    assert not GroupRemark.objects.exists()


def test_that_all_is_clear_needs_no_word(member, lesson):
    assert say(member, lesson, kind="clear", words="").status_code == 302
    assert GroupRemark.objects.get().words == ""


def test_what_may_tell_who_is_said_once_then_passes(member, people, lesson):
    words = "Chez nous au Groupe d’ici, Camille tient la caisse."
    first = say(member, lesson, words=words)
    assert first.status_code == 422 and "À regarder une fois" in first.text and "Camille" in first.text
    assert not GroupRemark.objects.exists()
    hints = first.context["form"].remarks
    assert say(member, lesson, words=words, already_said=hints).status_code == 302
    assert GroupRemark.objects.get().words == words


def test_a_member_of_two_groups_says_for_which(member, people, lesson):
    Membership.objects.create(user=people.member, peer_group=people.elsewhere)
    assert say(member, lesson).status_code == 422
    assert say(member, lesson, group=people.elsewhere.pk).status_code == 302
    assert GroupRemark.objects.get().peer_group == people.elsewhere


def test_nobody_speaks_for_a_group_that_is_not_theirs(member, people, lesson):
    say(member, lesson, group=people.elsewhere.pk)
    assert GroupRemark.objects.get().peer_group == people.here


def test_somebody_without_a_group_reads_why_and_sends_nothing(browser_of, lesson):
    browser = browser_of("referent")
    assert "dans aucun groupe" in browser.get(place(lesson)).text
    assert say(browser, lesson).status_code == 403
    assert not GroupRemark.objects.exists()


def test_a_visitor_is_told_how_and_asked_to_enter(visitor, lesson):
    page = visitor.get(reverse("courses:lesson", args=["caisse", lesson.slug])).text
    assert "entrez avec votre code" in page
    assert visitor.get(place(lesson)).status_code == 302
    say(visitor, lesson)
    assert not GroupRemark.objects.exists()


def test_a_card_alone_sends_nothing(client, people, lesson):
    client.defaults["HTTP_SEC_FETCH_SITE"] = "same-origin"
    show_alone(client, card_of(people.member))
    assert say(client, lesson).status_code == 302
    assert not GroupRemark.objects.exists()


def test_too_many_in_a_day_wait_with_what_was_typed(member, lesson, settings):
    settings.LIMITS = settings.LIMITS | {"group_remark": "1/d/key"}
    say(member, lesson)
    response = say(member, lesson, ref="zyxwvutsrqponmlk")
    assert response.status_code == 429
    assert "envoyez-la demain" in response.text and SAID in response.text


def test_a_group_has_no_more_waiting_than_moderators_can_read(member, people, lesson, monkeypatch):
    monkeypatch.setattr(rules, "MOST_WAITING", 2)
    keep(lesson, group=people.elsewhere, number=2)
    keep(lesson, group=people.here, state="used", handled_on=datetime.date(2026, 3, 1))
    keep(lesson, group=people.here)
    assert say(member, lesson).status_code == 302
    response = say(member, lesson, ref="zyxwvutsrqponmlk")
    assert response.status_code == 429 and "attendent d’être lues" in response.text and SAID in response.text


def test_nobody_spends_the_room_of_their_group(member, browser_of, people, lesson, monkeypatch):
    monkeypatch.setattr(rules, "MOST_OF_ONE", 2)
    monkeypatch.setattr(rules, "MOST_WAITING", 3)
    keep(lesson, people.member, people.here, number=2)
    response = say(member, lesson)
    assert response.status_code == 429 and "de vos remarques attendent" in response.text and SAID in response.text
    keep(lesson, people.facilitator, people.here)
    other = browser_of("board_member")
    assert say(other, lesson, ref="a" * 16).status_code == 302, "one each, however many wait"
    assert say(other, lesson, ref="b" * 16).status_code == 429


def test_the_sender_alone_takes_a_remark_back_while_nothing_is_decided(member, browser_of, people, lesson):
    kept = keep(lesson, people.member, people.here, state="later")
    address = reverse("courses:take_back_remark", args=[kept.pk])
    browser_of("board_member").post(address)
    assert GroupRemark.objects.exists()
    assert "est retirée" in member.post(address, follow=True).text
    assert not GroupRemark.objects.exists()


def test_a_remark_that_has_an_answer_stays(member, people, lesson):
    kept = keep(lesson, people.member, people.here, state="used", handled_on=datetime.date(2026, 3, 1))
    page = member.post(reverse("courses:take_back_remark", args=[kept.pk]), follow=True).text
    assert "a déjà une suite" in page and GroupRemark.objects.exists()
    assert "Retirer cette remarque" not in page


def test_nobody_reads_the_remarks_of_another(browser_of, people, lesson):
    keep(lesson, people.member, people.here)
    assert SAID not in browser_of("board_member").get(MINE).text


def test_a_lesson_that_moved_or_is_gone_keeps_its_remarks(member, people, lesson):
    keep(lesson, people.member, people.here)
    lesson.title = "Compter la caisse"
    lesson.save()
    assert "Compter la caisse" in member.get(MINE).text
    lesson.delete()
    assert "Une leçon qui n’est plus sur le site" in member.get(MINE).text


def test_a_page_of_remarks_asks_as_little_for_twenty_as_for_two(member, people, lessons, count_queries):
    member.get(MINE)
    keep(lessons[0], people.member, people.here, number=2)
    few = count_queries(lambda: member.get(MINE))
    for lesson in lessons:
        keep(lesson, people.member, people.here, number=6)
    assert count_queries(lambda: member.get(MINE)) == few


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "roi"},
        {"state": "used"},
        {"handled_on": datetime.date(2026, 3, 1)},
        {"words": ""},
        {"state": "not_kept", "handled_on": datetime.date(2026, 3, 1)},
    ],
)
def test_the_database_refuses_a_row_that_makes_no_sense(people, lesson, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        keep(lesson, people.member, people.here, **wrong)


def test_my_data_holds_my_remarks_and_erasing_takes_them(people, lesson):
    keep(lesson, people.member, people.here)
    keep(lesson, people.other_member, people.elsewhere, words="Autre chose.")
    (told,) = export(people.member)["remarques sur les leçons"]
    assert (told["leçon"], told["groupe"], told["la remarque"]) == (lesson.title, "Groupe d’ici", SAID)
    erase(people.member)
    assert [kept.words for kept in GroupRemark.objects.all()] == ["Autre chose."]


def test_the_sender_is_forgotten_after_three_months_and_the_remark_after_a_year(people, lesson):
    keep(lesson, people.member, people.here, state="used", handled_on=datetime.date(2026, 3, 17))
    for day, rows, kept, known in (
        (datetime.date(2026, 6, 17), 0, 1, 1),
        (datetime.date(2026, 6, 18), 1, 1, 0),
        (datetime.date(2027, 3, 17), 0, 1, 0),
        (datetime.date(2027, 3, 18), 1, 0, 0),
    ):
        with time_machine.travel(day):
            assert purge.purge() == rows
        assert GroupRemark.objects.count() == kept
        assert GroupRemark.objects.filter(sender=people.member).count() == known


def test_what_nobody_handled_is_erased_after_two_years(people, lesson):
    keep(lesson, people.member, people.here, sent_on=datetime.date(2026, 3, 17))
    with time_machine.travel(datetime.date(2028, 3, 17)):
        assert purge.purge() == 0
    with time_machine.travel(datetime.date(2028, 3, 18)):
        assert purge.purge() == 1
