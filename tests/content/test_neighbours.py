"""What stands near a page: by the facts they share, the rarest first; by skills where there is no fact."""

import pytest
from django.core.cache import caches
from django.urls import reverse
from wagtail.models import PageViewRestriction

from content.around.neighbours import Neighbour, Neighbourhood, neighbourhood
from content.around.rows import Kind
from content.models import ToolSource
from courses.learning.near_sheets import sheets_near
from courses.models import LessonPage
from tests.courses.factories import FactFactory, SkillFactory, address, build_site, cite, module_with
from tests.practices.factories import build_exchange, make_practice
from tests.take_home.factories import build_tools, make_tool

SHEET = 1


def page(pk: int, kind: Kind, facts: str = "", skills: tuple[int, ...] = (7,)) -> Neighbour:
    return Neighbour(kind, pk, f"P{pk}", f"/{pk}/", "", frozenset(map(ord, facts)), frozenset(skills))


def near(*others: Neighbour, facts: str = "abc", skills: tuple[int, ...] = (7, 9), most: int = 3) -> list[int]:
    found = Neighbourhood([page(SHEET, Kind.SHEET, facts, skills), *others])
    return [each.pk for each in found.by_facts(SHEET, Kind.LESSON, most)]


def test_a_rare_fact_brings_nearer_than_a_common_one():
    common = [page(pk, Kind.LESSON, "a") for pk in range(2, 5)]
    assert near(page(9, Kind.LESSON, "b"), *common)[0] == 9


def test_a_fact_that_all_cite_brings_nothing_near():
    assert near(*(page(pk, Kind.LESSON, "a") for pk in range(2, 10)), facts="a") == []


def test_what_is_much_less_near_than_the_nearest_is_not_shown():
    others = [page(pk, Kind.TOOL, "d") for pk in range(20, 24)]
    assert near(page(2, Kind.LESSON, "abc"), page(3, Kind.LESSON, "d"), *others, facts="abcd") == [2]


def test_a_lesson_and_a_sheet_share_a_skill_too():
    assert near(page(2, Kind.LESSON, "ab", (7,)), page(3, Kind.LESSON, "ab", (8,))) == [2]


def test_no_more_are_shown_than_asked_and_never_the_page_itself():
    lessons = [page(pk, Kind.LESSON, "abc") for pk in (4, 3, 2)]
    assert near(*lessons, most=2) == [4, 3]
    assert [each.pk for each in Neighbourhood(lessons).by_facts(4, Kind.LESSON, 9)] == [3, 2]


def test_a_page_that_nobody_knows_has_no_neighbour():
    assert Neighbourhood([page(2, Kind.LESSON, "a")]).by_facts(5, Kind.LESSON, 3) == []
    assert Neighbourhood([page(2, Kind.MODULE)]).by_skills(5, Kind.MODULE, 3) == []


def test_by_skills_those_that_share_the_most_come_first():
    modules = [page(2, Kind.MODULE, "", (8,)), page(3, Kind.MODULE, "", (7,)), page(4, Kind.MODULE, "", (7, 8, 9))]
    found = Neighbourhood([page(SHEET, Kind.SHEET, "", (7, 9)), *modules])
    assert [each.pk for each in found.by_skills(SHEET, Kind.MODULE, 3)] == [4, 3]


@pytest.fixture
def place(db):
    """Return a lesson, a sheet and a tool on one ground, and what they stand on."""
    modules = build_site()
    fact, skill = FactFactory(), SkillFactory()
    module = module_with(modules, lessons=1, title="Tenir la caisse", slug="caisse")
    module.skills.set([skill])
    module.save()
    lesson = LessonPage.objects.child_of(module).get()
    cite(lesson, fact)
    tool = make_tool(build_tools(), title="Feuille de caisse")
    ToolSource.objects.create(tool=tool, fact=fact)
    sheet = make_practice(build_exchange(), title="Il manque douze euros", facts=[fact], skills=[skill])
    return {"lesson": lesson, "module": module, "sheet": sheet, "tool": tool, "skill": skill}


def further(client, sheet) -> str:
    """Return what the page of a sheet says under « Pour aller plus loin »."""
    return client.get(sheet.address).text.partition('id="plus-loin"')[2].partition("</section>")[0]


def test_a_sheet_leads_to_the_lesson_the_tool_and_the_skill(client, place):
    said = further(client, place["sheet"])
    assert f'href="{address(place["lesson"])}"' in said
    assert "Tenir la caisse" in said
    assert f'href="{place["tool"].address}"' in said
    assert f'href="{reverse("skill", args=[place["skill"].slug])}"' in client.get(place["sheet"].address).text


@pytest.mark.parametrize("name", ["lesson", "tool"])
def test_a_lesson_and_a_tool_lead_to_the_sheet(client, place, name):
    url = address(place["lesson"]) if name == "lesson" else place["tool"].address
    finish(client, place["lesson"])
    said = client.get(url).text.partition('id="fiches"')[2].partition("</section>")[0]
    assert f'href="{place["sheet"].address}"' in said
    assert "Quelqu’un arrive pour la première fois." in said


def finish(client, lesson) -> None:
    same_site = {"Sec-Fetch-Site": "same-origin"}
    assert client.post(address(lesson, "fini"), {"action": "done"}, headers=same_site).status_code == 302


def test_a_lesson_begun_asks_nothing_of_sheets(client, place):
    """Its budget is that of whoever opens it; once finished, one looks around."""
    assert 'id="fiches"' not in client.get(address(place["lesson"])).text


def test_a_module_leads_to_the_page_of_its_skills(client, place):
    assert f'href="{reverse("skill", args=[place["skill"].slug])}"' in client.get(place["module"].address).text


def test_a_sheet_that_cites_nothing_leads_to_a_module_about_its_skills(client, place):
    told = make_practice(title="Chez d’autres", skills=[place["skill"]])
    assert f'href="{place["module"].address}"' in further(client, told)


def test_a_sheet_of_no_fact_and_no_skill_leads_nowhere(client, place):
    assert further(client, make_practice(title="Seule")) == ""


@pytest.mark.parametrize("name", ["module", "lesson", "tool"])
def test_what_readers_do_not_reach_stands_near_nothing(client, place, name):
    place[name].unpublish()
    said = further(client, place["sheet"])
    assert (place["lesson"].title in said) == (name == "tool")
    assert (place["tool"].title in said) == (name != "tool")


def test_what_is_kept_for_some_stands_near_nothing(client, place):
    PageViewRestriction.objects.create(page=place["module"], restriction_type="login")
    caches["pages"].clear()
    assert place["lesson"].title not in further(client, place["sheet"])


def test_a_sheet_taken_back_leaves_the_lesson_at_once(client, place, django_capture_on_commit_callbacks):
    url = address(place["lesson"])
    finish(client, place["lesson"])
    assert place["sheet"].title in client.get(url).text
    with django_capture_on_commit_callbacks(execute=True):
        place["sheet"].unpublish()
    assert place["sheet"].title not in client.get(url).text


def test_all_of_them_are_read_in_one_query_once_a_generation(place, django_assert_num_queries):
    for _ in range(20):
        make_practice(facts=[FactFactory()], skills=[place["skill"]])
        make_tool()
    caches["pages"].clear()
    with django_assert_num_queries(1):
        assert len(neighbourhood().pages) >= 40
    with django_assert_num_queries(0):
        neighbourhood()
    with django_assert_num_queries(1):
        assert sheets_near(place["lesson"], place["module"], most=2)


def test_the_preview_of_a_lesson_leads_nowhere(place):
    lesson = LessonPage.objects.get(pk=place["lesson"].pk)
    preview = lesson.make_preview_request(preview_mode=lesson.default_preview_mode)
    assert preview.status_code == 200
    assert 'id="fiches"' not in preview.rendered_content
