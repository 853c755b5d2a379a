import datetime

from django.db import migrations, models
from django.utils import timezone

FIRST_USE = datetime.timedelta(days=30)


def give_thirty_days(apps, schema_editor):
    """Let the unused cards of accounts that nobody has entered serve for thirty days from today, not from their print."""
    people = apps.get_model("accounts", "User").objects
    unusable = models.Q(password="") | models.Q(password__startswith="!")
    never_entered = people.filter(unusable, secret_hash="", last_login__isnull=True)
    present = apps.get_model("accounts", "LoginCard").objects.filter(revoked_at__isnull=True)
    present.filter(user__in=never_entered.values("pk")).update(first_use_by=timezone.now() + FIRST_USE)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0017_code_serving")]

    operations = [
        migrations.AddField(
            model_name="logincard",
            name="first_use_by",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="à utiliser avant le"),
        ),
        migrations.RunPython(give_thirty_days, migrations.RunPython.noop, elidable=True),
    ]
