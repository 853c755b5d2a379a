import django.utils.timezone
from django.db import migrations, models


def date_the_tries(apps, schema_editor):
    """Count the wrong tries of today as made today: they stay the person's for thirty days."""
    User = apps.get_model("accounts", "User")
    User.objects.filter(secret_tries__gt=0).update(last_try_at=django.utils.timezone.now())


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_second_factor_for_power")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="last_try_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="dernier essai du code"),
        ),
        migrations.RunPython(date_the_tries, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Turn",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("thing", models.CharField(max_length=64)),
                ("number", models.PositiveSmallIntegerField()),
                ("ends_at", models.DateTimeField(db_index=True, verbose_name="revient le")),
            ],
            options={
                "verbose_name": "essai compté",
                "verbose_name_plural": "essais comptés",
                "constraints": [models.UniqueConstraint(fields=("thing", "number"), name="accounts_turn_once")],
            },
        ),
    ]
