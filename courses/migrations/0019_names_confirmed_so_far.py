from django.db import migrations
from django.db.models import OuterRef, Subquery


def name(apps, _schema_editor):
    """Keep, for each reading that was confirmed, the name that its group has today."""
    groups = apps.get_model("directory", "PeerGroup").objects.filter(pk=OuterRef("peer_group"))
    readings = apps.get_model("courses", "GroupReading").objects.filter(confirmed_on__isnull=False)
    readings.update(confirmed_name=Subquery(groups.values("name")[:1]))


class Migration(migrations.Migration):
    dependencies = [("courses", "0018_confirmed_names"), ("directory", "0002_departments")]

    operations = [migrations.RunPython(name, migrations.RunPython.noop)]
