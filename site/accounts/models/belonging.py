"""Where a person belongs: memberships of groups, mandates on a board, a collective they answer for."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from accounts.querysets import MandateQuerySet, MembershipQuerySet


class Membership(models.Model):
    """A person in a peer group, from a day and perhaps to a day."""

    class Role(models.TextChoices):
        MEMBER = "member", "Adhérente ou adhérent"
        FACILITATOR = "facilitator", "Animatrice ou animateur"

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name="personne",
    )
    peer_group = models.ForeignKey(
        "directory.PeerGroup", on_delete=models.CASCADE, related_name="memberships", verbose_name="groupe"
    )
    role = models.CharField("rôle", max_length=11, choices=Role.choices, default=Role.MEMBER)
    is_peer_advocate = models.BooleanField("pair-advocate", default=False)
    findable = models.BooleanField(
        "on peut me trouver dans mon groupe",
        default=False,
        help_text="Les personnes de ce groupe peuvent vous demander une confirmation, par votre nom affiché.",
    )
    starts_on = models.DateField("depuis le", default=timezone.localdate)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    # The form that opened the account: sent twice, it still opens one.
    opening_key = models.CharField(max_length=32, null=True, blank=True, unique=True, editable=False)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = "adhésion"
        verbose_name_plural = "adhésions"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "peer_group"],
                condition=models.Q(ends_on__isnull=True),
                name="accounts_membership_one_current",
            ),
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="accounts_membership_dates_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["member", "facilitator"]), name="accounts_membership_role_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} – {self.peer_group}"


class Mandate(models.Model):
    """An office on the board of a group, held between two days by one of its members."""

    class BoardOffice(models.TextChoices):
        CHAIR = "chair", "Présidence"
        TREASURER = "treasurer", "Trésorerie"
        SECRETARY = "secretary", "Secrétariat"
        BOARD_MEMBER = "board_member", "Conseil d’administration"

    membership = models.ForeignKey(
        Membership, on_delete=models.CASCADE, related_name="mandates", verbose_name="adhésion"
    )
    office = models.CharField("fonction", max_length=12, choices=BoardOffice.choices)
    starts_on = models.DateField("depuis le", default=timezone.localdate)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    replaces = models.OneToOneField(
        "self",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="replaced_by",
        verbose_name="remplace",
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="mandates_recorded",
        verbose_name="noté par",
    )

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "mandat"
        verbose_name_plural = "mandats"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="accounts_mandate_dates_in_order",
            ),
            models.CheckConstraint(
                condition=models.Q(office__in=["chair", "treasurer", "secretary", "board_member"]),
                name="accounts_mandate_office_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_office_display()} – {self.membership}"


class HandOverTick(models.Model):
    """One thing the person who leaves an office has handed over; the person who takes it ticks it."""

    class Item(models.TextChoices):
        KEYS = "keys", "Les clés"
        BANK = "bank", "La banque"
        PAPERS = "papers", "Les papiers"
        DECLARATION = "declaration", "Le changement déclaré à la préfecture"

    mandate = models.ForeignKey(Mandate, on_delete=models.CASCADE, related_name="handed_over", verbose_name="mandat")
    item = models.CharField("quoi", max_length=11, choices=Item.choices)
    ticked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="coché par"
    )
    ticked_on = models.DateField("coché le", default=timezone.localdate)

    class Meta:
        verbose_name = "passation"
        verbose_name_plural = "passations"
        constraints = [
            models.UniqueConstraint(fields=["mandate", "item"], name="accounts_handover_once"),
            models.CheckConstraint(
                condition=models.Q(item__in=["keys", "bank", "papers", "declaration"]),
                name="accounts_handover_item_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_item_display()} – {self.mandate}"


class CollectiveReferent(models.Model):
    """A person who answers for a collective: keeps its page true."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="referent_of",
        verbose_name="personne",
    )
    collective = models.ForeignKey(
        "directory.Collective", on_delete=models.CASCADE, related_name="referents", verbose_name="collectif"
    )

    class Meta:
        verbose_name = "référent d’un collectif"
        verbose_name_plural = "référents d’un collectif"
        constraints = [models.UniqueConstraint(fields=["user", "collective"], name="accounts_referent_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.collective}"
