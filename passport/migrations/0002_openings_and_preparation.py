from django.db import migrations, models

import passport.models.share


class Migration(migrations.Migration):
    dependencies = [("passport", "0001_initial")]

    operations = [
        migrations.AddField(
            model_name="share",
            name="prepared_as",
            field=models.CharField(default=passport.models.share.new_ref, editable=False, max_length=32, unique=True),
        ),
        migrations.AlterField(
            model_name="opening",
            name="ref",
            field=models.CharField(default=passport.models.share.new_ref, max_length=32, unique=True),
        ),
    ]
