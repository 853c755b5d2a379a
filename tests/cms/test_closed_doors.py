"""Doors of Wagtail that pass our rules are closed: its API, its copy of a row, « Publier » of its lists."""

import pytest
from django.urls import NoReverseMatch, reverse
from wagtail.admin.viewsets import viewsets
from wagtail.admin.viewsets.model import ModelViewSet
from wagtail.snippets.models import get_snippet_models

from content.admin.roles import ensure_roles
from content.models import Fact, ToolIndexPage, ToolPage
from tests.courses.factories import FactFactory, build_site

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


@pytest.mark.parametrize("descendants", ["", "on"])
@pytest.mark.parametrize("who", ["moderator", "superuser"])
def test_a_list_publishes_nothing(empty_tool, client_of, who, descendants):
    """It shows titles: a text changed since, or never opened, would be on the site unread."""
    tools, client = empty_tool.get_parent(), client_of(who)
    chosen = tools if descendants else empty_tool
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    assert client.get(f"{address}?id={chosen.pk}").status_code == 404
    assert client.post(f"{address}?id={chosen.pk}", {"include_descendants": descendants}).status_code == 404
    assert not ToolPage.objects.get(pk=empty_tool.pk).live
    assert "/bulk/wagtailcore/page/publish/" not in client.get(reverse("wagtailadmin_explore", args=[tools.pk])).text


@pytest.mark.parametrize("act", ["unpublish", "move", "delete"])
def test_a_list_does_the_rest(empty_tool, client_of, act):
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", act])
    assert client_of("superuser").get(f"{address}?id={empty_tool.pk}").status_code == 200


def copied() -> list[ModelViewSet]:
    snippets = [model.snippet_viewset for model in get_snippet_models()]
    found = [*viewsets.viewsets, *snippets]
    return [each for each in found if isinstance(each, ModelViewSet)]


def test_no_row_has_an_address_of_a_copy():
    """Wagtail binds its form to the row itself: a form sent there would change it, asking only the right to add."""
    names = [each.get_url_name("copy") for each in copied()]
    assert len(names) > 12
    for name in names:
        with pytest.raises(NoReverseMatch):
            reverse(name, args=[1])


@pytest.mark.parametrize("who", ["editor", "superuser"])
def test_a_form_sent_to_the_copy_of_a_fact_changes_nothing(db, client_of, who):
    fact = FactFactory()
    address = reverse("wagtailsnippets_content_fact:edit", args=[fact.pk]).replace("/edit/", "/copy/")
    said = {"key": fact.key, "statement": "Tout autre chose", "source_title": "S", "confidence": "H"}
    answer = client_of(who).post(address, said | {"checked_on": "2026-01-31"})
    assert answer.status_code == 404
    assert Fact.objects.get(pk=fact.pk).statement == fact.statement


def test_who_has_no_right_on_groups_reads_no_name_of_one_where_several_are_deleted(people, empty_tool, client_of):
    """Wagtail asks row by row, and names each row that it refuses."""
    ensure_roles()
    address = reverse("wagtail_bulk_action", args=["directory", "peergroup", "delete"])
    answer = client_of("editor").get(f"{address}?id=all")
    assert people.here.name not in answer.text and answer.status_code in {302, 403}
    assert client_of("superuser").get(f"{address}?id={people.here.pk}").status_code == 200


def test_an_editor_still_reaches_the_acts_on_several_facts(empty_tool, client_of):
    ensure_roles()
    address = reverse("wagtail_bulk_action", args=["content", "fact", "delete"])
    assert client_of("editor").get(f"{address}?id={FactFactory().pk}").status_code == 200


def test_signing_out_of_the_admin_leaves_no_page_in_the_browser(empty_tool, client_of):
    ensure_roles()
    answer = client_of("editor").post(reverse("wagtailadmin_logout"))
    assert answer.status_code == 302 and "cache" in answer.headers["Clear-Site-Data"]
