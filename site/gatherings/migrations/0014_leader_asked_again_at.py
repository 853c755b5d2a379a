"""A leader who is asked again leads what had begun then: the moment, where there was a yes or no."""

from django.db import migrations, models
from django.utils import timezone


def know_since(apps, schema_editor):
    """Give today's moment to who is asked again: nobody knows since when."""
    leaders = apps.get_model("gatherings", "Leader").objects.using(schema_editor.connection.alias)
    leaders.filter(is_asked_again=True).update(asked_again_at=timezone.now())


def forget_since(apps, schema_editor):
    """Keep who is asked again."""
    leaders = apps.get_model("gatherings", "Leader").objects.using(schema_editor.connection.alias)
    leaders.filter(asked_again_at__isnull=False).update(is_asked_again=True)


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0013_signed_years_stay")]

    operations = [
        migrations.AddField(
            "leader", "asked_again_at", models.DateTimeField(blank=True, null=True, verbose_name="redemandé le")
        ),
        migrations.RunPython(know_since, forget_since),
        migrations.RemoveField("leader", "is_asked_again"),
    ]
