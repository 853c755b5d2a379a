"""A database of before confirmations kept the part they speak of: none of them leaves its entry."""

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

BEFORE, AFTER = ("passport", "0007_source_sheet"), ("passport", "0009_confirmation_part_known")


@pytest.fixture
def migrate(transactional_db):
    """Return a function that leads the tables to a migration and returns the models of then."""

    def lead(to):
        executor = MigrationExecutor(connection)
        executor.migrate([to])
        people = executor.loader.graph.leaf_nodes("accounts")  # their tables stay those of today
        return MigrationExecutor(connection).loader.project_state([to, *people]).apps

    yield lead
    executor = MigrationExecutor(connection)
    executor.migrate(executor.loader.graph.leaf_nodes())  # the process goes on with tables of today


def test_what_an_entry_says_today_is_taken_for_what_was_confirmed(migrate):
    """A title changed since stays another one, and comes back with the words of before."""
    old = migrate(BEFORE)
    member = old.get_model("accounts", "User").objects.create(username="membre", password="!")
    skill = old.get_model("passport", "Skill").objects.create(
        slug="a", label="A", domain=old.get_model("passport", "SkillDomain").objects.create(slug="d", label="D")
    )
    together = old.get_model("passport", "Entry").objects.create(
        member=member, own_title="Le repas", face="gained", is_collective=True, my_part="Essuyer"
    )
    alone = old.get_model("passport", "Entry").objects.create(
        member=member, own_title="Jardiner", face="gained", my_part="Une part qui ne se lit pas"
    )
    offer = old.get_model("passport", "Proposal").objects.create(
        member=member, skill=skill, face="gained", source_kind="seen", source_ref="r", source_label="s", sentence="Vu."
    )
    said = {"sentence": "Vu.", "state": "accepted", "written_at": timezone.now()}
    kept = old.get_model("passport", "Confirmation").objects
    rows = {
        "together": kept.create(entry=together, about="Le repas/gained", **said),
        "renamed": kept.create(entry=together, about="Le goûter/gained", **said),
        "alone": kept.create(entry=alone, about="Jardiner/gained", **said),
        "offered": kept.create(entry=together, about="Le repas/gained", offer=offer, **said),
        "asked": kept.create(entry=together),
    }

    new = migrate(AFTER).get_model("passport", "Confirmation").objects
    found = {name: new.values_list("about", "with_others", "part").get(pk=row.pk) for name, row in rows.items()}
    assert found == {
        "together": ("Le repas/gained", True, "Essuyer"),
        "renamed": ("Le goûter/gained", True, "Essuyer"),
        "alone": ("Jardiner/gained", False, ""),
        "offered": ("Le repas/gained", False, ""),
        "asked": ("", False, ""),
    }
