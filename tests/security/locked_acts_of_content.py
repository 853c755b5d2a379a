"""What one decides under a lock about sheets, answers and modules, for `test_locks`."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import resolve, reverse
from wagtail.models import Page

from accounts.models import User
from content import personal_data
from content.admin.approvals import one_at_a_time
from content.admin.roles import ensure_roles
from content.models import ColleagueQuestion, PracticePage, Question, ReviewCase, SecondWriter, Tried
from content.practices.colleagues import desk as between_groups
from content.practices.colleagues import rules as colleagues
from content.practices.questions import answer_rules
from content.practices.review import actions as desk
from content.practices.sheets import actions, by_two, drafts, signed_names
from courses.editing import duplicate
from courses.group_readings import rules as group_readings
from courses.models import GroupReading, ModulePage
from tests.courses.factories import build_site, module_with
from tests.people import People
from tests.practices.colleagues import ANSWER, answered, asked, asked_and_answered
from tests.practices.factories import build_exchange, make_practice
from tests.practices.peer_advocates import make_peer_advocate, make_question
from tests.practices.sent_sheets import WORDS, case_of, send_sheet
from tests.practices.two_writers import joined, text_of
from tests.security.locked_acts_of_subjects import ACTS as OF_SUBJECTS

Act = tuple[QuerySet[Any], Callable[[], object]]


def keep_a_draft(people: People) -> Act:
    member = people.member
    return User.objects.filter(pk=member.pk), lambda: drafts.keep(member, None, **WORDS)


def send_what_was_kept(people: People) -> Act:
    drafts.keep(people.member, None, **WORDS)
    return User.objects.filter(pk=people.member.pk), lambda: actions.send(people.member, None)


def send_a_first_sheet(people: People) -> Act:
    index = build_exchange()
    ensure_roles()
    drafts.keep(people.member, None, **WORDS)
    return Page.objects.filter(pk=index.pk), lambda: actions.send(people.member, None)


def _sheet(people: People) -> tuple[PracticePage, QuerySet[Page]]:
    build_exchange()
    ensure_roles()
    sheet = send_sheet(people.member)
    return sheet, Page.objects.filter(pk=sheet.pk)


def send_a_sheet_again(people: People) -> Act:
    sheet, rows = _sheet(people)
    drafts.keep(people.member, sheet, what_we_did="Trois trousseaux.")
    return rows, lambda: actions.send(people.member, sheet)


def take_a_sheet_back(people: People) -> Act:
    sheet, rows = _sheet(people)
    return rows, lambda: actions.withdraw(sheet, people.member)


def publish_a_sheet(people: People) -> Act:
    sheet, rows = _sheet(people)
    version = sheet.get_latest_revision()
    return rows, lambda: version.publish(user=people.moderator)


def invite_a_second_person(people: People) -> Act:
    sheet, rows = _sheet(people)
    return rows, lambda: by_two.invite(sheet)


def sign_a_sheet_as_the_second_person(people: People) -> Act:
    sheet, rows = _sheet(people)
    by_two.invite(sheet)
    words, second = SecondWriter.objects.get(practice=sheet).words.split(), people.facilitator
    text = text_of(sheet)
    return rows, lambda: by_two.join(second, words, "none", text)


def sign_again_as_the_second_person(people: People) -> Act:
    sheet, rows = _sheet(people)
    second = joined(sheet, people.facilitator)
    return rows, lambda: by_two.sign_again(people.facilitator, second.pk, text_of(sheet))


def use_the_words_of_a_second_person(people: People) -> Act:
    sheet, _ = _sheet(people)
    by_two.invite(sheet)
    words, second = SecondWriter.objects.get(practice=sheet).words.split(), people.facilitator
    text = text_of(sheet)
    return SecondWriter.objects.filter(practice=sheet), lambda: by_two.join(second, words, "none", text)


def take_the_author_off(people: People) -> Act:
    sheet, rows = _sheet(people)
    return rows, lambda: by_two.take_author_off(sheet)


def sign_with_another_name(people: People) -> Act:
    _, rows = _sheet(people)
    return rows, lambda: signed_names.replace(people.member, str(people.member))


def erase_the_author_of_a_sheet(people: People) -> Act:
    sheet, rows = _sheet(people)
    PracticePage.objects.filter(pk=sheet.pk).update(live=True)
    return rows, lambda: personal_data.erase(people.member)


def save_a_page_in_the_editor(people: People) -> Act:
    sheet, rows = _sheet(people)
    request = RequestFactory().post("/")
    request.resolver_match = resolve(reverse("wagtailadmin_pages:edit", args=[sheet.pk]))
    return rows, lambda: one_at_a_time(lambda *_args, **_kwargs: HttpResponse())(request, page_id=sheet.pk)


def answer_a_moderator(people: People) -> Act:
    sheet, _ = _sheet(people)
    return ReviewCase.objects.filter(practice=sheet), lambda: actions.answer(sheet, people.member, "C’est fait.")


def take_a_case(people: People) -> Act:
    case = case_of(_sheet(people)[0])
    moderator = people.moderator
    return ReviewCase.objects.filter(pk=case.pk), lambda: desk.take(case, moderator)


def take_the_case_of_a_sheet(people: People) -> Act:
    sheet, rows = _sheet(people)
    case, moderator = case_of(sheet), people.moderator
    return rows, lambda: desk.take(case, moderator)


def _tried(people: People) -> tuple[Tried, QuerySet[Tried]]:
    build_exchange()
    line = Tried.say(make_practice(), people.member, "Chez nous aussi.")
    return line, Tried.objects.filter(pk=line.pk)


def say_otherwise_what_was_tried(people: People) -> Act:
    line, rows = _tried(people)
    return rows, lambda: Tried.say(line.practice, people.member, "Chez nous, autrement.")


def take_the_case_of_what_was_tried(people: People) -> Act:
    line, rows = _tried(people)
    case, moderator = ReviewCase.objects.get(tried=line), people.moderator
    return rows, lambda: desk.take(case, moderator)


def take_a_question(people: People) -> Act:
    question, advocate = make_question()[0], make_peer_advocate("Alix")
    return Question.objects.filter(pk=question.pk), lambda: answer_rules.take(question, advocate)


def erase_who_answers_a_question(people: People) -> Act:
    question, advocate = make_question()[0], make_peer_advocate("Alix")
    answer_rules.take(question, advocate)
    return Question.objects.filter(pk=question.pk), lambda: answer_rules.leave(advocate)


def copy_a_module(people: People) -> Act:
    module, editor = module_with(build_site(), lessons=1), people.editor
    rows = Page.objects.filter(pk=module.get_parent().pk)
    return rows, lambda: duplicate.duplicate(module, "Une copie", editor)


def _reading(people: People) -> tuple[GroupReading, ModulePage]:
    module = module_with(build_site(), lessons=1)
    return group_readings.say(people.facilitator, people.here, module, "named"), module


def confirm_a_reading(people: People) -> Act:
    reading, _ = _reading(people)
    rows, moderator = GroupReading.objects.filter(pk=reading.pk), people.moderator
    return rows, lambda: group_readings.confirm(reading.pk, moderator, reading.seen)


def set_a_reading_aside(people: People) -> Act:
    reading, _ = _reading(people)
    rows, moderator = GroupReading.objects.filter(pk=reading.pk), people.moderator
    return rows, lambda: group_readings.set_aside(reading.pk, moderator, reading.seen, "Ce n’est pas une lecture.")


def put_a_reading_back(people: People) -> Act:
    reading, _ = _reading(people)
    rows, moderator = GroupReading.objects.filter(pk=reading.pk), people.moderator
    group_readings.set_aside(reading.pk, moderator, reading.seen, "Ce n’est pas une lecture.")
    aside = rows.get()
    return rows, lambda: group_readings.put_back(reading.pk, moderator, aside.seen)


def say_a_reading_again(people: People) -> Act:
    reading, module = _reading(people)
    speaker, group = people.facilitator, people.here
    return GroupReading.objects.filter(pk=reading.pk), lambda: group_readings.say(speaker, group, module, "a_group")


def ask_the_other_groups(people: People) -> Act:
    writer = people.member
    return User.objects.filter(pk=writer.pk), lambda: asked(writer, published=False)


def answer_another_group(people: People) -> Act:
    question, other = asked(people.member), people.other_member
    rows = ColleagueQuestion.objects.filter(pk=question.pk)
    return rows, lambda: colleagues.answer(other, question.pk, ANSWER, is_signed=False)


def publish_an_answer_to_another_group(people: People) -> Act:
    question = asked(people.member)
    given = answered(question, people.other_member, published=False)
    rows, seen = ColleagueQuestion.objects.filter(pk=question.pk), between_groups.seen_of(given)
    return rows, lambda: between_groups.decide("reponse", given.pk, people.moderator, seen, reason="")


def withdraw_a_question_to_other_groups(people: People) -> Act:
    rows = ColleagueQuestion.objects.filter(pk=asked(people.member).pk)
    return rows, lambda: colleagues.erase(rows)


def say_which_answer_helped(people: People) -> Act:
    question, given = asked_and_answered(people)
    rows = ColleagueQuestion.objects.filter(pk=question.pk)
    return rows, lambda: colleagues.choose(people.member, given, has_helped=True)


def begin_the_sheet_of_an_answer(people: People) -> Act:
    _, given = asked_and_answered(people)
    writer = people.board_member
    return User.objects.filter(pk=writer.pk), lambda: colleagues.begin_sheet(writer, given)


ACTS: list[Callable[[People], Act]] = [
    keep_a_draft,
    send_what_was_kept,
    send_a_first_sheet,
    send_a_sheet_again,
    take_a_sheet_back,
    publish_a_sheet,
    invite_a_second_person,
    sign_a_sheet_as_the_second_person,
    sign_again_as_the_second_person,
    use_the_words_of_a_second_person,
    take_the_author_off,
    sign_with_another_name,
    erase_the_author_of_a_sheet,
    erase_who_answers_a_question,
    save_a_page_in_the_editor,
    answer_a_moderator,
    take_a_case,
    take_the_case_of_a_sheet,
    say_otherwise_what_was_tried,
    take_the_case_of_what_was_tried,
    take_a_question,
    answer_another_group,
    say_which_answer_helped,
    publish_an_answer_to_another_group,
    withdraw_a_question_to_other_groups,
    begin_the_sheet_of_an_answer,
    ask_the_other_groups,
    *OF_SUBJECTS,
    copy_a_module,
    confirm_a_reading,
    set_a_reading_aside,
    put_a_reading_back,
    say_a_reading_again,
]
