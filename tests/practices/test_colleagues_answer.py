"""Those who accept read what other groups ask, answer once, and make a sheet of what helped."""

import pytest

from accounts.models import Membership
from content.models import ColleagueAnswer, ColleagueQuestion, ColleagueReader
from content.practices.colleagues import answer_views, rules
from content.practices.sheets import drafts
from tests.people import person
from tests.practices.colleagues import ANSWER, SITUATION, answered, asked, at, publish, reader, readers, shown

pytestmark = pytest.mark.django_db
FORM = {"words": ANSWER}


@pytest.fixture
def question(people, index) -> ColleagueQuestion:
    return asked(people.member)


@pytest.fixture
def other(client_of, people):
    """Return the browser of a member of another group, who accepts."""
    readers(people)
    return client_of("other_member")


def test_accepting_is_off_at_first_and_taken_back_in_one_press(client_of, people, question):
    browser = client_of("other_member")
    assert browser.get(at("colleague_question", question.pk)).status_code == 404
    assert browser.post(at("accept_colleagues"), {"accept": "1"}).url == at("colleagues_read")
    assert SITUATION in shown(browser, "colleagues_read")
    browser.post(at("accept_colleagues"))
    assert not ColleagueReader.objects.exists()
    assert browser.get(at("colleague_question", question.pk)).status_code == 404


def test_somebody_who_is_in_no_group_does_not_accept_nor_reads_any_more(client_of, people, question):
    browser = client_of("coordinator")
    assert browser.post(at("accept_colleagues"), {"accept": "1"}).status_code == 404
    readers(people)
    Membership.objects.filter(user=people.other_member).delete()
    assert client_of("other_member").get(at("colleague_question", question.pk)).status_code == 404


def test_what_waits_or_is_refused_is_not_listed(other, people, index):
    asked(people.member, published=False)
    assert SITUATION not in shown(other, "colleagues_read")
    publish("question", ColleagueQuestion.objects.get(), reason="Non. Merci.")
    assert SITUATION not in shown(other, "colleagues_read")


def test_the_list_is_the_same_for_all_those_who_accept(other, client_of, people, question):
    reader(people.facilitator)  # of the group of whoever asked
    assert SITUATION in shown(client_of("facilitator"), "colleagues_read")
    assert SITUATION in shown(other, "colleagues_read")


def test_an_answer_is_sent_and_waits_to_be_read(other, client_of, people, question):
    page = other.post(at("answer_colleague", question.pk), FORM, follow=True)
    given = ColleagueAnswer.objects.get()
    assert (given.author, given.text, given.state, given.signed_as) == (people.other_member, ANSWER, "sent", "")
    assert "En relecture" in page.text
    reader(people.facilitator)
    for browser in (client_of("member"), client_of("facilitator")):
        assert ANSWER not in shown(browser, "colleague_question", question.pk)
    publish("reponse", given)
    for browser in (client_of("member"), client_of("facilitator")):
        page = shown(browser, "colleague_question", question.pk)
        assert ANSWER in page and str(people.other_member) not in page and people.elsewhere.name not in page


def test_one_answers_once_and_says_otherwise_once_it_is_withdrawn(other, question):
    for _ in range(2):
        assert other.post(at("answer_colleague", question.pk), FORM).status_code == 302
    page = other.post(at("answer_colleague", question.pk), {"words": "Autre chose."})
    assert page.status_code == 422 and "déjà répondu" in page.text and "Autre chose." in page.text
    given = ColleagueAnswer.objects.get()
    assert other.get(at("answer_colleague", question.pk)).url == at("colleague_question", question.pk)
    for _ in range(2):
        other.post(at("withdraw_colleague_answer", given.pk))
    assert other.post(at("answer_colleague", question.pk), {"words": "Autre chose."}).status_code == 302
    assert ColleagueAnswer.objects.get().text == "Autre chose."


def test_a_hint_is_said_once_before_an_answer_goes(other, question):
    said = {"words": "En 2024 nous avons écrit à la main."}
    page = other.post(at("answer_colleague", question.pk), said)
    assert page.status_code == 422 and "2024" in page.context["form"].remarks[0]
    hints = page.context["form"].remarks
    assert other.post(at("answer_colleague", question.pk), said | {"already_said": hints}).status_code == 302


def test_a_refused_answer_says_why_and_is_sent_again(other, people, question):
    publish("reponse", answered(question, people.other_member, published=False), reason="Un nom. Merci.")
    assert "Un nom. Merci." in shown(other, "colleagues")
    assert ANSWER in other.get(at("answer_colleague", question.pk)).text
    other.post(at("answer_colleague", question.pk), {"words": "Sans nom."})
    given = ColleagueAnswer.objects.get()
    assert (given.text, given.state, given.reason) == ("Sans nom.", "sent", "")


def test_what_was_typed_stays_when_the_question_is_gone(other, people, question):
    ColleagueQuestion.objects.all().delete()
    page = other.post(at("answer_colleague", question.pk), FORM)
    assert page.status_code == 422 and ANSWER in page.text and "n’est plus là" in page.text


def test_one_too_many_in_a_day_is_kept_in_the_page(other, question, monkeypatch):
    monkeypatch.setattr(answer_views, "within_limit", lambda *args, **more: False)
    page = other.post(at("answer_colleague", question.pk), FORM)
    assert page.status_code == 429 and ANSWER in page.text


def test_nobody_answers_their_own_question(client_of, people, question):
    reader(people.member)
    assert client_of("member").post(at("answer_colleague", question.pk), FORM).status_code == 404
    with pytest.raises(rules.GoneError):
        rules.answer(people.member, question.pk, ANSWER, is_signed=False)


def test_nobody_touches_the_answer_of_another(other, client_of, people, question):
    given = answered(question, people.other_member, is_signed=True)
    browser = client_of("member")
    for name in ("withdraw_colleague_answer", "unsign_colleague_answer", "sheet_of_answer"):
        browser.post(at(name, given.pk))
    given.refresh_from_db()
    assert given.signed_as == str(people.other_member)
    other.post(at("unsign_colleague_answer", given.pk))
    given.refresh_from_db()
    assert given.signed_as == ""


def test_whoever_asked_says_which_answer_helped_one_alone(other, client_of, people, question):
    third = reader(person("Troisième"))
    first, second = answered(question, people.other_member), answered(question, third)
    member = client_of("member")
    for given in (first, second, second):
        member.post(at("choose_colleague_answer", given.pk), {"helped": "1"})
    assert [each.pk for each in question.answers.filter(has_helped=True)] == [second.pk]
    member.post(at("choose_colleague_answer", second.pk))
    assert not question.answers.filter(has_helped=True).exists()
    assert other.post(at("choose_colleague_answer", first.pk), {"helped": "1"}).status_code == 404


def test_an_answer_that_waits_is_not_chosen(client_of, people, question):
    given = answered(question, readers(people), published=False)
    member = client_of("member")
    assert member.post(at("choose_colleague_answer", given.pk), {"helped": "1"}).status_code == 404


@pytest.mark.parametrize("lends", [True, False])
def test_what_helped_begins_a_sheet_with_lent_words_alone(other, people, index, lends):
    question = asked(people.member, lends_words=lends)
    given = answered(question, people.other_member)
    assert other.post(at("sheet_of_answer", given.pk)).status_code == 404
    rules.choose(people.member, given, has_helped=True)
    assert "En faire une fiche" in shown(other, "colleagues")
    assert other.post(at("sheet_of_answer", given.pk)).url == at("propose")
    begun = drafts.writing_of(people.other_member, None)
    assert (begun.what_helped, begun.situation) == (ANSWER, SITUATION if lends else "")


def test_a_sheet_that_is_begun_is_never_written_over(other, people, question):
    given = answered(question, people.other_member)
    rules.choose(people.member, given, has_helped=True)
    drafts.keep(people.other_member, None, title="La mienne")
    assert other.post(at("sheet_of_answer", given.pk)).url == at("mine")
    assert drafts.writing_of(people.other_member, None).title == "La mienne"


def test_the_home_says_that_there_is_news_until_it_is_opened(other, client_of, people, question):
    member, news = client_of("member"), "Du nouveau avec les autres groupes"

    def told() -> tuple[bool, bool]:
        return news in member.get("/").text, news in other.get("/").text

    given = answered(question, people.other_member, published=False)
    assert told() == (False, False)
    publish("reponse", given)
    assert told() == (True, False)
    assert member.post(at("read_colleague_news")).url == at("colleagues")
    member.post(at("choose_colleague_answer", given.pk), {"helped": "1"})
    assert told() == (False, True)
    other.post(at("read_colleague_news"))
    assert told() == (False, False)


def test_a_refusal_is_news_for_who_wrote_alone(other, client_of, people, question):
    publish("reponse", answered(question, people.other_member, published=False), reason="Un nom. Merci.")
    assert "Du nouveau" in other.get("/").text
    assert "Du nouveau" not in client_of("member").get("/").text
