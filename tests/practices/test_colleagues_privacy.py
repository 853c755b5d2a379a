"""Questions to other groups: told to who wrote them, gone with their account, gone by themselves."""

import datetime
import json

import pytest
import time_machine
from django.core.serializers.json import DjangoJSONEncoder
from django.db import IntegrityError, transaction

from accounts.models import User
from accounts.personal_data import erase, export
from content import purge
from content.models import ColleagueAnswer, ColleagueQuestion, ColleagueReader
from tests.people import person
from tests.performance.test_query_counts import counts
from tests.practices.colleagues import ANSWER, SITUATION, answered, asked, at, publish, reader, readers

pytestmark = pytest.mark.django_db
NOON = datetime.datetime(2026, 1, 15, 11, tzinfo=datetime.UTC)


def told(user: User) -> str:
    return json.dumps(export(user), cls=DjangoJSONEncoder, ensure_ascii=False)


def test_my_data_holds_what_i_wrote_and_nothing_of_others(people, index):
    question = asked(people.member)
    answered(question, readers(people))
    mine, theirs = told(people.member), told(people.other_member)
    assert SITUATION in mine and ANSWER not in mine
    assert ANSWER in theirs and SITUATION not in theirs


def test_erasing_an_account_takes_its_words_published_or_not(people, index):
    other = readers(people)
    answered(asked(people.member), other)
    erase(other)
    assert ColleagueQuestion.objects.exists()
    assert not ColleagueAnswer.objects.exists() and not ColleagueReader.objects.exists()
    asked(people.member, published=False)
    erase(people.member)
    assert not ColleagueQuestion.objects.exists()


@pytest.mark.parametrize(("state", "kept"), [("sent", 181), ("refused", 181), ("published", 365)])
def test_a_question_goes_by_itself(people, index, state, kept):
    with time_machine.travel(NOON, tick=False):
        question = asked(people.member, published=state == "published")
        if state == "refused":
            publish("question", question, reason="Non. Merci.")
        else:
            assert question.state == state
    for days, exists in ((kept, True), (kept + 2, False)):
        with time_machine.travel(NOON + datetime.timedelta(days=days), tick=False):
            purge.purge()
        assert ColleagueQuestion.objects.exists() == exists


def test_an_answer_that_never_shows_goes_after_six_months_and_one_that_shows_stays(people, index):
    with time_machine.travel(NOON, tick=False):
        question = asked(people.member)
        answered(question, readers(people))
        answered(question, reader(person("Troisième")), published=False)
    with time_machine.travel(NOON + datetime.timedelta(days=190), tick=False):
        purge.purge()
    assert ColleagueAnswer.objects.get().state == "published"


def test_a_name_that_nobody_has_any_more_is_forgotten(people, index):
    asked(people.member, is_signed=True)
    purge.purge()
    assert ColleagueQuestion.objects.get().signed_as == str(people.member)
    User.objects.filter(pk=people.member.pk).update(display_name="Capucine")
    purge.purge()
    assert ColleagueQuestion.objects.get().signed_as == ""


def test_a_question_is_found_by_no_search_of_visitors(visitor, people, index):
    asked(people.member)
    for address in ("/recherche/?q=clé+du+local", "/pratiques/?q=clé+du+local", "/pratiques/"):
        assert SITUATION not in visitor.get(address).text


def test_the_database_lets_one_answer_help(people, index):
    question = asked(people.member)
    answered(question, readers(people))
    answered(question, reader(person("Troisième")))
    with pytest.raises(IntegrityError), transaction.atomic():
        question.answers.update(has_helped=True)


def test_a_question_asks_as_much_of_two_answers_as_of_twelve(client_of, people, index):
    question, browser = asked(people.member), client_of("other_member")
    readers(people)

    def answers(number: int) -> None:
        for _ in range(number):
            answered(question, reader(person("Qui répond")))

    few, many = counts(browser, at("colleague_question", question.pk), answers, few=2, many=12)
    assert few == many <= 8
