"""A page that a view restriction closes changes nothing of what a list answers, whatever is typed or chosen."""

import pytest
from django.core.cache import caches
from django.test import Client
from django.urls import reverse
from wagtail.models import Page, PageViewRestriction

from content.practices.questions import answer_rules
from content.practices.questions import rules as questions
from courses.models import GroupReading
from tests.courses.factories import LessonPageFactory, SkillFactory, build_site, module_with, text_block
from tests.practices.factories import build_exchange, make_practice
from tests.practices.peer_advocates import make_drafted, make_peer_advocate

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("indexed")]
LISTS = ["/pratiques/", "/formations/"]
# Its words, one of them mistyped, begun, asked with a word of an open page: each told something of it.
TYPED = ["axolotlerie", "axolotlerei", "axolot", "quetzalpin", "axolotlerie budget", "budget", "zyxzyx", ""]


@pytest.fixture
def closed() -> list[Page]:
    """Make two open pages and, closed to visitors, a sheet, a module with a lesson, and a lesson of an open module."""
    module = module_with(build_site(), lessons=1, title="Le budget", slug="budget")
    skill = SkillFactory(slug="quetzal", label="Tenir un quetzalpin")
    make_practice(build_exchange(), title="Le budget", slug="le-budget")
    sheet = make_practice(title="Quetzalpin", slug="ferme", situation="Une axolotlerie.", skills=[skill])
    other = module_with(module.get_parent(), lessons=1, title="Quetzalpin", slug="autre")
    other.skills.add(skill)
    other.save()
    lesson = LessonPageFactory(parent=module, title="Quetzalpin", body=[text_block("Une axolotlerie.")])
    pages = [sheet, other, lesson]
    for page in pages:
        PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    return pages


def answers(address: str) -> list[str]:
    caches["pages"].clear()
    return [
        *(Client().get(address, {"q": typed}).text for typed in TYPED),
        Client().get(address, {"competence": "quetzal"}).text,
    ]


@pytest.mark.parametrize("address", LISTS)
def test_a_list_answers_the_same_with_and_without_a_closed_page(closed, address):
    before = answers(address)
    assert "quetzal" not in before[-2]
    Page.objects.filter(pk__in=[page.pk for page in closed]).update(live=False)  # the minutes of a module stay
    for restriction in PageViewRestriction.objects.all():
        restriction.delete()
    assert answers(address) == before


def test_the_page_of_a_group_names_no_module_that_was_closed(client_of, people):
    module = module_with(build_site(), lessons=1, title="Quetzalpin", slug="autre")
    GroupReading.objects.create(module_key=module.translation_key, peer_group=people.here, credit="a_group")
    url = reverse("group_life:home", args=["groupe-ici"])
    assert "Quetzalpin" in client_of("member").get(url).text
    PageViewRestriction.objects.create(page=module.get_parent(), restriction_type=PageViewRestriction.LOGIN)
    assert "Quetzalpin" not in client_of("member").get(url).text


def test_the_code_of_a_question_names_no_sheet_that_was_closed():
    build_exchange()
    first, second = make_peer_advocate("Alix"), make_peer_advocate("Dominique")
    question = make_drafted(first)
    words = " ".join(questions.ask(question.text, "k" * 22))
    sheet = answer_rules.publish(question, second, answer_rules.text_read(question))
    visitor = Client(headers={"Sec-Fetch-Site": "same-origin"})
    assert sheet.title in visitor.post(reverse("practices:find_question"), {"code": words}).text
    PageViewRestriction.objects.create(page=sheet, restriction_type=PageViewRestriction.LOGIN)
    assert sheet.address not in visitor.post(reverse("practices:find_question"), {"code": words}).text
