import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0002_initial")]

    operations = [
        migrations.AddField(
            model_name="membership",
            name="opening_key",
            field=models.CharField(blank=True, editable=False, max_length=32, null=True, unique=True),
        ),
        migrations.CreateModel(
            name="Draft",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("form_key", models.CharField(max_length=300, verbose_name="formulaire")),
                ("sealed", models.TextField(verbose_name="ce qui était écrit")),
                ("updated_at", models.DateTimeField(auto_now=True, verbose_name="gardé le")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="drafts",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="personne",
                    ),
                ),
            ],
            options={
                "verbose_name": "texte commencé",
                "verbose_name_plural": "textes commencés",
                "constraints": [
                    models.UniqueConstraint(fields=("user", "form_key"), name="accounts_draft_one_per_form")
                ],
            },
        ),
    ]
