"""The cards of the home page: the office of the member, the hand-overs, the lesson to resume."""

import datetime

import pytest
import time_machine
from django.core.cache import caches
from django.template.loader import get_template
from django.test import RequestFactory
from django.urls import reverse
from django.utils import timezone

from accounts import home_blocks
from accounts.models import HandOverTick, Mandate
from courses.models import Enrolment, LessonDone, LessonPage, ModulePage, OfficeTraining, PathIndexPage, PathModule
from tests.accounts.board import day, mandate_of, member_of
from tests.courses.factories import PathPageFactory, address, build_site, module_with


@pytest.fixture
def training(db):
    """Make a site whose treasury has a module, and a path of that module and another."""
    index = build_site()
    first, second = (module_with(index, lessons=2, title=title) for title in ("Tenir la caisse", "Faire un budget"))
    path = PathPageFactory(parent=PathIndexPage.objects.get(), title="Je débute au bureau")
    for module in (second, first):
        PathModule.objects.create(path=path, module=module)
    return OfficeTraining.objects.create(office="treasurer", path=path, module=first)


def home(client):
    caches["pages"].clear()
    return client.get("/").content.decode()


def do(user, module, number=None):
    """Mark as done the first `number` lessons of a module, all of them by default."""
    enrolment, _ = Enrolment.objects.get_or_create(user=user, module=module)
    lessons = list(LessonPage.objects.child_of(module))
    for lesson in lessons[:number]:
        LessonDone.objects.get_or_create(user=user, lesson=lesson, done_at=enrolment.started_at)
    if number is None:
        Enrolment.objects.filter(pk=enrolment.pk).update(finished_at=enrolment.started_at)


def test_an_office_opens_its_module_then_its_path_from_the_first_day(client_of, people, training):
    client = client_of("member")
    assert "Vous tenez" not in home(client)
    mandate_of(people.member, "treasurer", 3)
    assert "Vous tenez" not in home(client), "its day has not come"
    with time_machine.travel(datetime.datetime.combine(day(3), datetime.time(12))):
        page = home(client_of("member"))
    assert "Vous tenez la trésorerie" in page
    assert "Leçon 1 sur 2" in page
    first = LessonPage.objects.child_of(training.module).first()
    assert f'class="btn" href="{reverse("courses:lesson", args=[training.module.slug, first.slug])}"' in page
    assert "Je débute au bureau" in page
    assert page.count('class="btn"') == 1


@pytest.mark.parametrize(
    ("office", "said"),
    [
        ("chair", "La présidence vous est proposée"),
        ("treasurer", "La trésorerie vous est proposée"),
        ("secretary", "Le secrétariat vous est proposé"),
        ("board_member", "Une place au conseil d’administration vous est proposée"),
    ],
)
def test_nobody_is_thanked_for_an_office_they_have_not_accepted(client_of, people, training, office, said):
    mandate_of(people.member, office, -1, accepted_at=None)
    page = home(client_of("member"))
    assert said in page
    assert "Vous dites oui avec votre code" in page
    assert "Vous tenez" not in page
    assert "Merci de" not in page


@pytest.mark.parametrize(
    ("office", "said"),
    [
        ("chair", "Vous tenez la présidence"),
        ("treasurer", "Vous tenez la trésorerie"),
        ("secretary", "Vous tenez le secrétariat"),
        ("board_member", "Vous êtes au conseil d’administration"),
    ],
)
def test_each_office_has_a_sentence_without_gender_even_without_a_training(client_of, people, db, office, said):
    build_site()
    mandate_of(people.member, office)
    page = home(client_of("member"))
    assert said in page
    assert page.count('class="btn"') == 1, "the first step is still there"


def test_the_office_card_leads_to_the_lesson_to_resume_then_to_the_path(client_of, people, training):
    mandate_of(people.member, "treasurer")
    do(people.member, training.module, 1)
    page = home(client_of("member"))
    assert "Leçon 2 sur 2" in page
    assert "Bon retour" not in page, "one card is enough"
    do(people.member, training.module)
    assert "Faire un budget" in home(client_of("member"))
    do(people.member, training.path.modules.first().module)
    page = home(client_of("member"))
    assert "Vous avez fini les formations de ce parcours" in page
    assert page.count('class="btn"') == 1


def test_a_member_without_office_resumes_the_module_begun(client_of, people, training):
    do(people.member, training.module, 1)
    page = home(client_of("member"))
    assert "Bon retour" in page
    assert "Vous tenez" not in page
    assert page.count('class="btn"') == 1


def test_another_module_begun_has_its_own_card_after_the_office(client_of, people, training):
    mandate_of(people.member, "treasurer")
    other = module_with(training.module.get_parent(), lessons=2, title="Autre chose")
    do(people.member, other, 1)
    page = home(client_of("member"))
    assert page.index("Vous tenez la trésorerie") < page.index("Autre chose")
    assert page.count('class="btn"') == 1


def test_an_ended_mandate_or_a_left_group_opens_no_training(client_of, people, training):
    mandate = mandate_of(people.member, "treasurer", -90, -40)
    assert "Vous tenez" not in home(client_of("member"))
    Mandate.objects.filter(pk=mandate.pk).update(ends_on=None)
    people.member.memberships.update(starts_on=day(-90), ends_on=day(-1))
    assert "Vous tenez" not in home(client_of("member"))
    people.member.memberships.update(ends_on=day(0), left_at=timezone.now())
    assert "Vous tenez" not in home(client_of("member")), "left a moment ago"


def test_the_office_card_names_no_unpublished_module(client_of, people, training):
    mandate_of(people.member, "treasurer")
    training.module.unpublish()
    training.path.unpublish()
    page = home(client_of("member"))
    assert "Vous tenez la trésorerie" in page
    assert "Tenir la caisse" not in page


def test_a_hand_over_shows_to_the_successor_until_all_is_ticked(client_of, people, training):
    left = mandate_of(member_of(people.here, "Alix"), "treasurer", -400, -3)
    mandate_of(people.member, "treasurer", -2, replaces=left)
    page = home(client_of("member"))
    assert "Prendre la suite d’Alix" in page
    assert reverse("hand_over", args=[left.pk]) in page
    for item in HandOverTick.Item:
        HandOverTick.objects.create(mandate=left, item=item)
    assert "Prendre la suite" not in home(client_of("member"))


def test_a_hand_over_shows_to_the_holder_in_the_last_month_of_the_mandate(client_of, people, training):
    mandate = mandate_of(people.member, "treasurer", -400, 40)
    assert "Passer la main" not in home(client_of("member"))
    Mandate.objects.filter(pk=mandate.pk).update(ends_on=day(20))
    assert "Passer la main" in home(client_of("member"))


def test_the_home_page_makes_few_queries_whatever_the_mandates(
    client_of, people, training, django_assert_max_num_queries
):
    for number in range(12):
        mandate_of(people.member, "chair", -1000 + 10 * number, -995 + 10 * number)
    left = mandate_of(people.member, "secretary", -100, -1)
    mandate_of(member_of(people.here, "Alix"), "secretary", 0, replaces=left)
    mandate_of(people.member, "treasurer")
    do(people.member, module_with(training.module.get_parent(), lessons=2), 1)
    do(people.member, training.module)
    client = client_of("member")
    home(client)
    with django_assert_max_num_queries(21):
        assert "Faire un budget" in home(client)


def card(user) -> str:
    request = RequestFactory().get("/")
    request.user = user
    blocks = home_blocks.blocks_for(request)
    return "".join(get_template(block.template).render({"block": block}) for block in blocks)


def test_the_home_page_proposes_a_first_step_then_the_lesson_to_resume(member, people, lessons):
    assert "Choisir une formation" in card(people.member)
    member.post(address(lessons[0], "fini"), {"action": "done"})
    text = card(people.member)
    assert "Leçon 2 sur 3" in text
    assert f'href="{address(lessons[1])}"' in text
    assert f'href="{address(lessons[1])}"' in member.get("/").content.decode()


def test_the_home_page_resumes_the_module_last_touched_and_not_finished(member, people, index, module, lessons):
    other = LessonPage.objects.child_of(module_with(index, lessons=2)).first()
    member.post(address(lessons[0], "fini"), {"action": "done"})
    member.post(address(other, "fini"), {"action": "come_back"})
    assert f'href="{address(other)}"' in card(people.member)
    member.post(address(lessons[0], "fini"), {"action": "done"})
    assert f'href="{address(lessons[1])}"' in card(people.member)
    for lesson in lessons:
        member.post(address(lesson, "fini"), {"action": "done"})
    assert f'href="{address(other)}"' in card(people.member)


def test_the_home_page_does_not_resume_an_unpublished_module(people, module):
    Enrolment.objects.create(user=people.member, module=module)
    ModulePage.objects.get(pk=module.pk).unpublish()
    assert "Choisir une formation" in card(people.member)
