"""Let the members of every group come, by the one condition: what they read and do follows, and no power does."""

import pytest
import time_machine
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from gatherings import permissions
from gatherings.figures.counts import workshops
from gatherings.models import Presence, SignUp, WorkshopDate
from gatherings.models import workshop as models_of_workshop
from gatherings.presence.forms import PersonForm
from gatherings.programme.leaders import LeaderForm
from gatherings.programme.week import dates_of_week, monday_of
from gatherings.purge import purge
from tests.gatherings.factories import make_workshop
from tests.gatherings.presence_kit import NOW, at, confirmed, make_date, scan_screen, signed_in
from tests.people import facilitates

pytestmark = pytest.mark.django_db
TITLE = "Cuisine du mardi"


@pytest.fixture(autouse=True)
def clock():
    """Stand at half past two, a Tuesday."""
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture(autouse=True)
def to_every_group(monkeypatch) -> None:
    """Change the condition: the members of any group come to the workshops of every group."""
    monkeypatch.setattr(models_of_workshop, "_is_for_members_of", lambda groups: Q(peer_group__isnull=False))


@pytest.fixture
def date(people, clock) -> WorkshopDate:
    """A workshop that takes place now in a group, led by its confirmed facilitator."""
    return make_date(people.here, confirmed(people.facilitator))


def test_they_read_it_sign_up_and_keep_their_place(people, client_of):
    date = make_workshop(people.here).dates.get()
    browser = client_of("other_member")
    assert TITLE in browser.get(reverse("gatherings:index")).text
    assert browser.post(reverse("gatherings:sign_up", args=[date.pk])).status_code == 302
    purge()
    assert SignUp.objects.filter(user=people.other_member, date=date).exists()


@pytest.mark.parametrize("name", ["home", "wall"])
def test_it_is_in_the_week_of_their_own_group(people, client_of, date, name):
    assert TITLE in client_of("other_member").get(reverse(f"group_life:{name}", args=[people.elsewhere.slug])).text


def test_they_are_counted_by_their_name_and_it_stays(people, date):
    scan_screen(signed_in(people.other_member), date)
    purge()
    assert Presence.objects.said().filter(date=date, user=people.other_member).exists()
    assert "Autre membre" in signed_in(people.facilitator).get(at("presences", date)).text


def test_they_may_thank_and_say_what_they_think(people, date):
    assert permissions.can_thank(people.other_member, date.workshop)
    assert permissions.can_give_opinion(people.other_member, date.workshop)


def test_whoever_runs_another_group_decides_nothing_counts_nobody_and_signs_nothing(people, date):
    people.other_member.memberships.update(**facilitates())
    runner, workshop = confirmed(people.other_member), date.workshop
    powers = (permissions.can_decide, permissions.can_change_a_date, permissions.counts, permissions.reads_opinions)
    assert not any(may(runner, workshop) for may in powers)
    assert not permissions.reads_names(runner, date)
    assert permissions.signing_mandate(runner, workshop) is None


def test_nobody_of_another_group_is_in_a_list_to_pick_from(people, date):
    people.member, people.other_member  # noqa: B018 - made
    picked = PersonForm(people.facilitator, date).fields["person"].queryset
    asked = LeaderForm(date.workshop).people.values()
    assert people.member in picked and people.member in asked
    assert people.other_member not in picked and people.other_member not in asked


def test_another_group_writes_none_of_it_again_and_counts_none_of_it(people, date):
    assert [each.pk for each in dates_of_week(people.here, monday_of(timezone.localdate()))] == [date.pk]
    assert dates_of_week(people.elsewhere, monday_of(timezone.localdate())) == []
    assert workshops(people.here, NOW.year).total == 1
    assert workshops(people.elsewhere, NOW.year).total == 0
