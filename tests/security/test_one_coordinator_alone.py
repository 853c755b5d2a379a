"""What one person of the coordination must not do alone in a group: end its board, then open its first account."""

import datetime

import pytest
from django.contrib.auth.models import Group
from django.utils import timezone

from content.admin import roles
from tests.people import person
from tests.security.puppets import browser, page_of

FIRST = {"display_name": "Marionnette", "key": "k" * 22, "function": "chair"}


def another_coordinator():
    other = person("Autre coordination")
    other.groups.add(Group.objects.get(name=roles.COORDINATION))
    return other


@pytest.mark.parametrize("how", ["mandate_end", "mandate"])
def test_a_coordinator_who_ended_a_board_does_not_open_the_first_account(people, how):
    mandate, alone = people.board_member.memberships.get().mandates.get(), browser(people.coordinator)
    ended = str(timezone.localdate() - datetime.timedelta(days=1))
    said = {"office": mandate.office, "starts_on": str(mandate.starts_on), "ends_on": ended, "go_on": "on"}
    assert alone.post(page_of(how, people, mandate.pk), said).status_code == 302
    assert alone.post(page_of("open_account", people), FIRST).status_code == 404
    assert "Une autre personne de la coordination" in alone.get(page_of("people", people)).text
    other = browser(another_coordinator())
    assert "Une autre personne de la coordination" not in other.get(page_of("people", people)).text
    assert other.post(page_of("open_account", people), FIRST).status_code == 302
