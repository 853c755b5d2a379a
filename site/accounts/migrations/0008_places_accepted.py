import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


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
    ]
