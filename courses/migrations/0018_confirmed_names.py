from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("courses", "0017_readings_set_aside")]

    operations = [
        migrations.AddField(
            model_name="groupreading",
            name="confirmed_name",
            field=models.CharField(blank=True, max_length=160, verbose_name="nom du groupe, tel que confirmé"),
        ),
    ]
