"""The names that places had before this day, as the versions of their pages say them."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

KINDS = {"peergroup": "peer_group", "collective": "collective"}


def keep(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Keep each name and town that a version says and that its place has no longer."""
    versions = apps.get_model("wagtailcore", "Revision").objects
    former = apps.get_model("directory", "FormerName").objects
    for model, field in KINDS.items():
        kind = {"base_content_type__app_label": "directory", "base_content_type__model": model}
        said = versions.filter(**kind).order_by("pk").values_list("object_id", "content__name", "content__town")
        present = {
            str(key): (name, town)
            for key, name, town in apps.get_model("directory", model).objects.values_list("pk", "name", "town")
        }
        rows = {
            (int(key), name, town or ""): None
            for key, name, town in said.iterator()
            if key in present and name and present[key] != (name, town or "")
        }
        former.bulk_create(
            (former.model(**{f"{field}_id": key}, name=name, town=town) for key, name, town in rows),
            batch_size=100,
            ignore_conflicts=True,
        )


class Migration(migrations.Migration):
    dependencies = [("directory", "0006_former_names"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(keep, migrations.RunPython.noop)]
