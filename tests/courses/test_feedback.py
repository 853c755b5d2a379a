"""« Cette formation vous a-t-elle servi ? »: asked once of a member, without a name or an hour, read five by five."""

import datetime
import re

import pytest
import time_machine
from django.core.cache import caches
from django.db import IntegrityError, transaction
from django.urls import reverse

from content.admin.roles import ensure_roles
from courses import personal_data, purge
from courses.feedback import rules
from courses.feedback.views import MANY_TODAY, MOST_LINES
from courses.models import Enrolment, Feedback, LessonPage
from tests.accounts.kit import card_of, show_alone
from tests.courses.factories import address, module_with
from tests.people import mark_second_factor

ASKED = "Cette formation vous a-t-elle servi"
TOLD = "/admin/retours/"


@pytest.fixture
def module(index):
    return module_with(index, lessons=1, title="Tenir la caisse")


def finish(browser, module):
    browser.post(address(LessonPage.objects.child_of(module).get(), "fini"), {"action": "done"})
    return browser


def end_of(browser, module) -> str:
    return browser.get(reverse("courses:finished", args=[module.slug])).content.decode()


def say(browser, module, answer="a_lot", words=""):
    return browser.post(reverse("courses:feedback", args=[module.slug]), {"answer": answer, "words": words})


def answers(module, number, words="", answer="a_lot"):
    """Keep so many answers about a module, each with its line."""
    for n in range(number):
        Feedback.objects.create(
            subject_kind="module",
            subject_key=str(module.translation_key),
            answer=answer,
            words=f"{words}{number - n}" if words else "",
        )


def test_it_is_asked_once_a_module_is_finished_and_once_answered_no_more(browser_of, people, module):
    browser = finish(browser_of("member"), module)
    assert ASKED in end_of(browser, module)
    assert say(browser, module, "a_little", "  On a ri,\n et appris.  ").url == reverse(
        "courses:finished", args=[module.slug]
    )
    kept = Feedback.objects.get()
    assert (kept.subject_kind, kept.subject_key) == ("module", str(module.translation_key))
    assert (kept.answer, kept.words) == ("a_little", "On a ri, et appris.")
    page = end_of(browser, module)
    assert ASKED not in page and "Merci. Votre réponse est gardée" in page
    other = browser_of("member")  # the same account
    assert ASKED not in end_of(other, module)
    for each in (browser, other):
        say(each, module, "not_at_all")
    assert Feedback.objects.count() == 1


def test_a_line_that_names_somebody_is_said_once_then_kept(browser_of, people, module):
    browser, line = finish(browser_of("member"), module), "Merci à Marie, au 06 12 34 56 78."
    asked = say(browser, module, "a_little", line)
    assert asked.status_code == 422 and not Feedback.objects.exists()
    page = asked.text
    assert "«\xa0Marie\xa0»" in page and "Envoyer comme ça" in page and f'value="{line}"' in page
    said = re.findall(r'name="already_said" value="([^"]+)"', page)
    data = {"answer": "a_little", "words": line, "already_said": said}
    assert browser.post(reverse("courses:feedback", args=[module.slug]), data).status_code == 302
    assert Feedback.objects.get().words == line


def test_a_visitor_is_not_asked_however_many_browsers_they_open(browser_of, module):
    for _ in range(5):
        browser = finish(browser_of("visitor"), module)
        assert "C’est fini" in end_of(browser, module) and ASKED not in end_of(browser, module)
        assert say(browser, module).url.startswith(reverse("account_login"))
    assert not Feedback.objects.exists()


def test_a_member_is_asked_of_each_module_and_each_member_of_one(browser_of, index, module):
    other = module_with(index, lessons=1, title="Tenir le jardin")
    for kind, page in [("member", module), ("member", other), ("facilitator", module)]:
        say(finish(browser_of(kind), page), page)
    assert Feedback.objects.count() == 3


def test_an_answer_holds_nobody_and_no_hour(member, module):
    with time_machine.travel(datetime.datetime(2026, 3, 17, 9, 41, tzinfo=datetime.UTC)):
        say(finish(member, module), module)
    assert {field.name for field in Feedback._meta.get_fields()} == {
        *("id", "subject_kind", "subject_key", "answer", "words", "month"),
    }
    assert Feedback.objects.get().month == datetime.date(2026, 3, 1)


def test_the_account_says_that_one_answered_never_what(member, people, module):
    say(finish(member, module), module, "not_at_all", "Trop long.")
    said = Enrolment.objects.get().__dict__
    assert said["has_answered"] and not {"not_at_all", "Trop long."} & {str(value) for value in said.values()}
    (told,) = personal_data.export(people.member)
    assert told["j’ai dit si elle m’a servi"] is True
    assert "not_at_all" not in str(dict(member.session)) + str(told)


def test_a_day_of_the_month_is_refused_by_the_database(db):
    with pytest.raises(IntegrityError), transaction.atomic():
        Feedback.objects.create(
            subject_kind="module", subject_key="x", answer="a_lot", month=datetime.date(2026, 3, 17)
        )


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"words": "Un mot."}, "Choisissez une des quatre réponses."),
        ({"answer": "roi", "words": "Un mot."}, "Choisissez une des quatre réponses."),
        ({"answer": "a_lot", "words": "Un mot." + "a" * 200}, "Votre ligne est trop longue"),
    ],
)
def test_a_wrong_answer_is_asked_again_with_what_was_typed(member, module, sent, told):
    finish(member, module)
    response = member.post(reverse("courses:feedback", args=[module.slug]), sent)
    assert response.status_code == 422
    assert told in response.content.decode() and "Un mot." in response.content.decode()
    assert not Feedback.objects.exists()


def test_whoever_has_not_finished_is_not_heard(member, people, module):
    assert say(member, module).status_code == 302
    Enrolment.objects.create(user=people.member, module=module)
    assert say(member, module).status_code == 302
    assert not Feedback.objects.exists()


def test_a_card_alone_is_not_asked(client, people, module):
    client.defaults["HTTP_SEC_FETCH_SITE"] = "same-origin"
    show_alone(client, card_of(people.member))
    finish(client, module)
    say(client, module)
    assert not Feedback.objects.exists()


def test_an_answer_from_another_site_is_refused(member, module):
    finish(member, module)
    answer = member.post(
        reverse("courses:feedback", args=[module.slug]), {"answer": "a_lot"}, headers={"Sec-Fetch-Site": "cross-site"}
    )
    assert (answer.status_code, Feedback.objects.count()) == (403, 0)


def test_too_many_answers_from_one_place_wait(browser_of, module, settings):
    settings.LIMITS = settings.LIMITS | {"feedback": "1/h/ip"}
    first, second = (
        say(finish(browser_of(kind), module), module, words="Ma ligne.") for kind in ("member", "facilitator")
    )
    assert (first.status_code, second.status_code) == (302, 429)
    assert MANY_TODAY.split(".")[0] in second.text and 'value="Ma ligne."' in second.text
    assert Feedback.objects.count() == 1


def test_presses_of_one_instant_keep_one_answer(member, people, module):
    finish(member, module)
    for _ in range(3):  # each of them asked before the others wrote
        kept = rules.keep(people.member, module, Feedback(answer="a_lot"))
    assert (kept, Feedback.objects.count()) == (False, 1)


def test_the_lines_of_a_module_have_a_ceiling_on_the_page(reader, module):
    answers(module, MOST_LINES + 8, "ligne ")
    page = reader.get(TOLD).content.decode()
    assert page.count("ligne ") <= MOST_LINES + 5 and "Et 5 autres lignes" in page


@pytest.fixture
def reader(client_of, module):
    """Return the browser of an editor in the admin, whose roles have the rights of the site."""
    ensure_roles()
    return client_of("editor")


def test_editors_read_from_five_answers_on(reader, module):
    answers(module, 4, "Très utile ")
    page = reader.get(TOLD).content.decode()
    assert "Tenir la caisse" not in page and "Très utile" not in page
    answers(module, 1, answer="not_really")
    page = reader.get(TOLD).content.decode()
    assert "Oui, beaucoup&nbsp;: 4" in page and "Pas vraiment&nbsp;: 1" in page


def test_what_is_read_moves_five_by_five(reader, module):
    """The difference of two days is never one answer, in the counts as in the lines."""
    answers(module, 5, "Utile ")
    first = reader.get(TOLD).content.decode()
    answers(module, 4, "Trop long ", answer="not_at_all")
    assert shown_on(reader.get(TOLD).content.decode()) == shown_on(first)
    answers(module, 1, "La seule ligne ", answer="not_really")
    page = reader.get(TOLD).content.decode()
    assert "Non&nbsp;: 4" in page and "Pas vraiment&nbsp;: 1" in page
    assert page.count("Trop long ") == 4 and "La seule ligne 1" in page


def shown_on(page: str) -> str:
    """Return what a page of the editors says of the trainings."""
    return page[page.index("nice-padding") : page.index("</section>", page.index("Tenir la caisse"))]


def test_the_answers_about_one_module_make_no_five_with_those_of_another(reader, index, module):
    answers(module, 4, "Utile ")
    answers(module_with(index, lessons=1, title="Tenir le jardin"), 1)
    assert "Utile" not in reader.get(TOLD).content.decode()


def test_the_lines_stand_in_the_order_of_the_alphabet(reader, module):
    answers(module, 5, "ligne ")
    page = reader.get(TOLD).content.decode()
    places = [page.index(f"ligne {n}") for n in range(1, 6)]
    assert places == sorted(places)


def test_a_line_is_text_and_nothing_else(reader, module):
    answers(module, 5, "<script>alert(1)</script>")
    assert "<script>alert(1)" not in reader.get(TOLD).content.decode()


def test_a_module_renamed_or_moved_keeps_what_was_said(reader, module):
    answers(module, 5)
    module.title, module.slug = "La caisse", "la-caisse"
    module.save()
    caches["pages"].clear()
    assert "La caisse" in reader.get(TOLD).content.decode()


@pytest.mark.parametrize(
    ("kind", "status"), [("editor", 200), ("moderator", 200), ("superuser", 200), ("coordinator", 404), ("member", 404)]
)
def test_whoever_writes_or_publishes_reads_them_and_nobody_else(client_of, module, kind, status):
    ensure_roles()
    client = client_of(kind)
    if kind != "member":
        mark_second_factor(client)
    assert client.get(TOLD).status_code == status
    shown = "Retours" in client.get("/admin/", follow=True).content.decode()
    assert shown == (status == 200)


def test_answers_are_erased_after_two_years_at_the_latest(module):
    with time_machine.travel(datetime.date(2026, 3, 17)):
        answers(module, 1)
    with time_machine.travel(datetime.date(2028, 3, 31)):
        assert purge.purge() == 0
    with time_machine.travel(datetime.date(2028, 4, 1)):
        assert purge.purge() == 1
    assert not Feedback.objects.exists()


def test_answers_are_erased_five_by_five_as_they_were_read(index, module):
    other = module_with(index, lessons=1, title="Tenir le jardin")
    with time_machine.travel(datetime.date(2026, 3, 17)):
        answers(module, 6, "ancienne ")
    with time_machine.travel(datetime.date(2026, 4, 17)):
        answers(module, 7, "nouvelle ")
        answers(other, 3, "autre ")
    left = Feedback.objects.order_by("pk").values_list("words", flat=True)
    with time_machine.travel(datetime.date(2028, 4, 1)):
        assert purge.purge() == 10
    assert list(left) == ["nouvelle 3", "nouvelle 2", "nouvelle 1", "autre 3", "autre 2", "autre 1"]
