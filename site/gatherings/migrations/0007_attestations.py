import django.utils.timezone
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("gatherings", "0006_prepared_from"),
    ]

    operations = [
        migrations.CreateModel(
            name="Attestation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("number_hmac", models.CharField(max_length=64, unique=True)),
                ("made_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="faite le")),
            ],
            options={
                "verbose_name": "attestation",
                "verbose_name_plural": "attestations",
            },
        ),
    ]
