"""A tool being written: what is refused, beside which field; what waits; who may; the advice beside it."""

import datetime
import json

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.urls import reverse
from wagtail.models import Workflow

from content.admin.roles import EDITORS, MODERATORS, WORKFLOW, ensure_roles
from content.blocks import ToolPartsBlock
from content.models import ToolPage, ToolSource
from content.publishing.gate import NotReadyError
from courses.blocks import LessonBodyBlock
from courses.editing.reading_time import reading_minutes
from courses.editing.tool_text import remarks_on_tool
from courses.models import LessonPage
from tests.courses.factories import FactFactory
from tests.take_home.factories import LETTER, ToolPageFactory, block, build_tools, every_part, make_tool, table

pytestmark = pytest.mark.django_db


def refusal(*parts) -> str:
    stream = ToolPartsBlock()
    with pytest.raises(ValidationError) as refused:
        stream.clean(stream.to_python(list(parts)))
    return json.dumps(refused.value.as_json_data(), ensure_ascii=False)


def test_each_kind_of_part_is_accepted_as_it_is():
    stream = ToolPartsBlock()
    assert len(stream.clean(stream.to_python(every_part()))) == 5


def test_a_blank_that_is_not_finished_is_said_beside_the_text():
    assert (
        '"text"' in (said := refusal(block("letter", {**LETTER, "text": "Bonjour {{prénom"})))
        and "n’est pas fini" in said
    )


def test_a_sum_that_is_wrong_is_said_with_its_line():
    lines = [{"label": "Écart", "example": "9,00", "unit": "amount", "expected": "zero"}]
    assert "devrait être 0" in refusal(block("table", table(lines=lines)))


def test_a_draft_may_be_unfinished_and_is_not_published():
    tool = ToolPageFactory(parent=build_tools(), live=False, parts=[block("letter", {**LETTER, "text": "{{a"})])
    revision = tool.save_revision()
    with pytest.raises(NotReadyError) as kept:
        revision.publish()
    assert "n’est pas fini" in kept.value.reasons[0]
    tool.parts = []
    with pytest.raises(NotReadyError):
        tool.save_revision(clean=False).publish()


def test_an_unfinished_tool_is_previewed_with_its_reasons():
    tool = ToolPageFactory(parent=build_tools(), live=False, parts=[block("letter", {**LETTER, "text": "{{a"})])
    response = tool.make_preview_request()
    assert response.status_code == 200 and "n’est pas fini" in response.rendered_content


def test_an_address_has_plain_letters_only():
    with pytest.raises(ValidationError):
        ToolPage(title="Reçu", slug="reçu", intro="Un reçu.").clean()


def test_editors_write_tools_and_moderators_publish_them(people):
    tool = make_tool(build_tools())
    ensure_roles()
    for kind, role in (("editor", EDITORS), ("moderator", MODERATORS)):
        people.of(kind).groups.add(Group.objects.get(name=role))
    editor, moderator = tool.permissions_for_user(people.editor), tool.permissions_for_user(people.moderator)
    assert editor.can_edit() and not editor.can_publish() and moderator.can_publish()
    assert tool.get_workflow() == Workflow.objects.get(name=WORKFLOW)


def test_the_advice_beside_a_tool_says_what_would_help():
    tool = make_tool(build_tools(), parts=[block("letter", {**LETTER, "text": "mot " * 40 + ". Le RNA."})])
    titles = [remark.title for remark in remarks_on_tool(tool)]
    assert {"Phrases longues", "Sigles à expliquer", "Sources", "Version facile à lire"} <= set(titles)
    tool.parts = [block("letter", {**LETTER, "text": "{{a"})]
    assert remarks_on_tool(tool)[0].blocks


def test_a_tool_in_a_lesson_takes_no_time_to_read():
    assert reading_minutes([{"type": "tool", "value": {"tool": 1, "words": "mot " * 400}}]) == 1


def test_a_block_of_a_lesson_names_a_tool():
    stream = LessonBodyBlock()
    with pytest.raises(ValidationError):
        stream.clean(stream.to_python([{"type": "tool", "value": {"tool": None, "words": ""}}]))
    assert LessonPage.objects.count() == 0


@pytest.mark.parametrize("kind", ["letter", "table", "checklist", "form", "timeline"])
def test_the_preview_of_a_block_shows_both_sheets(kind):
    chosen = ToolPartsBlock().child_blocks[kind]
    html = chosen.render(chosen.get_preview_value())
    assert html.count('tool-sheet"') == 2 and "pas finie" not in html


def test_the_editor_opens_a_tool_with_the_advice_beside_it(client_of):
    tool = make_tool(build_tools(), title="La caisse")
    admin = client_of("superuser")
    page = admin.get(reverse("wagtailadmin_pages:edit", args=[tool.pk]))
    assert page.status_code == 200 and "Relire l’outil" in page.text
    assert "La caisse" in admin.get(reverse("outils:index")).text
    new = admin.get(reverse("wagtailadmin_pages:add", args=["content", "toolpage", tool.get_parent().pk]))
    assert new.status_code == 200


def test_an_old_fact_names_the_tools_that_cite_it(client_of, people):
    tool = make_tool(build_tools(), title="La caisse")
    ToolSource.objects.create(tool=tool, fact=FactFactory(checked_on=datetime.date(2020, 1, 1)))
    assert "cité dans « La caisse »" in client_of("superuser").get("/admin/").text
