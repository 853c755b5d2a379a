from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def keep_present_names(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Keep the name that the holder reads today, of what was written before the name of the day was kept."""
    people = apps.get_model("accounts", "User").objects
    written = apps.get_model("passport", "Confirmation").objects.filter(
        written_at__isnull=False, confirmer__isnull=False
    )
    of_writer = people.filter(pk=OuterRef("confirmer")).values("display_name")
    written.exclude(state="withdrawn").update(written_as=Subquery(of_writer))
    asked = apps.get_model("passport", "Confirmation").objects.filter(state__in=["asked", "declined"])
    of_holder = people.filter(entries=OuterRef("entry")).values("display_name")
    asked.filter(confirmer__isnull=False).update(asked_as=Subquery(of_holder))
    of_giver = people.filter(pk=OuterRef("offered_by")).values("display_name")
    offers = apps.get_model("passport", "Proposal").objects.filter(offered_by__isnull=False)
    offers.update(offered_as=Subquery(of_giver))


class Migration(migrations.Migration):
    dependencies = [
        ("passport", "0011_closed_house"),
        ("accounts", "0019_departures"),
    ]

    operations = [
        migrations.AddField(
            model_name="confirmation",
            name="written_as",
            field=models.CharField(
                blank=True, editable=False, max_length=60, verbose_name="nom de son auteur ce jour-là"
            ),
        ),
        migrations.AddField(
            model_name="confirmation",
            name="asked_as",
            field=models.CharField(
                blank=True, editable=False, max_length=60, verbose_name="nom de qui la demande ce jour-là"
            ),
        ),
        migrations.AddField(
            model_name="proposal",
            name="offered_as",
            field=models.CharField(
                blank=True, editable=False, max_length=60, verbose_name="nom de cette personne ce jour-là"
            ),
        ),
        migrations.RunPython(keep_present_names, migrations.RunPython.noop),
    ]
