"""Nobody speaks for the association of their own passport, through a second account that they named to an office."""

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts import personal_data
from accounts.models import Mandate
from passport.confirmations import rules as confirmations
from passport.models import Confirmation
from tests.accounts.together import LONG_AGO
from tests.passport.factories import make_line
from tests.security.puppets import age, browser, name_facilitator, puppet, record_mandate

pytestmark = pytest.mark.django_db
Capacity = Confirmation.Capacity


def speaks_as(holder, account):
    """Return the capacities that the page offers to an account asked about an entry of the holder."""
    entry = make_line(holder)
    asked = confirmations.ask(entry, account, None)
    form = browser(account).get(reverse("passport:confirm_asked", args=[asked.pk])).context["form"]
    return set(form.voices)


def test_a_board_member_alone_confirms_nothing_of_theirs_for_the_association(people):
    """Through those they named, and those whom these named; and once they left their own office."""
    treasurer = people.board_member
    employee, elected = puppet(people, treasurer, "Premier"), puppet(people, treasurer, "Deuxième")
    name_facilitator(people, treasurer, employee)
    record_mandate(people, treasurer, elected)
    again = puppet(people, elected, "Troisième")
    name_facilitator(people, elected, again)
    for_the_group = {Capacity.ASSOCIATION, Capacity.EMPLOYEE}
    for confirmed in ([], [treasurer]):
        age(confirmed=confirmed)
        for account in (employee, elected, again):
            assert not speaks_as(treasurer, account) & for_the_group
            assert speaks_as(people.member, account) & for_the_group, "they have the places"
    assert not speaks_as(elected, employee) & for_the_group, "one person named both"
    yesterday = timezone.localdate() - LONG_AGO / 2
    Mandate.objects.filter(membership__user=treasurer).update(ends_on=yesterday)
    assert not speaks_as(treasurer, employee) & for_the_group
    age(confirmed=[elected])
    assert Capacity.ASSOCIATION in speaks_as(treasurer, elected), "the coordination knows who they are"


@pytest.mark.parametrize("erased", [True, False], ids=["the account between is erased", "its mandate is taken back"])
@pytest.mark.parametrize("lost", ["ended", "taken back"])
def test_nor_once_the_steps_between_two_accounts_are_gone(people, erased, lost):
    treasurer = people.board_member
    between = puppet(people, treasurer, "Premier")
    record_mandate(people, treasurer, between)
    last = puppet(people, between, "Deuxième")
    name_facilitator(people, between, last)
    if erased:
        personal_data.erase(between)
    else:
        Mandate.objects.filter(membership__user=between).delete()  # as `take_back` does
    mine = Mandate.objects.filter(membership__user=treasurer)
    if lost == "ended":
        mine.update(ends_on=timezone.localdate() - LONG_AGO / 2)
    else:
        mine.delete()
    for_the_group = {Capacity.ASSOCIATION, Capacity.EMPLOYEE}
    assert not speaks_as(treasurer, last) & for_the_group
    assert speaks_as(people.member, last) & for_the_group, "of others they speak as before"
