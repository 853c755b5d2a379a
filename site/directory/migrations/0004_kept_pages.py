from django.db import migrations
from django.db.models import F

SOURCES = {"PeerGroup": "Tenu par le groupe", "Collective": "Tenu par le collectif"}


def note_kept_pages(apps, schema_editor):
    """Say of each page that names its own people as its source that they keep it, since it was last checked."""
    for name, source in SOURCES.items():
        places = apps.get_model("directory", name).objects
        places.filter(source_title=source, checked_on__isnull=False).update(kept_on=F("checked_on"))


class Migration(migrations.Migration):
    dependencies = [("directory", "0003_stages_and_kept_pages")]

    operations = [migrations.RunPython(note_kept_pages, migrations.RunPython.noop)]
