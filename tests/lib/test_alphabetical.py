"""Names in the order of French readers, on any database."""

import pytest

from accounts.models import User
from lib.alphabetical import Alphabetical, alphabetical
from tests.people import person

NAMES = ["Zoé", "Léa", "Élise", "eva", "Çiğdem", "Ahmed", "Lou", "Ève"]
IN_ORDER = ["Ahmed", "Çiğdem", "Élise", "eva", "Ève", "Léa", "Lou", "Zoé"]


@pytest.mark.django_db
def test_accents_and_capitals_do_not_count_in_the_order_of_names():
    for name in NAMES:
        person(name)
    found = User.objects.filter(display_name__in=NAMES).order_by(Alphabetical("display_name"), "username")
    assert [alphabetical(each) for each in found.values_list("display_name", flat=True)] == [
        alphabetical(each) for each in IN_ORDER
    ]
    assert sorted(NAMES, key=alphabetical) == sorted(IN_ORDER, key=alphabetical)
