"""« Remarques des groupes » in the admin: who reads them, what they are not told, what is decided once."""

import pytest
from django.urls import reverse

from content.admin.roles import ensure_roles
from courses.group_remarks import rules
from courses.models import GroupRemark
from tests.courses.test_group_remarks import SAID, keep
from tests.people import mark_second_factor

DESK = "/admin/remarques-des-groupes/"


@pytest.fixture
def desk(client_of, module):
    """Return the browser of an editor, whose roles have the rights of the site."""
    ensure_roles()
    return client_of("editor")


@pytest.fixture
def remark(people, lessons):
    return keep(lessons[0], people.member, people.here)


def page_of(remark) -> str:
    return f"{DESK}{remark.pk}/"


def seen(remark) -> str:
    return rules.seen_of(GroupRemark.objects.get(pk=remark.pk))


def decide(browser, remark, state="used", answer="", as_read=None):
    return browser.post(page_of(remark), {"state": state, "answer": answer, "seen": as_read or seen(remark)})


def test_nobody_is_told_who_sent_a_remark_nor_a_group_that_stays_unnamed(desk, people, remark):
    for page in (desk.get(DESK).text, desk.get(page_of(remark)).text):
        assert SAID in page and str(people.member) not in page and people.here.name not in page
    GroupRemark.objects.update(names_group=True)
    page = desk.get(page_of(remark)).text
    assert people.here.name in page and str(people.member) not in page


def test_what_is_decided_is_read_by_the_sender_with_its_sentence(desk, member, remark):
    assert decide(desk, remark, "not_kept", "Merci. La loi le demande.").url == DESK
    page = member.get(reverse("courses:my_remarks")).text
    assert "Lue, pas utilisée" in page and "La loi le demande." in page
    assert SAID not in desk.get(DESK).text
    assert SAID in desk.get(f"{DESK}?etat=traitees").text


def test_what_is_kept_for_later_may_still_be_used(desk, remark):
    decide(desk, remark, "later")
    remark.refresh_from_db()
    assert (remark.state, remark.handled_on) == ("later", None)
    assert SAID in desk.get(f"{DESK}?etat=plus-tard").text
    decide(desk, remark, "used")
    remark.refresh_from_db()
    assert remark.state == "used" and remark.handled_on is not None


def test_a_remark_that_is_not_used_gets_a_sentence(desk, remark):
    response = decide(desk, remark, "not_kept", "  ")
    assert response.status_code == 422 and "Dites en une phrase pourquoi" in response.text
    assert GroupRemark.objects.get().state == "new"


@pytest.mark.parametrize("sent", [{"state": ""}, {"state": "new"}, {"answer": "a" * 501}, {"seen": "x" * 90}])
def test_odd_decisions_are_refused(desk, remark, sent):
    given = {"state": "used", "answer": "Merci.", "seen": seen(remark)} | sent
    assert desk.post(page_of(remark), given).status_code == 422
    assert GroupRemark.objects.get().state == "new"


def test_two_who_decide_at_once_do_not_undo_each_other(desk, remark):
    read = seen(remark)
    decide(desk, remark, "used", "Merci, c’est dans la leçon.")
    response = decide(desk, remark, "not_kept", "Non.", read)
    assert response.status_code == 422 and "quelqu’un d’autre a décidé" in response.text
    assert GroupRemark.objects.get().answer == "Merci, c’est dans la leçon."


def test_an_answer_that_nobody_read_is_not_undone(desk, remark):
    decide(desk, remark, "later", "Merci.")
    read = seen(remark)
    decide(desk, remark, "later", "Merci, nous en parlons.")
    assert decide(desk, remark, "later", "Autre chose.", read).status_code == 422
    assert GroupRemark.objects.get().answer == "Merci, nous en parlons."


def test_a_remark_taken_back_is_not_found(desk, remark):
    read = seen(remark)
    GroupRemark.objects.all().delete()
    assert decide(desk, remark, as_read=read).status_code == 404


def test_an_odd_tab_shows_what_is_to_read(desk, remark):
    assert SAID in desk.get(f"{DESK}?etat=autre&p=abc").text


@pytest.mark.parametrize(
    ("kind", "status"), [("editor", 200), ("moderator", 200), ("superuser", 200), ("coordinator", 404), ("member", 404)]
)
def test_whoever_writes_or_publishes_reads_them_and_nobody_else(client_of, remark, kind, status):
    ensure_roles()
    client = client_of(kind)
    if kind != "member":
        mark_second_factor(client)
    assert client.get(DESK).status_code == status
    assert client.get(page_of(remark)).status_code == status
    shown = "Remarques (1)" in client.get("/admin/", follow=True).content.decode()
    assert shown == (status == 200)


def test_the_desk_asks_as_little_for_fifty_remarks_as_for_two(desk, people, lessons, count_queries):
    desk.get(DESK)
    keep(lessons[0], people.member, people.here, number=2, names_group=True)
    few = count_queries(lambda: desk.get(DESK))
    for lesson in lessons:
        keep(lesson, people.member, people.here, number=10)
    assert count_queries(lambda: desk.get(DESK)) == few
