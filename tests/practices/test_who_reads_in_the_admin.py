"""In the admin, editors learn nothing of the sheets that members wrote, nor who wrote and read an answer."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from content.admin.roles import EDITORS, ensure_roles
from tests.people import person
from tests.practices.factories import make_practice
from tests.practices.sent_sheets import in_the_admin, moderator, send_sheet

REPORTS = ["site_history", "workflow", "workflow_tasks", "aging_pages"]
OF_A_PAGE = ["edit", "history", "view_draft", "workflow_history"]


@pytest.fixture
def roles(index):
    ensure_roles()


@pytest.fixture
def writer(roles):
    user = person("Rédaction")
    user.groups.add(Group.objects.get(name=EDITORS))
    return user


@pytest.fixture
def editor(writer):
    return in_the_admin(writer)


@pytest.fixture
def sheet(roles):
    return send_sheet(person("Jeanne Secret"))


def told(response) -> str:
    body = b"".join(response.streaming_content) if response.streaming else response.content
    return body.decode()


@pytest.mark.parametrize("name", OF_A_PAGE)
def test_an_editor_reads_nothing_of_a_sheet_sent(editor, sheet, name):
    response = editor.get(reverse(f"wagtailadmin_pages:{name}", args=[sheet.pk]))
    assert response.status_code != 200
    assert in_the_admin(moderator("Modération")).get(response.wsgi_request.path).status_code == 200


@pytest.mark.parametrize("name", OF_A_PAGE)
def test_an_editor_reads_nothing_of_an_answer(editor, index, name):
    answer = make_practice(index, title="Réponse", slug="reponse", is_answer=True)
    assert editor.get(reverse(f"wagtailadmin_pages:{name}", args=[answer.pk])).status_code != 200


def test_an_editor_writes_the_sheets_of_the_team_and_their_own(editor, writer, index):
    for owner in (None, writer):
        page = make_practice(index, title=f"Fiche de {owner}", slug=f"fiche-{owner and owner.pk}", owner=owner)
        assert editor.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200


def test_the_lists_of_editors_leave_those_sheets_out(editor, sheet, index):
    address = reverse("wagtailadmin_explore", args=[index.pk])
    assert sheet.title not in told(editor.get(address))
    assert sheet.title in told(in_the_admin(moderator("Modération")).get(address))


@pytest.mark.parametrize("name", REPORTS)
def test_reports_are_for_those_who_moderate(editor, sheet, name):
    address = reverse(f"wagtailadmin_reports:{name}")
    for asked in (address, f"{address}?export=csv"):
        refused = editor.get(asked)
        assert refused.status_code != 200
        assert "Jeanne" not in told(refused)
        assert in_the_admin(moderator("Modération")).get(asked).status_code == 200
