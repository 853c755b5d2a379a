"""The committee of lessons: whose seats count, when it decides, and that it forgets who said what."""

import datetime

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accounts.models import CollectiveReferent, Membership
from courses.models import CommitteeSeat, Subject, SubjectOpinion
from courses.purge import purge
from courses.subjects import rules
from courses.subjects.committee import Committee
from tests.courses.committee_kit import Sitting, browser_of, decided, seat_of, subject_of
from tests.people import facilitates, member_named

INDEX, COMMITTEE = reverse("courses:subjects"), reverse("courses:committee")
State = Subject.State


@pytest.fixture
def sitting(people) -> Sitting:
    return Sitting(people)


@pytest.fixture
def subject(people) -> Subject:
    return subject_of(people.other_member)


def _say(user, subject, *, keeps, reason="Un autre sujet en parle."):
    shown = Subject.objects.get(pk=subject.pk)
    return rules.say(user, subject.pk, reason, rules.seen_of(shown), keeps=keeps)


def _page(subject) -> str:
    return reverse("courses:weigh_subject", args=[subject.pk])


def test_three_seats_of_members_may_decide(sitting):
    assert Committee.today().sits


def test_it_does_not_sit_when_a_seat_is_missing(sitting):
    sitting.seats[0].delete()
    assert not Committee.today().sits


def test_members_of_one_group_count_for_one(people, sitting):
    Membership.objects.filter(user=sitting.bruno).update(peer_group=people.here)
    committee = Committee.today()
    assert committee.members == {sitting.alice.pk, sitting.chloe.pk}
    assert committee.sits
    Membership.objects.filter(user=sitting.chloe).update(peer_group=people.here)
    assert not Committee.today().sits


def test_who_takes_a_work_in_a_group_or_in_the_admin_is_a_member_no_more(people, sitting):
    seat_of(people.editor)
    assert Committee.today().sits
    Membership.objects.create(user=sitting.chloe, peer_group=people.here, **facilitates())
    committee = Committee.today()
    assert committee.members == {sitting.alice.pk, sitting.bruno.pk}
    assert not committee.sits


def test_who_left_their_group_or_whose_year_is_over_counts_no_more(sitting):
    today = timezone.localdate()
    yesterday = today - datetime.timedelta(days=1)
    Membership.objects.filter(user=sitting.alice).update(starts_on=yesterday, ends_on=yesterday)
    CommitteeSeat.objects.filter(user=sitting.bruno).update(ends_on=today)
    committee = Committee.today()
    assert committee.seats == committee.members == {sitting.chloe.pk}


def test_more_than_half_choose_and_nobody_knows_who(sitting, subject):
    assert _say(sitting.alice, subject, keeps=True).state == State.PROPOSED
    assert SubjectOpinion.objects.count() == 1
    chosen = _say(sitting.bruno, subject, keeps=True)
    assert (chosen.state, chosen.author, chosen.decided_on) == (State.CHOSEN, None, timezone.localdate())
    assert not SubjectOpinion.objects.exists()


def test_those_who_are_not_members_of_groups_never_choose_alone(people, sitting, subject):
    seat_of(people.editor)
    seat_of(people.facilitator)
    assert Committee.today().sits
    for each in (people.editor, people.facilitator, sitting.alice):
        assert _say(each, subject, keeps=True).state == State.PROPOSED
    assert _say(sitting.bruno, subject, keeps=True).state == State.CHOSEN


def test_a_subject_is_not_kept_for_the_reason_that_the_first_one_wrote(sitting, subject):
    _say(sitting.alice, subject, keeps=False, reason="Une leçon le dit déjà.")
    ended = _say(sitting.bruno, subject, keeps=False, reason="Autre chose.")
    assert (ended.state, ended.reason) == (State.NOT_KEPT, "Une leçon le dit déjà.")


def test_when_nobody_says_no_any_more_the_reason_goes(sitting, subject):
    _say(sitting.alice, subject, keeps=False)
    assert _say(sitting.alice, subject, keeps=True).reason == ""


def test_no_reason_no_refusal(sitting, subject):
    with pytest.raises(rules.NeedsReasonError):
        _say(sitting.alice, subject, keeps=False, reason="")


def test_who_does_not_sit_or_when_the_committee_may_not_decide_says_nothing(people, sitting, subject):
    with pytest.raises(rules.NotSittingError):
        _say(people.member, subject, keeps=True)
    sitting.seats[1].delete()
    with pytest.raises(rules.NotSittingError):
        _say(sitting.alice, subject, keeps=True)


def test_what_those_who_left_the_committee_said_counts_no_more(people, sitting, subject):
    seat_of(member_named(people.here, "Dora"))
    _say(sitting.alice, subject, keeps=True)
    CommitteeSeat.objects.filter(user=sitting.alice).update(ends_on=timezone.localdate())
    assert _say(sitting.bruno, subject, keeps=True).state == State.PROPOSED


def test_a_reason_written_meanwhile_is_read_before_one_agrees(sitting, subject):
    browser = browser_of(sitting.bruno)
    seen = rules.seen_of(subject)
    _say(sitting.alice, subject, keeps=False, reason="Une leçon le dit déjà.")
    answer = browser.post(_page(subject), {"opinion": "no", "reason": "La mienne.", "seen": seen})
    assert answer.status_code == 422
    assert "Une leçon le dit déjà." in answer.text
    assert "La mienne." in answer.text
    assert SubjectOpinion.objects.count() == 1


def test_one_who_sits_reads_and_answers_in_the_browser(sitting, subject):
    browser = browser_of(sitting.alice)
    assert subject.title in browser.get(COMMITTEE).text
    page = browser.get(_page(subject))
    assert subject.words in page.text
    without = browser.post(_page(subject), {"opinion": "no", "seen": rules.seen_of(subject)})
    assert without.status_code == 422
    assert "Dites pourquoi" in without.text
    assert browser.post(_page(subject), {"opinion": "yes", "seen": rules.seen_of(subject)}).status_code == 302
    assert "Vous avez dit oui" in browser.get(COMMITTEE).text


def test_what_names_somebody_in_a_reason_is_said_once(sitting, subject):
    browser = browser_of(sitting.alice)
    said = {"opinion": "no", "reason": "Chez Kevin, on l’a déjà.", "seen": rules.seen_of(subject)}
    warned = browser.post(_page(subject), said)
    assert warned.status_code == 422
    remarks = warned.context["form"].remarks
    assert browser.post(_page(subject), {**said, "already_said": remarks}).status_code == 302


def test_neither_the_author_nor_the_voters_are_shown_to_anybody(people, sitting, subject):
    _say(sitting.alice, subject, keeps=True)
    for page in (COMMITTEE, _page(subject), INDEX):
        text = browser_of(sitting.bruno).get(page).text
        assert str(people.other_member) not in text
        assert "Alice" not in text


def test_a_subject_that_waits_shows_to_its_author_and_the_committee_alone(people, sitting, subject):
    assert subject.title in browser_of(people.other_member).get(INDEX).text
    assert subject.title not in browser_of(people.member).get(INDEX).text
    assert browser_of(people.member).get(COMMITTEE).status_code == 404
    assert browser_of(people.member).get(_page(subject)).status_code == 404


def test_whoever_offered_and_does_not_sit_yet_reads_nothing(people, subject):
    CommitteeSeat.objects.create(user=people.member)
    assert browser_of(people.member).get(COMMITTEE).status_code == 404


@pytest.mark.parametrize(
    "odd",
    [
        {"state": "maybe"},
        {"state": "chosen", "decided_on": None},
        {"state": "not_kept", "reason": ""},
        {"state": "chosen", "reason": "x"},
        {"state": "published", "module_key": None},
    ],
)
def test_the_database_refuses_what_no_subject_is(db, odd):
    subject = decided()
    with pytest.raises(IntegrityError), transaction.atomic():
        Subject.objects.filter(pk=subject.pk).update(**odd)


def test_the_purge_forgets_what_is_over(people, sitting):
    long_ago = timezone.localdate() - datetime.timedelta(days=760)
    waits, kept, chosen = subject_of(people.member), decided(state=State.NOT_KEPT, reason="Déjà dit."), decided()
    Subject.objects.filter(pk=waits.pk).update(proposed_on=long_ago)
    Subject.objects.filter(pk__in=[kept.pk, chosen.pk]).update(decided_on=long_ago)
    CommitteeSeat.objects.filter(user=sitting.alice).update(ends_on=timezone.localdate())
    offered = CommitteeSeat.objects.create(user=people.member, offered_on=long_ago)
    assert purge() == 4
    assert list(Subject.objects.all()) == [chosen]
    assert not CommitteeSeat.objects.filter(pk__in=[offered.pk, sitting.seats[0].pk]).exists()


def test_who_belongs_nowhere_any_more_leaves_all_the_same(people, sitting):
    browser = browser_of(sitting.alice)
    assert f'href="{COMMITTEE}"' in browser.get(INDEX).text
    Membership.objects.filter(user=sitting.alice).delete()
    assert f'href="{COMMITTEE}"' not in browser.get(INDEX).text
    CollectiveReferent.objects.create(user=sitting.alice, collective=people.collective)
    assert browser.get(reverse("courses:seat")).status_code == 403
    assert browser.post(reverse("courses:seat"), {"answer": "non"}).status_code == 302
    assert not CommitteeSeat.objects.filter(user=sitting.alice).exists()
