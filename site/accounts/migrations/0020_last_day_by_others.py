from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone


def fill(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Keep the last day of each standing mandate whose end somebody else than its holder noted, as the journal says.

    An end that no line tells came with the mandate: whoever recorded it noted it.
    """
    acts = apps.get_model("accounts", "GroupAct").objects.filter(kind__in=["mandate_ended", "mandate_recorded"])
    ending = apps.get_model("accounts", "Mandate").objects.filter(ends_on__gte=timezone.localdate())
    for mandate in ending.select_related("membership"):
        holder, office = mandate.membership.user_id, mandate.get_office_display()
        told = acts.filter(peer_group=mandate.membership.peer_group_id, subject=holder, detail__contains=office)
        last = told.order_by("-done_at", "-pk").first()
        noted_by = last.actor_id if last else mandate.recorded_by_id
        if noted_by != holder and (last or noted_by):
            mandate.last_day_by_others = mandate.ends_on
            mandate.save(update_fields=["last_day_by_others"])


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0019_departures"),
    ]

    operations = [
        migrations.AddField(
            model_name="mandate",
            name="last_day_by_others",
            field=models.DateField(
                blank=True, editable=False, null=True, verbose_name="dernier jour, noté par d’autres"
            ),
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
