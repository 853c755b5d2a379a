"""Remove what was kept as it was sent: pictures of Wagtail's account page, files that waited for their title."""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def remove(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    for profile in apps.get_model("wagtailusers", "UserProfile").objects.exclude(avatar=""):
        profile.avatar.delete(save=True)
    for upload in apps.get_model("wagtailcore", "UploadedFile").objects.all():
        upload.file.delete(save=False)
        upload.delete()


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0012_second_writers"),
        ("wagtailusers", "0015_userprofile_keyboard_shortcuts"),
        ("wagtailcore", "0098_apitoken"),
    ]
    operations = [migrations.RunPython(remove, migrations.RunPython.noop)]
