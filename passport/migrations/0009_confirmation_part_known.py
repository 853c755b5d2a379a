"""Take the part that each entry says today for the one that was confirmed: nothing kept what it said that day.

Those of a « Je t’ai vu faire » spoke of a skill done alone, and keep that.
"""

from typing import Any

from django.db import migrations
from django.db.models import OuterRef, Subquery


def keep_the_part_of_today(apps: Any, schema_editor: Any) -> None:
    """Write it in every confirmation that was written when asked, whatever its holder did with it since."""
    parts = apps.get_model("passport", "Entry").objects.filter(pk=OuterRef("entry")).values("my_part")[:1]
    written = apps.get_model("passport", "Confirmation").objects.filter(written_at__isnull=False, offer__isnull=True)
    written.filter(entry__is_collective=True).update(with_others=True, part=Subquery(parts))


class Migration(migrations.Migration):
    dependencies = [("passport", "0008_confirmation_part")]

    operations = [migrations.RunPython(keep_the_part_of_today, migrations.RunPython.noop)]
