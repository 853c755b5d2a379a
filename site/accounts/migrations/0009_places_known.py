import datetime

import django.utils.timezone
from django.db import migrations

COORDINATION = "Coordination"
NAMED = ("anime le groupe", "Animatrice ou animateur")


def _midnight(day):
    """Return the first moment of a day: a place held for long does not wait a week again."""
    return django.utils.timezone.make_aware(datetime.datetime.combine(day, datetime.time.min))


def keep_what_is_known(apps, schema_editor):
    """Accept, for those who have entered their account, the places they hold; confirm those the coordination gave.

    The journal of the group knows who named a facilitator, for 24 months. What nobody knows any more, and the
    pair-advocates, the coordination confirms.
    """
    Mandate, Membership = apps.get_model("accounts", "Mandate"), apps.get_model("accounts", "Membership")
    User, GroupAct = apps.get_model("accounts", "User"), apps.get_model("accounts", "GroupAct")
    now = django.utils.timezone.now()
    entered = User.objects.exclude(last_login__isnull=True, secret_hash="", password__startswith="!")
    coordinators = set(User.objects.filter(groups__name=COORDINATION).values_list("pk", flat=True))
    for mandate in Mandate.objects.filter(membership__user__in=entered):
        Mandate.objects.filter(pk=mandate.pk).update(accepted_at=_midnight(mandate.recorded_on))
    for coordinator in coordinators:
        given = Mandate.objects.filter(recorded_by=coordinator)
        given.update(confirmed_by=coordinator, confirmed_at=now)
    for membership in Membership.objects.filter(role="facilitator"):
        acts = GroupAct.objects.filter(
            peer_group=membership.peer_group_id, subject=membership.user_id, detail__in=NAMED, actor__isnull=False
        )
        named = acts.order_by("-done_at").first()
        if named:
            membership.role_given_by_id = named.actor_id
            membership.role_given_on = django.utils.timezone.localtime(named.done_at).date()
            if named.actor_id in coordinators:
                membership.role_confirmed_by_id, membership.role_confirmed_at = named.actor_id, now
        if entered.filter(pk=membership.user_id).exists():
            membership.role_accepted_at = _midnight(membership.role_given_on or membership.starts_on)
        membership.save()


class Migration(migrations.Migration):
    """Apart from the new columns: PostgreSQL makes no index on a table that the same transaction has just written."""

    dependencies = [("accounts", "0008_places_accepted")]

    operations = [migrations.RunPython(keep_what_is_known, migrations.RunPython.noop)]
