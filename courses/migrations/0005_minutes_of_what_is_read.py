"""Count again the minutes of every lesson, and of the modules, which are the sum of their live lessons."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

from courses.editing.reading_time import reading_minutes

STEP = 4  # of a path of the page tree


def recount(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    lessons, modules = (apps.get_model("courses", name).objects for name in ("LessonPage", "ModulePage"))
    total: dict[str, int] = {}
    for lesson in lessons.order_by("pk"):
        raw = lesson.body.raw_data
        minutes = reading_minutes((raw[index] for index in range(len(raw))), lesson.content_note)
        if minutes != lesson.minutes:
            lessons.filter(pk=lesson.pk).update(minutes=minutes)
        if lesson.live:
            above = lesson.path[:-STEP]
            total[above] = total.get(above, 0) + minutes
    for pk, path in modules.values_list("pk", "path"):
        modules.filter(pk=pk).update(minutes=total.get(path, 0))


class Migration(migrations.Migration):
    dependencies = [("courses", "0004_marks_of_lessons")]

    operations = [migrations.RunPython(recount, migrations.RunPython.noop)]
