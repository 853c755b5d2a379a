"""A moderator sets a reading aside: it counts no more, its group reads why, says it again, or it is put back."""

import datetime

import pytest
import time_machine
from django.core.cache import caches
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.personal_data import erase, export
from courses import purge
from courses.group_readings import rules
from courses.learning.first_proposals import is_first_proposal
from courses.models import GroupReading, ReadingStep
from tests.courses.group_readers import ASIDE, DESK, WHY, confirm, now, press, put_aside, runs, steps
from tests.people import person

FIRST = "Proposition de départ"
CREDIT = "Lu ensemble par Groupe d’ici et un autre groupe."


def speaker_of(reading) -> Client:
    browser = Client()
    browser.force_login(reading.said_by)
    return browser


def address(module) -> str:
    return reverse("courses:group_reading", args=[module.slug])


def test_a_reading_set_aside_counts_no_more_and_its_group_reads_why(moderators_desk, both, module, people):
    assert ASIDE in press(moderators_desk, both[0], "mettre-de-cote", reason=f"  {WHY}  ").text
    kept = now(both[0])
    assert (kept.state, kept.reason, kept.set_aside_on) == ("aside", WHY, timezone.localdate())
    assert kept.confirmed_on is not None
    assert GroupReading.objects.confirmed().get() == both[1]
    assert GroupReading.objects.credits_of(module.translation_key) == ""
    page = speaker_of(both[0]).get(address(module)).text
    assert WHY in page and "Mise de côté" in page and "Redire cette lecture" in page
    assert WHY not in speaker_of(both[1]).get(address(module)).text
    assert steps(kept) == [("confirmed", "Moderator", ""), ("set_aside", "Moderator", WHY)]


def test_no_kept_page_shows_its_credit_any_more(
    visitor, moderators_desk, both, module, lessons, django_capture_on_commit_callbacks
):
    caches["pages"].clear()
    lesson = reverse("courses:lesson", args=[module.slug, lessons[0].slug])
    assert CREDIT in visitor.get(module.address).text and FIRST not in visitor.get(lesson).text
    for act, shown in (("mettre-de-cote", False), ("remettre", True)):
        with django_capture_on_commit_callbacks(execute=True):
            press(moderators_desk, both[0], act, reason=WHY)
        assert (CREDIT in visitor.get(module.address).text) == shown
        assert (FIRST in visitor.get(module.address).text) != shown
        assert (FIRST in visitor.get(lesson).text) != shown
        assert is_first_proposal(module) != shown


def test_a_reading_that_falls_back_to_waiting_leaves_kept_pages(
    visitor, both, module, people, django_capture_on_commit_callbacks
):
    """Its speaker erased their account, and who says it again spoke for the other group."""
    caches["pages"].clear()
    erase(both[0].said_by)
    assert CREDIT in visitor.get(module.address).text
    with django_capture_on_commit_callbacks(execute=True):
        rules.say(both[1].said_by, people.here, module, "named")
    assert now(both[0]).state == "waiting"
    assert CREDIT not in visitor.get(module.address).text


def test_a_reading_nobody_confirmed_is_set_aside_too_and_put_back_it_waits(moderators_desk, two):
    press(moderators_desk, two[0], "mettre-de-cote", reason=WHY)
    assert now(two[0]).state == "aside"
    assert "elle attend d’être confirmée" in press(moderators_desk, two[0], "remettre").text
    kept = now(two[0])
    assert (kept.state, kept.reason) == ("waiting", "")
    assert [act for act, *_ in steps(kept)] == ["set_aside", "put_back"]


def test_put_back_it_counts_again_whatever_is_pressed_twice(moderators_desk, both, module):
    press(moderators_desk, both[0], "mettre-de-cote", reason=WHY)
    for _ in range(2):
        assert "elle compte de nouveau" in press(moderators_desk, both[0], "remettre").text
    assert GroupReading.objects.credits_of(module.translation_key) == "Groupe d’ici et un autre groupe"
    assert [act for act, *_ in steps(both[0])] == ["confirmed", "set_aside", "put_back"]


@pytest.mark.parametrize("reason", ["", "  \x01 ", "a" * 501])
def test_a_reason_is_asked_for_and_what_is_typed_stays(moderators_desk, two, reason):
    response = press(moderators_desk, two[0], "mettre-de-cote", reason=reason)
    assert response.status_code == 422 and "<details open" in response.text.replace(' class="desk-choice"', "")
    assert now(two[0]).state == "waiting"


def test_a_group_takes_back_what_was_set_aside_with_its_history(two, module, moderator):
    put_aside(two[0], moderator)
    speaker_of(two[0]).post(address(module), {"take_back": two[0].peer_group_id})
    assert not ReadingStep.objects.exists() and GroupReading.objects.get() == two[1]


def test_a_group_says_it_again_once_it_has_read_why(two, both, module, moderator, people):
    put_aside(both[0], moderator)
    GroupReading.objects.update(said_on=datetime.date(2025, 1, 1))
    browser, sent = speaker_of(both[0]), {"credit": "nothing"}
    refused = browser.post(address(module), sent)
    assert refused.status_code == 422 and "a mis cette lecture de côté" in refused.text and WHY in refused.text
    assert now(both[0]).state == "aside"
    assert f'name="knows" value="{people.here.pk}"' in refused.text
    browser.post(address(module), sent | {"knows": people.here.pk})
    kept = now(both[0])
    assert (kept.state, kept.credit, kept.reason, kept.said_on) == ("waiting", "nothing", "", timezone.localdate())
    assert (kept.confirmed_on, kept.said_by) == (None, both[0].said_by)
    assert steps(kept)[-1] == ("said_again", None, "")
    page = browser.get(address(module)).text
    assert WHY not in page and "Garder" in page
    confirm(kept, moderator)
    assert now(both[0]).state == "counts"


def test_somebody_else_of_the_group_may_say_it_again(two, module, moderator, people):
    put_aside(two[0], moderator)
    speaker = runs(people.here, "Une de plus")
    rules.say(speaker, people.here, module, "named", knows=True)
    assert now(two[0]).said_by == speaker


def test_the_desk_shows_what_happened_before_to_a_reading_said_again(moderators_desk, two, module, moderator, people):
    put_aside(two[0], moderator)
    rules.say(two[0].said_by, people.here, module, "named", knows=True)
    page = moderators_desk.get(f"{DESK}{two[0].pk}/").text
    assert WHY in page and "Redite par le groupe" in page and f"par {two[0].said_by}" not in page
    assert "Ce que lisent les membres" not in page


def test_each_member_of_the_group_reads_why_and_changes_nothing(member, browser_of, two, module, moderator):
    put_aside(two[0], moderator)
    page = member.get(address(module)).text
    assert WHY in page and "Retirer cette lecture" not in page and "la redire plus bas" not in page
    assert WHY not in browser_of("other_member").get(address(module)).text
    assert WHY not in browser_of("referent").get(address(module)).text
    member.post(address(module), {"credit": "named", "knows": two[0].peer_group_id})
    assert now(two[0]).state == "aside"


def test_the_list_says_which_are_set_aside_and_shows_them_last(moderators_desk, two, moderator):
    put_aside(two[0], moderator)
    page = moderators_desk.get(DESK).text
    assert page.index("Groupe d’ailleurs") < page.index("Groupe d’ici") < page.index("Mise de côté")
    assert page.count("Confirmer<") == 1


def test_the_page_of_a_reading_asks_as_little_for_a_long_history(moderators_desk, two, count_queries):
    page = f"{DESK}{two[0].pk}/"
    put_aside(two[0], person("Une autre"))
    moderators_desk.get(page)
    few = count_queries(lambda: moderators_desk.get(page))
    for number in range(12):
        put_aside(two[0], person(f"Personne {number}"), f"Encore {number}.")
    assert count_queries(lambda: moderators_desk.get(page)) == few


@pytest.mark.parametrize("wrong", [{"reason": WHY}, {"set_aside_on": datetime.date(2026, 3, 17)}])
def test_the_database_holds_that_a_reading_set_aside_says_why(two, wrong):
    with pytest.raises(IntegrityError), transaction.atomic():
        GroupReading.objects.filter(pk=two[0].pk).update(**wrong)


def test_the_database_knows_the_acts(two):
    with pytest.raises(IntegrityError), transaction.atomic():
        two[0].steps.create(act="roi")


def test_my_data_say_what_i_decided_and_what_became_of_what_i_said(two, module, moderator):
    put_aside(two[0], moderator)
    (told,) = export(two[0].said_by)["lectures dites pour un groupe"]
    assert (told["mise de côté le"], told["pourquoi"]) == (timezone.localdate(), WHY)
    (told,) = export(moderator)["lectures de groupes décidées en modération"]
    assert (told["formation"], told["groupe"], told["quoi"], told["pourquoi"]) == (
        module.title,
        "Groupe d’ici",
        "Mise de côté",
        WHY,
    )
    erase(moderator)
    assert steps(two[0]) == [("set_aside", None, WHY)]


def test_a_reading_set_aside_is_erased_after_a_year_and_its_history_with_it(two, moderator):
    put_aside(two[0], moderator)
    GroupReading.objects.filter(pk=two[0].pk).update(
        said_on=datetime.date(2024, 1, 1), set_aside_on=datetime.date(2026, 3, 17)
    )
    GroupReading.objects.filter(pk=two[1].pk).update(confirmed_on=datetime.date(2026, 3, 17))
    with time_machine.travel(datetime.date(2027, 3, 17)):
        purge.purge()
        assert GroupReading.objects.count() == 2
    with time_machine.travel(datetime.date(2027, 3, 18)):
        purge.purge()
    assert GroupReading.objects.get() == two[1] and not ReadingStep.objects.exists()
