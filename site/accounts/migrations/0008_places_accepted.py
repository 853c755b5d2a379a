import datetime

import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models


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
    dependencies = [
        ("accounts", "0007_guesses"),
        ("directory", "0001_initial"),
    ]

    operations = [
        migrations.AddField(
            model_name="mandate",
            name="accepted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="accepté le"),
        ),
        migrations.AddField(
            model_name="mandate",
            name="confirmed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="confirmé le"),
        ),
        migrations.AddField(
            model_name="mandate",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="confirmé par",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="advocate_confirmed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="pair-advocate confirmé le"),
        ),
        migrations.AddField(
            model_name="membership",
            name="advocate_confirmed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pair-advocate confirmé par",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="advocate_given_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="pair-advocate, par",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="role_accepted_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="rôle accepté le"),
        ),
        migrations.AddField(
            model_name="membership",
            name="role_confirmed_at",
            field=models.DateTimeField(blank=True, editable=False, null=True, verbose_name="rôle confirmé le"),
        ),
        migrations.AddField(
            model_name="membership",
            name="role_confirmed_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="rôle confirmé par",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="role_given_by",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="rôle donné par",
            ),
        ),
        migrations.AddField(
            model_name="membership",
            name="role_given_on",
            field=models.DateField(blank=True, editable=False, null=True, verbose_name="rôle donné le"),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("role", "facilitator"),
                    models.Q(("role_accepted_at__isnull", True), ("role_confirmed_at__isnull", True)),
                    _connector="OR",
                ),
                name="accounts_membership_member_has_no_role_to_accept",
            ),
        ),
        migrations.AddConstraint(
            model_name="membership",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("is_peer_advocate", True), ("advocate_confirmed_at__isnull", True), _connector="OR"
                ),
                name="accounts_membership_confirmed_advocate_is_one",
            ),
        ),
        migrations.RemoveConstraint(
            model_name="groupact",
            name="accounts_groupact_kind_known",
        ),
        migrations.AlterField(
            model_name="groupact",
            name="kind",
            field=models.CharField(
                choices=[
                    ("account_opened", "a ouvert un compte"),
                    ("card_printed", "a imprimé une carte"),
                    ("card_paused", "a mis une carte en pause"),
                    ("card_woken", "a remis une carte en marche"),
                    ("invited", "a préparé des mots pour rejoindre le groupe"),
                    ("reset_asked", "a demandé un nouveau code secret"),
                    ("reset_confirmed", "a confirmé un nouveau code secret"),
                    ("mandate_recorded", "a noté un mandat"),
                    ("mandate_ended", "a noté la fin d’un mandat"),
                    ("role_changed", "a changé la place d’une personne dans le groupe"),
                    ("place_accepted", "a accepté sa place, avec son code"),
                    ("place_confirmed", "a confirmé une place, pour la coordination"),
                    ("page_changed", "a changé la page du groupe dans l’annuaire"),
                ],
                max_length=16,
                verbose_name="quoi",
            ),
        ),
        migrations.AddConstraint(
            model_name="groupact",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    (
                        "kind__in",
                        [
                            "account_opened",
                            "card_printed",
                            "card_paused",
                            "card_woken",
                            "invited",
                            "reset_asked",
                            "reset_confirmed",
                            "mandate_recorded",
                            "mandate_ended",
                            "role_changed",
                            "place_accepted",
                            "place_confirmed",
                            "page_changed",
                        ],
                    )
                ),
                name="accounts_groupact_kind_known",
            ),
        ),
        migrations.RunPython(keep_what_is_known, migrations.RunPython.noop),
    ]
