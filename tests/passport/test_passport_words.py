"""The passport in plain words: until when a share is open, what an opening was, how a skill came."""

import datetime

import pytest
import time_machine
from django.utils import timezone

from lib.days import end_everywhere
from passport.models import Face, Opening, Practice, Share, SourceKind
from passport.templatetags.passport_words import face_words, facts_words, opening_words, register, until_words
from tests.passport.factories import make_line, make_person


@pytest.fixture(autouse=True)
def noon():
    """Stand still, at noon."""
    with time_machine.travel("2026-11-20 12:00:00+01:00", tick=False):
        yield


@pytest.mark.parametrize(
    ("hours", "words"),
    [
        (2, "jusqu’à aujourd’hui, 14 h 00 (heure de Paris)"),
        (24, "jusqu’à demain, 12 h 00 (heure de Paris)"),
        (48, "jusqu’au 22 novembre, 12 h 00 (heure de Paris)"),
    ],
)
def test_a_share_shown_together_is_open_until_an_hour(hours, words):
    closes_at = timezone.now() + datetime.timedelta(hours=hours)
    assert until_words(Share(way=Share.Way.TOGETHER, closes_at=closes_at)) == words


def test_a_share_by_a_link_is_open_until_a_day_with_its_year_when_it_is_another():
    days = [datetime.date(2026, 12, 12), datetime.date(2027, 1, 5)]
    shares = [Share(way=Share.Way.LINK, closes_at=end_everywhere(day)) for day in days]
    assert [until_words(share) for share in shares] == ["jusqu’au 12 décembre", "jusqu’au 5 janvier 2027"]


def test_an_opening_says_who_read_and_when_or_that_other_digits_were_tried():
    def opening(outcome, reader=""):
        return Opening(outcome=outcome, declared_reader=reader, opened_at=timezone.now())

    outcome = Opening.Outcome
    assert opening_words(opening(outcome.SHOWN, "Clubhouse")) == "Lu aujourd’hui par «\xa0Clubhouse\xa0»"
    assert opening_words(opening(outcome.SHOWN)) == "Lu aujourd’hui sans dire de nom"
    tried = opening_words(opening(outcome.WRONG_CODE, "Clubhouse"))
    assert tried == "D’autres chiffres ont été essayés aujourd’hui, par «\xa0Clubhouse\xa0»"


@pytest.mark.django_db
def test_how_a_skill_came_is_told():
    person = make_person()
    trained, done = make_line(person, practice=Practice.NOT_TRIED), make_line(person, practice=Practice.WITHOUT_HELP)
    for line in (trained, done):
        line.occasions.create(source_kind=SourceKind.TRAINING, happened_on=timezone.localdate())
    assert face_words(trained) == "Je l’ai vue en formation"
    assert face_words(done) == "J’ai appris en faisant"
    assert face_words(make_line(person, face=Face.SHARED)) == "J’ai montré"


@pytest.mark.django_db
def test_how_often_and_with_what_help_is_told_in_small_letters():
    person = make_person()
    line = make_line(person, practice=Practice.WITHOUT_HELP, frequency="often")
    assert facts_words(line) == " · souvent · sans aide"
    assert facts_words(make_line(person, practice=Practice.TRIED)) == " · essayé"


def test_the_words_of_a_day_may_be_used_beside_them():
    assert register.filters["day_words"](timezone.now()) == "aujourd’hui"
