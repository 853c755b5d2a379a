"""« Demander aux autres groupes » : a situation is asked, without a name, and its author alone follows it."""

import pytest

from accounts.models import User
from content.models import ColleagueQuestion
from content.practices.colleagues import ask_views, rules
from tests.practices.colleagues import SITUATION, TRIED, answered, asked, at, publish, readers, shown
from tests.practices.factories import make_practice

pytestmark = pytest.mark.django_db
FORM = {"situation": SITUATION, "already_tried": TRIED, "ref": "r" * 22}


@pytest.fixture
def member(client_of, people, index):
    return client_of("member")


def test_a_question_is_sent_and_waits_to_be_read(member, people):
    page = member.post(at("ask_colleagues"), FORM, follow=True)
    question = ColleagueQuestion.objects.get()
    assert page.redirect_chain == [(at("colleague_question", question.pk), 302)]
    assert (question.author, question.situation, question.already_tried) == (people.member, SITUATION, TRIED)
    assert (question.state, question.signed_as, question.lends_words) == ("sent", "", False)
    assert SITUATION in page.text and "En relecture" in page.text
    assert SITUATION in shown(member, "colleagues")


def test_the_button_pressed_twice_is_one_question_and_counts_for_one(member, settings):
    settings.LIMITS = settings.LIMITS | {"colleague_question": "1/d/key"}
    for _ in range(2):
        assert member.post(at("ask_colleagues"), FORM).status_code == 302
    assert ColleagueQuestion.objects.count() == 1


def test_what_could_tell_who_where_or_when_is_said_once(member, people):
    said = FORM | {"situation": "Le 12 mars, la clé est restée chez Kevin."}
    first = member.post(at("ask_colleagues"), said)
    assert first.status_code == 422
    assert "« Kevin »".replace(" ", "\xa0") in first.text and "12 mars" in first.text
    assert not ColleagueQuestion.objects.exists()
    hints = first.context["form"].remarks
    assert member.post(at("ask_colleagues"), said | {"already_said": hints}).status_code == 302
    assert ColleagueQuestion.objects.get().situation == said["situation"]


def test_near_sheets_are_shown_once_before_it_is_sent(member, index):
    sheet = make_practice(index, title="Deux personnes, une clé du local", slug="cle")
    first = member.post(at("ask_colleagues"), FORM)
    assert first.status_code == 422
    assert "Peut-être déjà écrit" in first.text and sheet.address in first.text and SITUATION in first.text
    assert member.post(at("ask_colleagues"), FORM | {"near": [sheet.pk]}).status_code == 302


@pytest.mark.parametrize("situation", ["", "  ", "a\x00b", "é" * 2001])
def test_an_odd_situation_is_refused_beside_its_field(member, situation):
    page = member.post(at("ask_colleagues"), FORM | {"situation": situation})
    assert page.status_code == 422
    assert 'href="#id_situation"' in page.text and TRIED in page.text
    assert not ColleagueQuestion.objects.exists()


def test_more_than_may_wait_are_kept_in_the_page(member, people):
    for _ in range(rules.MOST_WAITING):
        asked(people.member, published=False)
    page = member.post(at("ask_colleagues"), FORM | {"situation": "Une autre chose."})
    assert page.status_code == 429
    assert "Une autre chose." in page.text and "attendent d’être lues" in page.text


def test_one_too_many_in_a_day_is_kept_in_the_page(member, settings, monkeypatch):
    monkeypatch.setattr(ask_views, "within_limit", lambda *args, **more: False)
    page = member.post(at("ask_colleagues"), FORM)
    assert page.status_code == 429 and SITUATION in page.text


def test_nobody_who_reads_learns_who_asked_nor_which_group(client_of, people):
    question = asked(people.member)
    readers(people)
    browser = client_of("other_member")
    for page in (shown(browser, "colleagues_read"), shown(browser, "colleague_question", question.pk)):
        assert SITUATION in page
        assert str(people.member) not in page and people.here.name not in page


def test_a_name_shows_only_when_ticked_and_as_long_as_it_is_theirs(member, client_of, people):
    member.post(at("ask_colleagues"), FORM | {"is_signed": "on"})
    question = publish("question", ColleagueQuestion.objects.get())
    readers(people)
    browser = client_of("other_member")
    assert str(people.member) in shown(browser, "colleague_question", question.pk)
    User.objects.filter(pk=people.member.pk).update(display_name="Capucine")
    page = shown(browser, "colleague_question", question.pk)
    assert "Membre" not in page and "Capucine" not in page


def test_a_name_is_taken_off_by_its_author_alone(member, client_of, people):
    question = asked(people.member, is_signed=True)
    client_of("other_member").post(at("unsign_colleague_question", question.pk))
    question.refresh_from_db()
    assert question.signed_as == str(people.member)
    assert "ne se lit plus" in member.post(at("unsign_colleague_question", question.pk), follow=True).text
    question.refresh_from_db()
    assert question.signed_as == ""


def test_withdrawn_it_goes_with_its_answers_by_its_author_alone(member, client_of, people):
    question = asked(people.member)
    answered(question, readers(people))
    client_of("other_member").post(at("withdraw_colleague_question", question.pk))
    assert ColleagueQuestion.objects.exists()
    for _ in range(2):
        assert member.post(at("withdraw_colleague_question", question.pk)).url == at("colleagues")
    assert not ColleagueQuestion.objects.exists()


def test_refused_its_author_reads_why_and_writes_it_otherwise(member, client_of, people):
    question = publish("question", asked(people.member, published=False), reason="Trop précis. Merci.")
    page = shown(member, "colleague_question", question.pk)
    assert "Trop précis. Merci." in page
    again = f"{at('ask_colleagues')}?reprendre={question.pk}"
    assert again in page and SITUATION in member.get(again).text
    assert SITUATION not in client_of("other_member").get(again).text


def test_the_author_reads_published_answers_alone(member, people):
    question, other = asked(people.member), readers(people)
    given = answered(question, other, published=False)
    assert given.text not in shown(member, "colleague_question", question.pk)
    publish("reponse", given)
    page = shown(member, "colleague_question", question.pk)
    assert given.text in page and str(other) not in page
    assert "Des réponses à lire" in shown(member, "colleagues")


@pytest.mark.parametrize("kind", ["facilitator", "board_member", "coordinator", "moderator", "superuser"])
def test_nobody_who_did_not_accept_reads_a_question(client_of, people, index, kind):
    question = asked(people.member)
    browser = client_of(kind)
    assert browser.get(at("colleague_question", question.pk)).status_code == 404
    assert browser.get(at("colleagues_read")).url == at("colleagues")
    assert SITUATION not in shown(browser, "colleagues")


def test_words_searched_in_vain_begin_a_question(member, index):
    page = member.get("/pratiques/?q=zzyzx").text
    assert f"{at('ask_colleagues')}?q=zzyzx" in page and "Pas encore de fiche" in page
    assert "zzyzx" in member.get(f"{at('ask_colleagues')}?q=zzyzx").text


def test_a_visitor_is_led_to_the_entrance(visitor, index):
    page = visitor.get("/pratiques/?q=zzyzx").text
    assert "Entrer pour demander aux autres groupes" in page
    assert visitor.get(at("ask_colleagues")).status_code == 302
