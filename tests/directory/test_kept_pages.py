"""A page that its own people write is theirs from then on; those of before are known by their source."""

import datetime

import pytest
import time_machine
from django.db import IntegrityError, connection, transaction
from django.db.migrations.executor import MigrationExecutor

from directory import editing
from directory.models import PeerGroup
from tests.directory.factories import CollectiveFactory, PeerGroupFactory
from tests.people import person

FIRST, LATER = datetime.date(2026, 11, 2), datetime.date(2026, 11, 9)


@pytest.mark.django_db
@pytest.mark.parametrize("factory", [PeerGroupFactory, CollectiveFactory])
def test_the_first_day_its_people_wrote_a_page_is_kept(factory):
    place, author = factory(), person("Lou")
    for day in (FIRST, LATER):
        with time_machine.travel(datetime.datetime.combine(day, datetime.time(12)), tick=False):
            editing.keep(place, {"website": ""}, editing.version_of(place), author, "Tenu par le groupe")
        place.refresh_from_db()
        assert (place.kept_on, place.checked_on) == (FIRST, day)


@pytest.mark.django_db
def test_what_the_coordination_writes_is_not_kept_by_the_group():
    group, author = PeerGroup(name="Les Ébènes"), person("Lou")
    editing.add(group, author)
    editing.set_state(group, {"stage": "creation"}, author)
    group.refresh_from_db()
    assert (group.kept_on, group.stage) == (None, "creation")
    assert group.revisions.count() == 2


@pytest.mark.django_db
def test_a_state_that_is_none_is_refused_by_the_database():
    with pytest.raises(IntegrityError), transaction.atomic():
        PeerGroupFactory(stage="closed")


@pytest.fixture
def migrate(transactional_db):
    """Return a function that leads the tables to a migration and returns the models of then."""

    def lead(to):
        MigrationExecutor(connection).migrate(to)
        return MigrationExecutor(connection).loader.project_state(to).apps

    yield lead
    lead(MigrationExecutor(connection).loader.graph.leaf_nodes())  # the process goes on with tables of today


def test_the_pages_kept_before_are_known_by_their_source(migrate):
    old = migrate([("directory", "0002_departments")])
    group, collective = old.get_model("directory", "PeerGroup"), old.get_model("directory", "Collective")
    group.objects.create(slug="a", name="A", source_title="Tenu par le groupe", checked_on=FIRST)
    group.objects.create(slug="b", name="B", source_title="Une liste", checked_on=FIRST)
    collective.objects.create(slug="c", name="C", source_title="Tenu par le collectif", checked_on=LATER)
    new = migrate([("directory", "0004_kept_pages")])
    kept = new.get_model("directory", "PeerGroup").objects.order_by("slug").values_list("slug", "kept_on", "stage")
    assert list(kept) == [("a", FIRST, "open"), ("b", None, "open")]
    assert new.get_model("directory", "Collective").objects.get().kept_on == LATER
