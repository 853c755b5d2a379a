"""Note for which group each confirmation in the name of an association was written: its mandate says it.

Nothing kept it of those who wrote as employees: their association stays unsaid.
"""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def keep_the_group_of_each_mandate(apps: Any, schema_editor: Any) -> None:
    """Write it in every confirmation whose mandate is still there."""
    mandates = apps.get_model("accounts", "Mandate").objects.filter(pk=OuterRef("mandate"))
    written = apps.get_model("passport", "Confirmation").objects.filter(mandate__isnull=False, spoken_for__isnull=True)
    written.filter(capacity="association").update(spoken_for=Subquery(mandates.values("membership__peer_group")[:1]))


class Migration(migrations.Migration):
    dependencies = [("passport", "0015_confirmation_spoken_for")]

    operations = [migrations.RunPython(keep_the_group_of_each_mandate, migrations.RunPython.noop)]
