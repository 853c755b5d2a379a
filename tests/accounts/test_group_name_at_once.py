"""Two groups that take one name at the same instant: one has it, the other is told."""

import pytest
from django.core.exceptions import ValidationError

from accounts.groups import public_page
from directory import editing
from directory.models import PeerGroup
from tests.directory.factories import PeerGroupFactory
from tests.people import person
from tests.sharing.test_rush import together

pytestmark = pytest.mark.django_db(transaction=True)


def test_one_name_is_taken_once():
    groups = [PeerGroupFactory() for _ in range(4)]
    user = person("Lou")

    def take(number: int) -> bool:
        group = groups[number]
        try:
            public_page.keep_group_page(group, {"name": "Le Phare"}, editing.version_of(group), user)
        except ValidationError:
            return False
        return True

    assert sorted(together(4, take, 4)) == [False, False, False, True]
    assert PeerGroup.objects.filter(name="Le Phare").count() == 1
