"""The second person of a sheet signs a text; those of before signed the one on the site, or read it anew."""

import json
from hashlib import sha256

from django.apps.registry import Apps
from django.conf import settings
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

WORDS = ("title", "situation", "what_we_did", "what_helped", "limits")


def sign(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    signed = apps.get_model("content", "SecondWriter").objects.filter(user__isnull=False, practice__live=True)
    for second in signed.select_related("practice"):
        said = ["\n".join(str(getattr(second.practice, name)).split("\r\n")).strip() for name in WORDS]
        second.signed_texts = [sha256(json.dumps(said).encode()).hexdigest()]
        second.save(update_fields=["signed_texts"])


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0013_no_files_as_sent"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="secondwriter",
            name="left_at",
            field=models.DateTimeField(editable=False, null=True, verbose_name="nom retiré le"),
        ),
        migrations.AddField(
            model_name="secondwriter", name="signed_texts", field=models.JSONField(default=list, editable=False)
        ),
        migrations.RunPython(sign, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="secondwriter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("left_at__isnull", True), models.Q(("credit", ""), ("user__isnull", False)), _connector="OR"
                ),
                name="content_secondwriter_left_unnamed",
            ),
        ),
    ]
