"""A reading names its group as a moderator confirmed it; under another name it counts, and names nobody."""

from importlib import import_module

import pytest
from django.apps import apps

from courses.group_readings import rules
from courses.models import GroupReading
from tests.courses.group_readers import DESK, confirm, now, press, put_aside

pytestmark = pytest.mark.django_db
INSULT = "Les nuls du quartier"


@pytest.fixture
def both(two, moderator) -> tuple[GroupReading, GroupReading]:
    """Return two readings that name their groups, confirmed."""
    GroupReading.objects.update(credit="named")
    for reading in two:
        confirm(reading, moderator)
    return two


def rename(reading: GroupReading, name: str = INSULT) -> None:
    reading.peer_group.name = name
    reading.peer_group.save()


def test_a_later_name_is_not_said(both, module, visitor):
    other = both[1].peer_group.name
    assert str(both[0].peer_group) in GroupReading.objects.credits_of(module.translation_key)
    rename(both[0])
    assert GroupReading.objects.credits_of(module.translation_key) == f"{other} et un autre groupe"
    page = visitor.get(module.url).text
    assert other in page and INSULT not in page
    assert module.translation_key in GroupReading.objects.modules_read()


def test_the_name_that_was_confirmed_comes_back(both, module):
    before = GroupReading.objects.credits_of(module.translation_key)
    name = both[0].peer_group.name
    rename(both[0])
    rename(both[0], name)
    assert GroupReading.objects.credits_of(module.translation_key) == before


def test_the_desk_says_it_and_a_moderator_confirms_again(both, module, client_of, moderator):
    desk = client_of("moderator")
    assert "a changé de nom" not in desk.get(DESK).text
    old = now(both[0]).seen
    rename(both[0], "GEM des Halles")
    assert "a changé de nom" in desk.get(DESK).text
    page = desk.get(f"{DESK}{both[0].pk}/").text
    assert "a changé de nom" in page and "confirmer/" in page
    assert "Rien n’est fait" in press(desk, both[0], "confirmer", seen=old).text
    assert GroupReading.objects.waiting_first().first() == both[0]
    assert "est confirmée" in press(desk, both[0], "confirmer").text
    assert "GEM des Halles" in GroupReading.objects.credits_of(module.translation_key)
    assert "a changé de nom" not in desk.get(DESK).text


def test_said_again_or_put_back_it_stays_unnamed(both, module, moderator):
    rename(both[0])
    rules.say(both[0].said_by, both[0].peer_group, module, "named")
    put_aside(both[0], moderator)
    rules.put_back(both[0].pk, moderator, now(both[0]).seen)
    assert INSULT not in GroupReading.objects.credits_of(module.translation_key)


def test_those_confirmed_so_far_keep_the_name_of_that_day(both, two):
    GroupReading.objects.update(confirmed_name="")
    GroupReading.objects.filter(pk=two[1].pk).update(confirmed_on=None)
    import_module("courses.migrations.0019_names_confirmed_so_far").name(apps, None)
    assert [now(each).confirmed_name for each in two] == [two[0].peer_group.name, ""]
