"""A database of before places were accepted and confirmed: what is known is kept, the rest waits."""

import datetime

import pytest
from django.db import connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone

BEFORE = [("accounts", "0007_guesses"), ("directory", "0002_departments")]
AFTER = [("accounts", "0009_places_known")]


@pytest.fixture
def migrate(transactional_db):
    """Return a function that leads the tables to a migration and returns the models of then."""

    def lead(to):
        executor = MigrationExecutor(connection)
        executor.migrate(to)
        return MigrationExecutor(connection).loader.project_state(to).apps

    yield lead
    lead(MigrationExecutor(connection).loader.graph.leaf_nodes())  # the process goes on with tables of today


def test_what_the_journal_and_the_mandates_know_is_kept(migrate):
    """On PostgreSQL too, where a table just written to takes no index in the same transaction."""
    old = migrate(BEFORE)
    user, membership = old.get_model("accounts", "User"), old.get_model("accounts", "Membership")
    group = old.get_model("directory", "PeerGroup").objects.create(slug="ici", name="Groupe d’ici")
    entered, never, coordinator = (
        user.objects.create(username=name, display_name=name, password="!", last_login=last)
        for name, last in (("entree", timezone.now()), ("jamais", None), ("coordination", None))
    )
    coordinator.groups.add(old.get_model("auth", "Group").objects.create(name="Coordination"))
    since = datetime.date(2026, 1, 15)
    membership.objects.create(user=entered, peer_group=group, role="facilitator", starts_on=since)
    held = membership.objects.create(user=never, peer_group=group, is_peer_advocate=True, starts_on=since)
    old.get_model("accounts", "GroupAct").objects.create(
        peer_group=group, kind="role_changed", actor=never, subject=entered, detail="anime le groupe"
    )
    old.get_model("accounts", "Mandate").objects.create(
        membership=held, office="chair", starts_on=since, recorded_by=coordinator
    )

    new = migrate(AFTER)
    role = new.get_model("accounts", "Membership").objects.get(user=entered.pk)
    mandate = new.get_model("accounts", "Mandate").objects.get()
    assert role.role_accepted_at is not None
    assert (role.role_given_by_id, role.role_confirmed_by_id) == (never.pk, None)
    assert mandate.accepted_at is None, "nobody ever entered that account"
    assert mandate.confirmed_by_id == coordinator.pk
    assert mandate.membership.advocate_confirmed_at is None, "the coordination confirms each"
