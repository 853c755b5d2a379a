"""The admin's API reads pages for its choosers; it does nothing to them, past our rule of publishing."""

import pytest
from django.urls import reverse

from content.models import ToolIndexPage, ToolPage
from tests.courses.factories import build_site

ACTS = (
    *("publish", "unpublish", "delete", "copy", "move", "create_alias", "convert_alias"),
    *("revert_to_page_revision", "copy_for_translation"),
)


@pytest.fixture
def empty_tool(db) -> ToolPage:
    tools = build_site().get_parent().add_child(instance=ToolIndexPage(title="Outils"))
    return tools.add_child(instance=ToolPage(title="Outil vide", live=False))


@pytest.mark.parametrize("act", ACTS)
@pytest.mark.parametrize("who", ["moderator", "superuser"])
def test_the_api_acts_on_no_page(empty_tool, client_of, who, act):
    address = reverse("wagtailadmin_api:pages:action", args=[empty_tool.pk, act])
    answer = client_of(who).post(address, {}, content_type="application/json", headers={"accept": "application/json"})
    assert answer.status_code == 404
    assert not ToolPage.objects.get(pk=empty_tool.pk).live
