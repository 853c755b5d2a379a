"""An editor reads the name of a group only when the directory shows it and the group agreed to be named."""

import pytest

from content.admin.roles import ensure_roles
from content.models import ErrorReport
from courses.models import GroupReading, GroupRemark
from directory import editing
from directory.models import PeerGroup
from tests.courses.group_readers import DESK
from tests.courses.test_group_remarks import keep

NAMED, UNNAMED = GroupReading.Credit.NAMED, GroupReading.Credit.A_GROUP
REMARKS = "/admin/remarques-des-groupes/"


@pytest.fixture
def reading(module, people):
    return GroupReading.objects.create(module_key=module.translation_key, peer_group=people.here, credit=UNNAMED)


@pytest.fixture
def as_editor(client_of, module):
    ensure_roles()
    return client_of("editor")


def pages(browser, reading):
    return [browser.get(address).text for address in (DESK, f"{DESK}{reading.pk}/")]


def change(reading, credit, *, is_listed):
    GroupReading.objects.filter(pk=reading.pk).update(credit=credit)
    PeerGroup.objects.filter(pk=reading.peer_group_id).update(is_listed=is_listed)


@pytest.mark.parametrize(
    ("credit", "is_listed", "is_read"),
    [(UNNAMED, False, False), (UNNAMED, True, False), (NAMED, False, False), (NAMED, True, True)],
)
def test_an_editor_reads_the_name_of_a_listed_group_that_agreed(as_editor, reading, credit, is_listed, is_read):
    change(reading, credit, is_listed=is_listed)
    for said in pages(as_editor, reading):
        assert (reading.peer_group.name in said) == is_read
        assert ("un groupe" in said.partition("</h2>")[2]) or is_read


def test_an_editor_does_not_read_the_former_name_of_a_group(as_editor, reading, people):
    GroupReading.objects.update(confirmed_on=reading.said_on, confirmed_name="GEM d’avant")
    for said in pages(as_editor, reading):
        assert "a changé de nom" in said and "GEM d’avant" not in said


def test_a_moderator_reads_every_name(moderators_desk, reading):
    change(reading, UNNAMED, is_listed=False)
    for said in pages(moderators_desk, reading):
        assert reading.peer_group.name in said


@pytest.mark.parametrize("is_listed", [True, False])
def test_a_remark_names_a_group_that_agreed_while_it_is_listed(as_editor, people, lessons, is_listed):
    remark = keep(lessons[0], people.member, people.here)
    GroupRemark.objects.update(names_group=True)
    PeerGroup.objects.update(is_listed=is_listed)
    assert (people.here.name in as_editor.get(f"{REMARKS}{remark.pk}/").text) == is_listed
    assert people.here.name not in as_editor.get(REMARKS).text


def test_no_list_search_or_journal_of_the_admin_names_a_group_to_an_editor(as_editor, reading, people):
    ErrorReport.objects.create(peer_group=people.here, text="Le téléphone est faux.", sent_as="1" * 22)
    PeerGroup.objects.update(is_listed=False)
    editing.set_state(PeerGroup.objects.get(pk=people.here.pk), {"stage": "open"}, people.moderator)
    PeerGroup.objects.update(is_listed=False)
    query = f"?q={people.here.name}"
    for address in (
        "", "reports/site-history/", f"pages/search/{query}", "erreurs-signalees/", f"annuaire/groupes/{query}",
        "annuaire/groupes/", f"annuaire/groupes/edit/{people.here.pk}/", f"annuaire/groupes/history/{people.here.pk}/",
        f"annuaire/groupes/chooser/{query}", f"annuaire/groupes/usage/{people.here.pk}/", "reports/workflow/",
    ):  # fmt: skip
        said = as_editor.get(f"/admin/{address}", follow=True).text.replace(f"<em>{people.here.name}</em>", "")
        assert f">{people.here.name}" not in said and f"{people.here.name}<" not in said, address
