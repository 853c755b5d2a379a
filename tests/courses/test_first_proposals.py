"""« Proposition de départ »: said once on every lesson, tool and paper of a module that no two groups have read yet."""

import pytest

from courses.booklet import files
from courses.booklet.document import booklet_of
from courses.booklet.together import sheet_of
from courses.group_readings import rules
from courses.learning.first_proposals import is_first_proposal
from courses.learning.lookup import contents_of, find_reading
from courses.models import GroupReading
from lib.pdf.typesetting import typeset
from tests.courses.factories import address, module_with, published
from tests.courses.group_readers import confirm
from tests.courses.test_booklet_file import pages_of
from tests.take_home.factories import block, build_tools, make_tool

SAID = "Proposition de départ"
LINK = '<a class="nowrap" href="/aide/#proposition">Proposition de départ</a>'


@pytest.fixture
def tool(indexed, lessons):
    """Return a tool that the first lesson of the module carries."""
    tool = make_tool(build_tools(), title="La caisse", slug="caisse")
    lessons[0].body = [block("tool", {"tool": tool.pk, "words": ""})]
    lessons[0].save()
    return tool


def read_by_two(two, moderator) -> None:
    for reading in two:
        confirm(reading, moderator)
    published()


def papers(module, lesson) -> list[str]:
    """Return the words of the booklet and of the sheet to read together."""
    made = (
        (files.TEMPLATE, booklet_of(contents_of(module))),
        (files.SHEET, sheet_of(find_reading("caisse", lesson.slug), is_easy=False)),
    )
    return [" ".join(pages_of(typeset(*each))).replace("\N{NO-BREAK SPACE}", " ") for each in made]


def test_a_lesson_and_a_tool_say_it_once_with_what_it_means(visitor, tool, lessons):
    published()
    for path in (address(lessons[0]), address(lessons[1])):
        page = visitor.get(path).text
        assert page.count(LINK) == page.count(SAID) == 1
    page = visitor.get(tool.address).text
    assert page.count(LINK) == 1 and page.count("d’une proposition de départ") == 1
    answer = visitor.get("/aide/").text
    assert 'id="proposition"' in answer and "Chez nous, on fait" in answer


def test_two_groups_that_read_the_module_lift_it_everywhere(visitor, tool, module, lessons, two, moderator):
    confirm(two[0], moderator)
    published()
    assert SAID in visitor.get(address(lessons[0])).text and SAID in papers(module, lessons[0])[0]
    read_by_two(two, moderator)
    for path in (address(lessons[0]), tool.address):
        assert SAID.lower() not in visitor.get(path).text.lower()
    assert not [words for words in papers(module, lessons[0]) if SAID in words]
    rules.take_back(two[0].peer_group, module)
    published()
    assert SAID in visitor.get(address(lessons[0])).text


def test_a_group_that_left_the_directory_does_not_count(visitor, lessons, two, moderator):
    read_by_two(two, moderator)
    two[0].peer_group.is_listed = False
    two[0].peer_group.save()
    published()
    assert SAID in visitor.get(address(lessons[0])).text


def test_what_an_editor_says_of_who_tried_a_module_lifts_it(index):
    module = module_with(index, slug="essayee", tried_with="deux groupes de l’Ouest")
    assert not is_first_proposal(module)


def test_a_tool_of_two_modules_is_read_with_one_of_them(visitor, index, tool, module, two, moderator):
    other = module_with(index, slug="autre", lessons=1).get_children().get().specific
    other.body = [block("tool", {"tool": tool.pk, "words": ""})]
    other.save()
    read_by_two(two, moderator)
    assert SAID in visitor.get(address(other)).text
    assert SAID.lower() not in visitor.get(tool.address).text.lower()


def test_the_paper_says_it(module, lessons):
    assert all(f"{SAID} : deux groupes" in words for words in papers(module, lessons[0]))


def test_a_module_that_one_group_read_alone_is_not_read(module, two, moderator):
    assert GroupReading.objects.modules_read() == []
    confirm(two[0], moderator)
    assert GroupReading.objects.modules_read() == []
    confirm(two[1], moderator)
    assert GroupReading.objects.modules_read() == [module.translation_key]
