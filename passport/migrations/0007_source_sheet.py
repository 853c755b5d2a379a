from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("passport", "0006_occasion_known"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name="occasion",
            name="passport_occasion_source_known",
        ),
        migrations.RemoveConstraint(
            model_name="proposal",
            name="passport_proposal_source_known",
        ),
        migrations.AlterField(
            model_name="occasion",
            name="source_kind",
            field=models.CharField(
                choices=[
                    ("training", "formation courte"),
                    ("declared", "déclarée par la personne"),
                    ("mandate", "responsabilité associative"),
                    ("seen", "vue par un pair"),
                    ("sheet", "fiche de pratique publiée"),
                ],
                max_length=12,
            ),
        ),
        migrations.AlterField(
            model_name="proposal",
            name="source_kind",
            field=models.CharField(
                choices=[
                    ("training", "formation courte"),
                    ("declared", "déclarée par la personne"),
                    ("mandate", "responsabilité associative"),
                    ("seen", "vue par un pair"),
                    ("sheet", "fiche de pratique publiée"),
                ],
                max_length=12,
            ),
        ),
        migrations.AddConstraint(
            model_name="occasion",
            constraint=models.CheckConstraint(
                condition=models.Q(("source_kind__in", ["training", "declared", "mandate", "seen", "sheet"])),
                name="passport_occasion_source_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="proposal",
            constraint=models.CheckConstraint(
                condition=models.Q(("source_kind__in", ["training", "declared", "mandate", "seen", "sheet"])),
                name="passport_proposal_source_known",
            ),
        ),
    ]
