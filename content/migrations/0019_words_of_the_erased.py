"""The versions that erased authors had left beside the text of the site: they were for nobody else to read."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import F


def forget(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    """Drop, of each sheet of nobody that was reviewed, the versions of erased accounts but the live one.

    What a moderator wrote since stays. A review of what goes is over.
    """
    page = apps.get_model("wagtailcore", "Page")
    revision = apps.get_model("wagtailcore", "Revision")
    states = apps.get_model("wagtailcore", "WorkflowState").objects
    kind = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="wagtailcore", model="page").first()
    sheets = apps.get_model("content", "PracticePage").objects.filter(owner=None, live=True, is_answer=False)
    sheets = sheets.filter(cases__isnull=False, live_revision__isnull=False).distinct()
    for sheet in sheets:
        theirs = revision.objects.filter(base_content_type=kind, object_id=str(sheet.pk), user=None)
        gone = set(theirs.exclude(pk=sheet.live_revision_id).values_list("pk", flat=True))
        if sheet.latest_revision_id in gone:
            named = {"latest_revision": sheet.live_revision_id, "draft_title": F("title")}
            page.objects.filter(pk=sheet.pk).update(**named, has_unpublished_changes=False)
            sheet.cases.filter(closed_at=None).delete()
            open_ones = states.filter(base_content_type=kind, object_id=str(sheet.pk))
            open_ones.filter(status__in=["in_progress", "needs_changes"]).delete()
        revision.objects.filter(pk__in=gone).delete()


class Migration(migrations.Migration):
    dependencies = [("content", "0018_unanswered"), ("wagtailcore", "0098_apitoken")]

    operations = [migrations.RunPython(forget, migrations.RunPython.noop)]
