"""The life of a group on the site: its journal, its invitations, the secret codes prepared for its members."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.models.belonging import Membership
from lib.kept_statement import Moment

RESET_WAITS = datetime.timedelta(days=7)


class SecretResetQuerySet(models.QuerySet["SecretReset"]):
    """Queries about new codes prepared by two people."""

    def pending(self) -> Self:
        """Return those neither refused nor in service, however old."""
        return self.filter(refused_at__isnull=True, applied_at__isnull=True)

    def waiting(self) -> Self:
        """Return those asked by one person, not confirmed by a second, and not older than RESET_WAITS."""
        return self.pending().filter(confirmed_at__isnull=True, asked_at__gt=timezone.now() - RESET_WAITS)

    def confirmed(self) -> Self:
        """Return those confirmed by a second person and not in service yet."""
        return self.pending().filter(confirmed_at__isnull=False)

    def due(self) -> Self:
        """Return those confirmed whose 24 hours are over, while their owner is in the group that prepared them.

        Elsewhere nobody of that group reads them any more, nor could cancel them.
        """
        present = Membership.objects.current().filter(user=models.OuterRef("user"))
        there = models.Exists(present.filter(peer_group=models.OuterRef("peer_group")))
        return self.confirmed().filter(there, takes_effect_at__lte=timezone.now())

    def lapsed(self) -> Self:
        """Return those asked and left without a second person for longer than RESET_WAITS."""
        return self.pending().filter(confirmed_at__isnull=True, asked_at__lte=Moment(-RESET_WAITS))

    def to_tell(self) -> Self:
        """Return those confirmed and not refused, in service or not, that their owner has not answered."""
        return self.filter(confirmed_at__isnull=False, refused_at__isnull=True, answered_at__isnull=True)


class GroupInvitationQuerySet(models.QuerySet["GroupInvitation"]):
    """Queries about invitations to join a group."""

    def open(self) -> Self:
        """Return those not used and still in time."""
        return self.filter(used_at__isnull=True, closes_at__gt=timezone.now())


class GroupAct(models.Model):
    """One act done for a group by a person who runs it, readable by its members.

    `subject` is the member it was done for: only that member and those who run the group read the name.
    """

    class Kind(models.TextChoices):
        ACCOUNT_OPENED = "account_opened", "a ouvert un compte"
        CARD_PRINTED = "card_printed", "a imprimé une carte"
        CARD_PAUSED = "card_paused", "a mis une carte en pause"
        CARD_WOKEN = "card_woken", "a remis une carte en marche"
        INVITED = "invited", "a préparé des mots pour rejoindre le groupe"
        JOINED = "joined", "a rejoint le groupe avec ces mots"
        RESET_ASKED = "reset_asked", "a demandé un nouveau code secret"
        RESET_CONFIRMED = "reset_confirmed", "a confirmé un nouveau code secret"
        MANDATE_RECORDED = "mandate_recorded", "a noté un mandat"
        MANDATE_ENDED = "mandate_ended", "a noté la fin d’un mandat"
        ROLE_CHANGED = "role_changed", "a changé la place d’une personne dans le groupe"
        PLACE_ACCEPTED = "place_accepted", "a accepté sa place, avec son code"
        PLACE_CONFIRMED = "place_confirmed", "a confirmé une place, pour la coordination"
        PAGE_CHANGED = "page_changed", "a changé la page du groupe dans l’annuaire"
        DEPARTURE_NOTED = "departure_noted", "a noté un départ"
        FIGURES_SIGNED = "figures_signed", "a signé les chiffres de l’année"

    peer_group = models.ForeignKey(
        "directory.PeerGroup", on_delete=models.CASCADE, related_name="acts", verbose_name="groupe"
    )
    kind = models.CharField("quoi", max_length=16, choices=Kind.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="group_acts", verbose_name="par"
    )
    subject = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="group_acts_about",
        verbose_name="pour",
    )
    detail = models.CharField("précision", max_length=120, blank=True)
    done_at = models.DateTimeField("le", default=timezone.now)

    class Meta:
        verbose_name = "acte d’un groupe"
        verbose_name_plural = "actes d’un groupe"
        ordering = ["-done_at", "-pk"]
        indexes = [models.Index(fields=["peer_group", "-done_at"], name="accounts_groupact_latest")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    kind__in=[
                        "account_opened",
                        "card_printed",
                        "card_paused",
                        "card_woken",
                        "invited",
                        "joined",
                        "reset_asked",
                        "reset_confirmed",
                        "mandate_recorded",
                        "mandate_ended",
                        "role_changed",
                        "place_accepted",
                        "place_confirmed",
                        "page_changed",
                        "departure_noted",
                        "figures_signed",
                    ]
                ),
                name="accounts_groupact_kind_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.actor} {self.get_kind_display()}"


class GroupInvitation(models.Model):
    """Four words that let one person who already has a card join one more group, once and for a short time.

    `words_hmac` is the HMAC-SHA256 of the words with CODE_KEY: the words are shown once and kept nowhere.
    """

    peer_group = models.ForeignKey(
        "directory.PeerGroup", on_delete=models.CASCADE, related_name="invitations", verbose_name="groupe"
    )
    words_hmac = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="préparée par"
    )
    made_at = models.DateTimeField("préparée le", default=timezone.now)
    closes_at = models.DateTimeField("jusqu’au")
    used_at = models.DateTimeField("utilisée le", null=True, blank=True)
    # The form that made it: sent twice, it makes one invitation.
    asked_as = models.CharField(max_length=32, null=True, blank=True, unique=True, editable=False)

    objects = GroupInvitationQuerySet.as_manager()

    class Meta:
        verbose_name = "invitation"
        verbose_name_plural = "invitations"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(closes_at__gt=models.F("made_at")), name="accounts_invitation_closes_later"
            )
        ]

    def __str__(self) -> str:
        return f"invitation de {self.peer_group}"


class SecretReset(models.Model):
    """A new secret code chosen by its owner in front of two people of the group, in service 24 hours later.

    The two are a facilitator and a board member, never the same person and never the owner. Until `takes_effect_at`
    the old code still works, and the owner who signs in with it is told and may refuse. `secret_hash` is the form in
    which accounts.secret_code.rules keeps a code; emptied once it is in service or refused. `is_serving`: this code
    opens the account now; another one chosen since takes that away.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="secret_resets", verbose_name="personne"
    )
    peer_group = models.ForeignKey(
        "directory.PeerGroup", on_delete=models.CASCADE, related_name="+", verbose_name="groupe"
    )
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="demandé par"
    )
    asked_at = models.DateTimeField("demandé le", default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="confirmé par",
    )
    confirmed_at = models.DateTimeField("confirmé le", null=True, blank=True)
    secret_hash = models.CharField("nouveau code", max_length=200, blank=True)
    takes_effect_at = models.DateTimeField("sert à partir du", null=True, blank=True)
    refused_at = models.DateTimeField("refusé le", null=True, blank=True)
    applied_at = models.DateTimeField("en service depuis le", null=True, blank=True)
    is_serving = models.BooleanField("sert aujourd’hui", default=False, editable=False)
    answered_at = models.DateTimeField("lu par la personne le", null=True, blank=True)

    objects = SecretResetQuerySet.as_manager()

    class Meta:
        verbose_name = "nouveau code demandé"
        verbose_name_plural = "nouveaux codes demandés"
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=models.Q(refused_at__isnull=True, applied_at__isnull=True),
                name="accounts_secretreset_one_pending",
            ),
            models.CheckConstraint(
                condition=models.Q(asked_by__isnull=True)
                | models.Q(confirmed_by__isnull=True)
                | ~models.Q(asked_by=models.F("confirmed_by")),
                name="accounts_secretreset_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed_at__isnull=True)
                | models.Q(applied_at__isnull=False)
                | models.Q(refused_at__isnull=False)
                | (models.Q(takes_effect_at__isnull=False) & ~models.Q(secret_hash="")),
                name="accounts_secretreset_confirmed_is_complete",
            ),
            models.CheckConstraint(
                condition=models.Q(applied_at__isnull=True) | models.Q(refused_at__isnull=True),
                name="accounts_secretreset_applied_or_refused",
            ),
            models.CheckConstraint(
                condition=models.Q(is_serving=False) | models.Q(applied_at__isnull=False),
                name="accounts_secretreset_serving_is_applied",
            ),
        ]

    def __str__(self) -> str:
        return f"nouveau code de {self.user}"
