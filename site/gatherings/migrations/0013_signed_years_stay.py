"""A signed year changes no more: a trigger, as no constraint reads what a row was.

SQLite loses a trigger with the table when a later migration makes the table anew: such a migration calls `guard` again
(tests/gatherings/test_figures_signed.py notices).
"""

from django.db import migrations

TABLE = "gatherings_groupyear"
FROZEN = (
    *("id", "year", "counted", "adherents", "new_adherents", "days_open", "hours_open", "activities"),
    *("signed_on", "signed_as"),
)
NAME = "gatherings_groupyear_signed_stays"
REFUSED = "a signed year changes no more"
SQLITE = (
    f"CREATE TRIGGER {NAME} BEFORE UPDATE OF {', '.join(FROZEN)} ON {TABLE} WHEN OLD.signed_on IS NOT NULL "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
    f"CREATE TRIGGER {NAME}_with_its_group BEFORE UPDATE OF peer_group_id ON {TABLE} "
    f"WHEN OLD.signed_on IS NOT NULL AND NEW.peer_group_id IS NOT NULL "
    f"BEGIN SELECT RAISE(ABORT, '{REFUSED}'); END",
)
POSTGRESQL = (
    f"CREATE FUNCTION {NAME}() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{REFUSED}' USING ERRCODE = 'integrity_constraint_violation'; END $$",
    f"CREATE TRIGGER {NAME} BEFORE UPDATE OF {', '.join(FROZEN)} ON {TABLE} FOR EACH ROW "
    f"WHEN (OLD.signed_on IS NOT NULL) EXECUTE FUNCTION {NAME}()",
    f"CREATE TRIGGER {NAME}_with_its_group BEFORE UPDATE OF peer_group_id ON {TABLE} FOR EACH ROW "
    f"WHEN (OLD.signed_on IS NOT NULL AND NEW.peer_group_id IS NOT NULL) EXECUTE FUNCTION {NAME}()",
)


def guard(apps, schema_editor):
    """Make the triggers."""
    for statement in SQLITE if schema_editor.connection.vendor == "sqlite" else POSTGRESQL:
        schema_editor.execute(statement)


def release(apps, schema_editor):
    """Take the triggers away."""
    is_sqlite = schema_editor.connection.vendor == "sqlite"
    for name in (NAME, f"{NAME}_with_its_group"):
        schema_editor.execute(f"DROP TRIGGER {name}" + ("" if is_sqlite else f" ON {TABLE}"))
    if not is_sqlite:
        schema_editor.execute(f"DROP FUNCTION {NAME}()")


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0012_group_years")]

    operations = [migrations.RunPython(guard, release)]
