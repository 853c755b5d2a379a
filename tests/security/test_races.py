"""Requests at the same instant: a button pressed twice writes one row, whatever the database."""

import threading
import time
from collections.abc import Callable

import pytest
from django.db import connections
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.groups import joining
from accounts.models import GroupAct, Membership, SecretReset
from accounts.recovery import rescue_code
from accounts.secret_code import reset_by_two
from accounts.secret_code import rules as secret_code
from accounts.sign_in import own_email
from content.admin.roles import ensure_roles
from content.models import PracticePage, ReviewCase, Tried
from content.practices.review import actions as desk
from content.practices.sheets import actions, drafts
from courses.models import Enrolment, LessonDone, LessonPage, QuizResult
from passport.models import Entry, Occasion, Opening, Reply, Share
from tests.accounts.as_read import seen
from tests.accounts.kit import card_of, sent_code
from tests.accounts.kit import enter as enter_with_card
from tests.accounts.together import NEW_CODE, Together
from tests.courses.exercises import match_block, order_block, right_answer, short_block
from tests.courses.factories import build_site, module_with, question_block
from tests.passport.factories import make_line, make_proposal, make_share, make_skill
from tests.people import People, facilitates, sign_in
from tests.practices.factories import build_exchange, make_practice
from tests.practices.sent_sheets import case_of, is_live, send_sheet
from tests.sharing.kit import MESSAGE, enter
from tests.sharing.test_rush import together

pytestmark = pytest.mark.django_db(transaction=True)
PRESSES = 50


def press(client: Client, address: str, data: dict) -> set[int]:
    """Send the same form PRESSES times at once from one browser; return the statuses of the answers."""

    def once(_number: int) -> int:
        browser = Client(headers={"Sec-Fetch-Site": "same-origin"})
        browser.cookies = client.cookies.copy()
        return browser.post(address, data).status_code

    return set(together(PRESSES, once))


@pytest.fixture
def people(db) -> People:
    return People()


def test_taking_a_proposal_many_times_at_once_makes_one_entry(people):
    client = sign_in(Client(), people, "member")
    proposal = make_proposal(people.member)
    address = reverse("passport:proposals", args=["training", proposal.source_ref])
    fields = client.get(address).context["form"].fields
    assert press(client, address, dict.fromkeys(fields, "tried")) == {302}
    assert Entry.objects.count() == Occasion.objects.count() == 1


def test_adding_an_entry_many_times_at_once_makes_one(people):
    client = sign_in(Client(), people, "member")
    address = reverse("passport:add_skill", args=[make_skill().slug])
    answers = press(client, address, {"face": "gained", "practice": "tried", "happened_on": "2026-01-02"})
    assert answers <= {302, 422}
    assert Entry.objects.count() == Occasion.objects.count() == 1


def test_adding_one_s_own_entry_many_times_at_once_makes_one(people):
    client = sign_in(Client(), people, "member")
    address = reverse("passport:add_own")
    said = {"own_title": "Réparer un vélo", "face": "gained", "practice": "tried", "happened_on": "2026-01-02"}
    said["ref"] = client.get(address).context["form"]["ref"].value()
    assert press(client, address, said) == {302}
    assert Entry.objects.count() == Occasion.objects.count() == 1


def test_adding_an_occasion_many_times_at_once_makes_one(people):
    client = sign_in(Client(), people, "member")
    line = make_line(people.member)
    ref = client.get(line.get_absolute_url()).context["form"]["ref"].value()
    address = reverse("passport:add_occasion", args=[line.pk])
    assert press(client, address, {"happened_on": "2026-01-02", "source_label": "La fête", "ref": ref}) == {302}
    assert Occasion.objects.count() == 1


def test_opening_a_share_many_times_at_once_opens_one(people):
    client = sign_in(Client(), people, "member")
    line = make_line(people.member)
    begun = client.post(reverse("passport:share_new"), {"recipient": "other", "other": "Un lieu"})
    ref = begun.url.rstrip("/").split("/")[-2]
    client.post(reverse("passport:share_content", args=[ref]), {"entries": [line.pk], "shown_name": "Alix"})
    review = client.post(reverse("passport:share_way", args=[ref]), {"way": "link"}).url
    assert press(client, review, {"seen": seen(client, review)}) == {302}
    assert Share.objects.count() == 1


def test_leaving_a_message_many_times_at_once_leaves_one(people):
    client, share = Client(), make_share(people.member)
    enter(client, share)
    address = reverse("sharing:view", args=[Opening.objects.get().ref])
    assert press(client, address, MESSAGE) == {303}
    assert Reply.objects.count() == 1


def test_finishing_a_lesson_many_times_at_once_marks_it_once(people):
    module = module_with(build_site(), lessons=1)
    client = sign_in(Client(), people, "member")
    address = reverse("courses:mark", args=[module.slug, module.get_children().get().slug])
    assert press(client, address, {"action": "done"}) == {302}
    assert Enrolment.objects.count() == LessonDone.objects.count() == 1


ASKED = [question_block(("Oui", True), ("Non", False)), order_block(), match_block(), short_block()]


@pytest.mark.parametrize("block", ASKED, ids=[block["type"] for block in ASKED])
def test_answering_many_times_at_once_is_one_try_of_each_attempt(people, block):
    module = module_with(build_site(), lessons=1)
    lesson = LessonPage.objects.child_of(module).get()
    lesson.body = [block]
    lesson.save()
    client = sign_in(Client(), people, "member")
    address = reverse("courses:answer", args=[module.slug, lesson.slug])
    for attempt in (1, 2):
        sent = {"question": block["id"], "choices": right_answer(block), "attempt": attempt}
        assert press(client, address, sent) == {200}
        assert QuizResult.objects.get().tries == attempt


def test_preparing_a_new_code_many_times_at_once_prepares_one(people):
    card_of(people.member)
    two = Together(people)
    assert press(two.browser("facilitator"), two.url(), {"here": "on"}) == {302}
    address = two.url("reset_choose")
    assert press(two.browser("board_member"), address, {"code": NEW_CODE, "again": NEW_CODE}) == {302}
    assert SecretReset.objects.count() == 1
    assert GroupAct.objects.count() == 2


def test_a_code_refused_as_it_takes_effect_is_either_refused_or_applied(people):
    """The code is refused or applied: never both, never neither."""
    card_of(people.member)
    reset = Together(people).prepare()
    SecretReset.objects.update(takes_effect_at=timezone.now())

    def once(number: int) -> bool:
        if number % 2:
            return reset_by_two.apply_due(people.member)
        return reset_by_two.refuse(people.member)

    done = together(20, once)
    reset.refresh_from_db()
    assert done.count(True) == 1
    assert (reset.applied_at is None) != (reset.refused_at is None)


def test_refusing_many_times_at_once_leaves_the_former_code(people):
    held = card_of(people.member)
    pair = Together(people)
    pair.prepare()
    assert press(pair.browser("member"), reverse("accounts:code_news"), {"answer": "refuse"}) == {302}
    assert enter_with_card(Client(), held).status_code == 302


def test_a_rescue_code_used_as_a_prepared_code_takes_effect_wins(people, monkeypatch):
    """Neither waits for the other without end; the code chosen with the rescue code is the one that stays."""
    card_of(people.member)
    Together(people).prepare()
    SecretReset.objects.update(takes_effect_at=timezone.now())
    given, end_all, others = (
        rescue_code.words_fingerprint(rescue_code.make(people.member)),
        rescue_code.open_sessions.end_all,
        [],
    )

    def serve() -> None:
        try:
            reset_by_two.apply_due(people.member)
        finally:
            connections.close_all()

    def meanwhile(*args: object, **kwargs: object) -> int:
        if not others:
            others.append(threading.Thread(target=serve))
            others[0].start()
            others[0].join(timeout=1)
        return end_all(*args, **kwargs)

    monkeypatch.setattr(rescue_code.open_sessions, "end_all", meanwhile)
    assert rescue_code.use(people.member, given, "264918")
    others[0].join()
    people.member.refresh_from_db()
    assert secret_code.matches("264918", people.member.secret_hash)
    assert not SecretReset.objects.pending().exists()


def test_twenty_guesses_of_a_mailed_code_at_once_are_compared_three_times_at_most(people):
    own_email.keep(people.member, "nour@exemple.org", proved=True)
    client = Client()
    client.post(reverse("account_request_login_code"), {"email": "nour@exemple.org"})
    address, wrong = reverse("account_confirm_login_code"), "000000" if sent_code() != "000000" else "111111"

    def guess(_number: int) -> bool:
        browser = Client()
        browser.cookies = client.cookies.copy()
        answer = browser.post(address, {"code": wrong})
        return answer.status_code == 422 or answer.url != address

    assert together(20, guess).count(True) <= 3


def test_joining_and_leaving_a_group_many_times_at_once(people):
    Membership.objects.filter(user=people.other_member).update(**facilitates())
    invitation, _ = joining.invite(people.elsewhere, people.other_member, "k" * 22)
    client = sign_in(Client(), people, "member")
    session = client.session
    session["joining"] = {"invitation": invitation.pk, "at": int(time.time())}
    session.save()
    assert press(client, reverse("accounts:join_confirm"), {}) == {302}
    joined = Membership.objects.get(user=people.member, peer_group=people.elsewhere)
    assert press(client, reverse("accounts:leave_group", args=[joined.pk]), {}) == {302}
    assert not joining.belongs(people.member, people.elsewhere)


@pytest.fixture
def in_between(monkeypatch):
    """Let somebody else act between the moment a moderator reads a text and its publication."""
    looked, threads = desk._same_text, []

    def meanwhile(act: Callable[[], object]) -> Callable[[], None]:
        def run() -> None:
            try:
                act()
            finally:
                connections.close_all()

        def look(case: ReviewCase, text: str) -> None:
            looked(case, text)
            threads.append(threading.Thread(target=run))
            threads[-1].start()
            threads[-1].join(timeout=1)  # the thread waits for us, unless no lock holds it

        monkeypatch.setattr(desk, "_same_text", look)
        return lambda: [thread.join() for thread in threads]

    return meanwhile


def test_a_tried_changed_during_its_publication_is_read_again(people, in_between):
    build_exchange()
    ensure_roles()
    practice = make_practice()
    case = ReviewCase.objects.get(tried=Tried.say(practice, people.member, "Chez nous aussi."))
    moderator = people.moderator
    both_done = in_between(lambda: Tried.say(practice, people.member, "Appelez Alix au foyer."))
    desk.publish(case, moderator, desk.text_read(case))
    both_done()
    assert (Tried.objects.get().words, Tried.objects.get().state) == ("Appelez Alix au foyer.", "sent")


def test_a_practice_sheet_changed_during_its_publication_is_read_again(people, in_between):
    build_exchange()
    ensure_roles()
    sheet = send_sheet(people.member)
    drafts.keep(people.member, sheet, what_we_did="Un texte que personne n’a lu.")
    case, moderator = case_of(sheet), people.moderator
    both_done = in_between(lambda: actions.send(people.member, sheet))
    desk.publish(case, moderator, desk.text_read(case))
    both_done()
    assert is_live(sheet)
    assert "personne n’a lu" not in PracticePage.objects.get(pk=sheet.pk).what_we_did
    assert case_of(sheet).closed_at is None
