"""Two questions after a date: once each, without name, hour or order; read five by five, by those who never answer."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from accounts import personal_data
from accounts.models import Membership, User
from config.settings_parts import rate_limits
from gatherings.models import Opinion, WorkshopDate
from gatherings.opinions import rules
from gatherings.opinions.views import A_PAGE, ALREADY, NOT_THERE, OVER, THANKS
from gatherings.purge import purge
from tests.gatherings.presence_kit import NOW, at, make_date, scan_screen, signed_in
from tests.people import person

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)
LINE = "Commencer plus tôt."
MOSTLY_YES, SHARED = "Plus de la moitié disent&nbsp;: <strong>oui</strong>.", "Elles sont partagées."


@pytest.fixture(autouse=True)
def clock(settings):
    """Stand at half past two, a Tuesday, with the limits of a site."""
    settings.LIMITS = rate_limits.OURS
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def lou(people, clock) -> User:
    """A member who leads, and does not run the group."""
    return belonging("Lou", people)


@pytest.fixture
def date(people, lou) -> WorkshopDate:
    return make_date(people.here, lou)


def belonging(name: str, people) -> User:
    user = person(name)
    Membership.objects.create(user=user, peer_group=people.here)
    return user


def there(user: User, date: WorkshopDate, how: str = "unnamed") -> Client:
    """Return the browser of somebody counted at the date."""
    client = signed_in(user)
    scan_screen(client, date, how)
    return client


def say(client: Client, date: WorkshopDate, served: str = "yes", words: str = "", **more):
    return client.post(at("opinion", date), {"served": served, "words": words, **more})


def answers(date: WorkshopDate, people, number: int, words: str = "", served: str = "yes") -> None:
    """Have so many people answer, each with a line."""
    for n in range(number):
        user = belonging(f"Camille {n}", people)
        rules.answer(date, user, served, f"{words}{n}" if words else "")


def page_of(user: User, date: WorkshopDate):
    return signed_in(user).get(f"/ateliers/atelier/{date.workshop_id}/avis/")


@pytest.mark.parametrize("how", ["named", "unnamed"])
def test_whoever_was_counted_answers_once(people, date, how, clock):
    client = there(people.member, date, how)
    assert at("opinion", date) in client.get(at("date", date)).text
    answer = say(client, date, "a_little", f"  {LINE}\n")
    assert answer.url == at("date", date) and THANKS in client.get(answer.url).text
    for days in (0, 6):
        clock.shift(days * DAY)
        assert ALREADY in client.get(say(client, date, "no").url).text
    (kept,) = Opinion.objects.all()
    assert (kept.served, kept.words, kept.date) == ("a_little", LINE, date)


def test_nothing_says_who_when_or_in_which_order(people, date):
    say(there(people.member, date), date)
    kept = Opinion.objects.get()
    assert {field.name for field in Opinion._meta.concrete_fields} == {
        *("id", "date", "served", "words", "month", "is_told"),
    }
    assert kept.month == datetime.date(2026, 12, 1) and kept.pk.version == 4
    assert LINE not in str(personal_data.export(people.member))


def test_whoever_was_not_counted_loses_nothing_of_what_they_typed(people, date):
    answer = say(signed_in(people.member), date, words=LINE)
    assert answer.status_code == 422 and NOT_THERE in answer.text and LINE in answer.text
    assert not Opinion.objects.exists()


def test_the_page_does_not_tell_who_was_there(people, date):
    for client in (signed_in(belonging("Camille", people)), there(people.member, date)):
        assert at("opinion", date) in client.get(at("date", date)).text
        page = client.get(at("opinion", date))
        assert page.status_code == 200 and NOT_THERE not in page.text


def test_not_before_it_begins_nor_after_seven_days(people, date, clock):
    client = there(people.member, date)
    for moment in (date.starts_at - datetime.timedelta(minutes=1), date.ends_at + 7 * DAY):
        clock.move_to(moment)
        assert client.get(at("opinion", date)).url == at("date", date)
        assert at("opinion", date) not in client.get(at("date", date)).text
        answer = say(client, date, words=LINE)
        assert answer.status_code == 422 and OVER in answer.text and LINE in answer.text


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"words": LINE}, "Choisissez une des trois réponses."),
        ({"served": "roi", "words": LINE}, "Choisissez une des trois réponses."),
        ({"served": "yes", "words": LINE + "a" * 200}, "Votre ligne est trop longue"),
    ],
)
def test_a_wrong_answer_is_asked_again_with_what_was_typed(people, date, sent, told):
    answer = there(people.member, date).post(at("opinion", date), sent)
    assert answer.status_code == 422 and told in answer.text and LINE in answer.text
    assert not Opinion.objects.exists()


def test_what_may_tell_of_somebody_is_asked_once_more(people, date):
    client = there(people.member, date)
    answer = say(client, date, words="Pas chez Kevin.")
    assert answer.status_code == 422 and "À regarder une fois" in answer.text and not Opinion.objects.exists()
    say(
        client,
        date,
        words="Pas chez Kevin.",
        already_said="Ce mot peut faire reconnaître quelqu’un\xa0: «\xa0Kevin\xa0».",
    )
    assert Opinion.objects.exists()


@pytest.mark.parametrize("kind", ["facilitator", "board_member"])
def test_who_reads_the_answers_gives_none(people, date, lou, kind):
    """With four answers of their own, on four dates or through four presses, they would read somebody's."""
    for user in (people.of(kind), lou):
        client = there(user, date)
        assert at("opinion", date) not in client.get(at("date", date)).text
        assert say(client, date).status_code == 404
        with pytest.raises(rules.NoLongerOpenError):
            rules.answer(date, user, "yes", "")
    assert not Opinion.objects.exists()


def test_a_stranger_finds_nothing(people, date):
    stranger = signed_in(people.other_member)
    assert stranger.get(at("opinion", date)).status_code == say(stranger, date).status_code == 404


def test_a_training_day_is_answered_by_anybody_who_was_there(people, clock):
    date = make_date(None, people.coordinator)
    assert say(there(people.other_member, date), date).status_code == 302
    assert say(there(people.coordinator, date), date).status_code == 404


@pytest.mark.parametrize("kind", ["facilitator", "board_member"])
def test_nothing_is_read_under_five_answers(people, date, lou, kind):
    answers(date, people, 4, "Ligne ")
    for user in (people.of(kind), lou):
        page = page_of(user, date).text
        assert "Rien à lire" in page and "Ligne" not in page and "Oui" not in page
    rules.answer(date, people.member, "no", "")
    for user in (people.of(kind), lou):
        page = page_of(user, date).text
        assert "5 réponses." in page and MOSTLY_YES in page and page.count("Ligne") == 4


def test_what_is_read_moves_five_by_five(people, date, lou):
    answers(date, people, 5, "Utile ")
    first = page_of(lou, date).content
    answers(date, people, 4, "Trop long ", served="no")
    assert shown(page_of(lou, date).content) == shown(first)
    answers(date, people, 1, "La seule ", served="a_little")
    page = page_of(lou, date).text
    assert "10 réponses." in page and SHARED in page and page.count("Trop long ") == 4


def shown(page: bytes) -> str:
    """Return what the page says of the workshop, without the tokens of its head."""
    return page.decode().split("<main", 1)[1].split("</main", 1)[0]


def test_five_answers_are_five_people_of_one_date(people, date, lou):
    """One person who answers at five dates is not five."""
    for week in range(5):
        other = WorkshopDate.objects.create(
            workshop=date.workshop,
            original_day=date.original_day - (week + 1) * DAY,
            starts_at=date.starts_at,
            ends_at=date.ends_at,
        )
        rules.answer(other, people.member, "no", LINE)
    assert "Rien à lire" in page_of(lou, date).text


def test_a_complete_group_has_one_month(people, date, clock):
    clock.move_to(datetime.datetime(2026, 12, 31, 23, 30, tzinfo=NOW.tzinfo))
    late = make_date(people.here)
    answers(late, people, 4)
    clock.shift(DAY)
    answers(late, people, 1)
    assert set(Opinion.objects.values_list("month", "is_told")) == {(datetime.date(2027, 1, 1), True)}


def test_five_answers_alike_read_like_three_of_five(people, date, lou):
    """Else whoever knows who was there would know what each of them said, or that nobody said something else."""
    other = make_date(people.here)
    answers(date, people, 5)
    answers(other, people, 3)
    for served in ("a_little", "no"):
        answers(other, people, 1, served=served)
    alike, mixed = (shown(page_of(people.facilitator, each).content) for each in (date, other))
    assert alike == mixed and MOSTLY_YES in alike


def test_a_group_more_does_not_tell_what_it_holds(people, date, lou):
    pages = []
    for served in ("yes", "no"):
        other = make_date(people.here)
        answers(other, people, 5, served="yes")
        answers(other, people, 3, served=served)
        answers(other, people, 2, served="yes")
        pages.append(shown(page_of(people.facilitator, other).content))
    assert pages[0] == pages[1]


def test_lines_are_in_the_order_of_letters_and_all_read(people, date, lou):
    Opinion.objects.bulk_create(
        Opinion(date=date, served="yes", words=f"Ligne {number:03}", is_told=True)
        for number in reversed(range(A_PAGE + 5))
    )
    page = page_of(lou, date).text
    assert page.count("Ligne ") == A_PAGE and page.index("Ligne 000") < page.index("Ligne 099")
    last = signed_in(lou).get(f"/ateliers/atelier/{date.workshop_id}/avis/?page=2").text
    assert [f"Ligne {number:03}" in last for number in (99, 100, 104)] == [False, True, True]


def test_nobody_else_reads_them(people, date):
    answers(date, people, 5, "Ligne ")
    for kind in ("member", "other_member", "coordinator", "superuser", "moderator"):
        assert page_of(people.of(kind), date).status_code == 404, kind


def test_those_who_read_are_led_there(people, date, lou):
    there_is = f"/ateliers/atelier/{date.workshop_id}/avis/"
    for user in (lou, people.facilitator, people.board_member):
        assert there_is in signed_in(user).get(at("date", date)).text
    assert there_is not in signed_in(people.member).get(at("date", date)).text
    assert there_is in signed_in(people.facilitator).get(f"/ateliers/atelier/{date.workshop_id}/").text


def test_answers_too_few_go_when_nobody_may_answer_any_more(people, date, lou, clock):
    answers(date, people, 7, "Ligne ")
    clock.move_to(date.ends_at + 7 * DAY - datetime.timedelta(seconds=1))
    purge()
    assert Opinion.objects.count() == 7
    clock.move_to(date.ends_at + 7 * DAY)
    purge()
    assert Opinion.objects.count() == 5 and page_of(lou, date).text.count("Ligne") == 5


@pytest.mark.parametrize(("day", "left"), [(datetime.date(2027, 12, 31), 5), (datetime.date(2028, 1, 1), 0)])
def test_after_twelve_months_nothing_is_left(people, date, clock, day, left):
    answers(date, people, 5, "Ligne ")
    clock.move_to(datetime.datetime.combine(day, datetime.time(12), tzinfo=NOW.tzinfo))
    purge()
    assert Opinion.objects.count() == left


def test_erased_a_person_leaves_an_answer_that_nobody_can_join_to_them(people, date):
    say(there(people.member, date), date)
    personal_data.erase(people.member)
    assert Opinion.objects.count() == 1


@pytest.mark.parametrize("wrong", [{"month": NOW.date()}, {"served": "roi"}])
def test_the_database_refuses_what_would_tell_more(date, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        Opinion.objects.create(**{"date": date, "served": "yes"} | wrong)
