"""Where several meetings of two are told: those to come stand first, so that those of before hide none of them."""

import datetime

import pytest
from django.utils import timezone

from gatherings.exchange.home_block import MOST
from gatherings.exchange.wish_views import MOST_MEETINGS
from gatherings.models import Meeting
from tests.courses.factories import build_site
from tests.gatherings.exchange_kit import Exchange, browser_of, here, place_of

pytestmark = pytest.mark.django_db
DAY = datetime.timedelta(days=1)


@pytest.fixture
def exchange(people) -> Exchange:
    return Exchange(people)


def agreed(exchange: Exchange, days: int) -> Meeting:
    """Write a meeting that both agreed to, so many days from now."""
    starts_at = timezone.now() + days * DAY
    return Meeting.objects.create(
        peer_group=exchange.group,
        skill=exchange.skill,
        shower=place_of(exchange.alice),
        learner=place_of(exchange.bruno),
        shower_said_yes=True,
        learner_said_yes=True,
        starts_at=starts_at,
        answer_until=starts_at,
        place="La cuisine",
    )


def test_those_to_come_are_told_first_then_the_latest_of_before(exchange):
    told = [agreed(exchange, days) for days in (3, 9, -1, -4)]
    assert list(Meeting.objects.order_by("pk").next_first()) == told


@pytest.mark.parametrize(("most", "where"), [(MOST, "home"), (MOST_MEETINGS, "wishes")])
def test_as_many_of_before_as_are_told_hide_no_next_one(exchange, most, where):
    for number in range(most):
        agreed(exchange, -1 - number)
    agreed(exchange, 3)
    build_site()
    address = "/" if where == "home" else here("wishes", exchange.group)
    page = browser_of(exchange.bruno).get(address).text
    assert "Alice vous montre" in page
