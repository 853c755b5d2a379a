"""The moment at which somebody said that they lead, and no longer the day alone: it says which dates they led."""

import datetime
from zoneinfo import ZoneInfo

from django.db import migrations, models


def write_moments(apps, schema_editor):
    """Say the first moment of the day, in Paris: nobody loses what they led."""
    leaders = apps.get_model("gatherings", "Leader").objects.using(schema_editor.connection.alias)
    for leader in leaders.exclude(accepted_on=None):
        moment = datetime.datetime.combine(leader.accepted_on, datetime.time(), ZoneInfo("Europe/Paris"))
        leaders.filter(pk=leader.pk).update(accepted_at=moment)


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0002_presence")]

    operations = [
        migrations.AddField(
            "leader", "accepted_at", models.DateTimeField(blank=True, null=True, verbose_name="dit oui le")
        ),
        migrations.RunPython(write_moments, migrations.RunPython.noop),
        migrations.RemoveField("leader", "accepted_on"),
    ]
