import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("courses", "0020_feedback_of_accounts"),
        ("gatherings", "0005_opinions"),
    ]

    operations = [
        migrations.AddField(
            model_name="workshop",
            name="prepared_from",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="workshops",
                to="courses.modulepage",
                verbose_name="préparé à partir de",
            ),
        ),
    ]
