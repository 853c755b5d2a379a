from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("gatherings", "0007_attestations")]

    operations = [
        migrations.AddField("leader", "is_asked_again", models.BooleanField(default=False, verbose_name="à redemander"))
    ]
