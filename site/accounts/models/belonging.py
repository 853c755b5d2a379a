"""The places a person holds in a group: memberships, the work of a facilitator, mandates on its board.

A place that gives power is *given* by somebody, *accepted* by its holder with their own code, and perhaps *confirmed*
by the coordination. It is in force once accepted; the rest decides who is a second person (accounts.two_people).
"""

import datetime
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone

from accounts.models.days_held import belonging, covering, lately
from accounts.models.given_fields import given_by, moment
from accounts.models.planned_place import PLANNED, PlannedPlace

if TYPE_CHECKING:
    from directory.models import PeerGroup

EARLIEST = datetime.date(1990, 1, 1)
DAYS_AHEAD = 2 * 366  # an election is written down before it counts, not years before
LONGEST = 3653  # days: ten years
DAYS_TO_REMOVE = 30
ENDS_BEFORE = "La fin vient avant le début. Vérifiez les deux jours."
HELD_ALREADY = "Cette personne tient déjà cette fonction à ce moment-là."


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Queries about memberships of groups."""

    def current(self, on: datetime.date | None = None) -> Self:
        """Return the memberships that cover a day (today by default)."""
        return self.filter(belonging(on or timezone.localdate()))

    def lately(self) -> Self:
        """Return the memberships of today and those ended in the last LATELY: who has just left is no stranger yet."""
        return self.filter(lately())

    def running(self) -> Self:
        """Return the memberships of those who run a group today: facilitators, board in mandate, once they accepted."""
        employed = models.Q(role=Membership.Role.FACILITATOR, role_accepted_at__isnull=False)
        in_mandate = Mandate.objects.in_force().values("membership")
        return self.current().filter(employed | models.Q(pk__in=in_mandate))

    def appointed(
        self,
        on: datetime.date | None = None,
        *,
        without_mandate: int | None = None,
        without_role_of: int | None = None,
    ) -> Self:
        """Return the memberships of those named to run a group on a day (today by default), accepted or not yet.

        `without_mandate` and `without_role_of` (primary keys of a mandate, of a membership): as if it were not there.
        """
        day = on or timezone.localdate()
        in_mandate = Mandate.objects.current(day).exclude(models.Q(pk=without_mandate)).values("membership")
        employed = models.Q(role=Membership.Role.FACILITATOR) & ~models.Q(pk=without_role_of or 0)
        return self.current(day).filter(employed | models.Q(pk__in=in_mandate))

    def planned(self) -> Self:
        """Return the present memberships whose person has entered, and has still to be proposed a planned place."""
        return self.current().filter(PLANNED)

    def advocating(self) -> Self:
        """Return the memberships of today's pair-advocates: proposed by their group, confirmed by the coordination."""
        return self.current().filter(is_peer_advocate=True, advocate_confirmed_at__isnull=False)


class MandateQuerySet(models.QuerySet["Mandate"]):
    """Queries about mandates on the board of a group."""

    def current(self, on: datetime.date | None = None) -> Self:
        """Return the mandates that cover a day (today by default), of a membership that covers it too."""
        day = on or timezone.localdate()
        return self.filter(covering(day), belonging(day, "membership__"))

    def lately(self) -> Self:
        """Return the mandates of today and those ended in the last LATELY."""
        return self.filter(lately())

    def in_force(self) -> Self:
        """Return the mandates that give their holder power today: current, and accepted by the holder."""
        return self.current().filter(accepted_at__isnull=False)

    def overlapping(self, starts_on: datetime.date, ends_on: datetime.date | None) -> Self:
        """Return the mandates that share a day with these dates; without `ends_on`, a day from `starts_on` on."""
        reaching = self.filter(models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=starts_on))
        return reaching.filter(starts_on__lte=ends_on) if ends_on else reaching

    def of_group(self, group: "PeerGroup") -> Self:
        """Return the mandates on the board of a group, with the people who hold them."""
        return self.filter(membership__peer_group=group).select_related("membership__user")

    def ended(self) -> Self:
        """Return the mandates whose last day has passed."""
        return self.filter(ends_on__lt=timezone.localdate())

    def standing(self) -> Self:
        """Return the mandates of today and those to come."""
        return self.exclude(ends_on__lt=timezone.localdate())


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
    role_given_by = given_by("rôle donné par")
    role_given_on = models.DateField("rôle donné le", null=True, blank=True, editable=False)
    role_accepted_at = moment("rôle accepté le")
    role_confirmed_by = given_by("rôle confirmé par")
    role_confirmed_at = moment("rôle confirmé le")
    is_peer_advocate = models.BooleanField("pair-advocate", default=False)
    advocate_given_by = given_by("pair-advocate, par")
    advocate_confirmed_by = given_by("pair-advocate confirmé par")
    advocate_confirmed_at = moment("pair-advocate confirmé le")
    findable = models.BooleanField(
        "on peut me trouver dans mon groupe",
        default=False,
        help_text="Les personnes de ce groupe peuvent vous demander une confirmation, par votre nom affiché.",
    )
    place_planned = models.CharField("place à proposer", max_length=12, choices=PlannedPlace.choices, blank=True)
    starts_on = models.DateField("depuis le", default=timezone.localdate)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    # Left by the person's own act: the membership is over from that moment, not from the next day.
    left_at = models.DateTimeField("quitté le", null=True, blank=True, editable=False)
    # The form that opened the account: sent twice, it opens one account.
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
                condition=models.Q(left_at__isnull=True) | models.Q(ends_on__isnull=False),
                name="accounts_membership_left_has_ended",
            ),
            models.CheckConstraint(
                condition=models.Q(role__in=["member", "facilitator"]), name="accounts_membership_role_known"
            ),
            models.CheckConstraint(
                condition=models.Q(
                    place_planned__in=["", "facilitator", "chair", "treasurer", "secretary", "board_member"]
                ),
                name="accounts_membership_place_planned_known",
            ),
            models.CheckConstraint(
                condition=models.Q(role="facilitator")
                | models.Q(role_accepted_at__isnull=True, role_confirmed_at__isnull=True),
                name="accounts_membership_member_has_no_role_to_accept",
            ),
            models.CheckConstraint(
                condition=models.Q(is_peer_advocate=True) | models.Q(advocate_confirmed_at__isnull=True),
                name="accounts_membership_confirmed_advocate_is_one",
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

    SIGNING = (BoardOffice.CHAIR, BoardOffice.SECRETARY)  # who signs papers for the association

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
    # Past it the holder does not prolong the mandate themselves, whatever they noted since.
    last_day_by_others = models.DateField("dernier jour, noté par d’autres", null=True, blank=True, editable=False)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        editable=False,
        related_name="mandates_recorded",
        verbose_name="noté par",
    )
    recorded_on = models.DateField("noté le", default=timezone.localdate, editable=False)
    # What a correction does not renew: the day of the first record (empty: `recorded_on`), and power once held.
    first_recorded_on = models.DateField("noté d’abord le", null=True, blank=True, editable=False)
    has_served = models.BooleanField("a déjà donné des droits", default=False, editable=False)
    accepted_at = moment("accepté le")
    confirmed_by = given_by("confirmé par")
    confirmed_at = moment("confirmé le")

    objects = MandateQuerySet.as_manager()

    class Meta:
        verbose_name = "mandat"
        verbose_name_plural = "mandats"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="accounts_mandate_dates_in_order",
                violation_error_message=ENDS_BEFORE,
            ),
            models.UniqueConstraint(
                fields=["membership", "office", "starts_on"],
                name="accounts_mandate_once",
                violation_error_message=HELD_ALREADY,
            ),
            models.UniqueConstraint(
                fields=["membership", "office"],
                condition=models.Q(ends_on__isnull=True),
                name="accounts_mandate_one_without_end",
                violation_error_message=HELD_ALREADY,
            ),
            models.CheckConstraint(
                condition=models.Q(office__in=["chair", "treasurer", "secretary", "board_member"]),
                name="accounts_mandate_office_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_office_display()} – {self.membership}"

    @property
    def is_over(self) -> bool:
        """Return whether its last day has passed: its rights ended that evening."""
        return self.ends_on is not None and self.ends_on < timezone.localdate()

    @property
    def is_to_come(self) -> bool:
        """Return whether its first day is still to come."""
        return self.starts_on > timezone.localdate()

    @property
    def is_held(self) -> bool:
        """Return whether a person still in the group holds it today: the rule of `Mandate.objects.current()`."""
        left = self.membership.left_at is not None
        gone = self.membership.ends_on is not None and self.membership.ends_on < timezone.localdate()
        return not (self.is_to_come or self.is_over or left or gone)

    @property
    def can_be_removed(self) -> bool:
        """Return whether it may be taken back as a mistake: recorded under DAYS_TO_REMOVE days ago, or never begun.

        A correction makes no old mandate young again, nor one that gave power one that never began.
        """
        recorded_on = self.first_recorded_on or self.recorded_on
        is_recent = recorded_on > timezone.localdate() - datetime.timedelta(days=DAYS_TO_REMOVE)
        return is_recent or (self.is_to_come and not self.has_served)

    def clean(self) -> None:
        """Raise ValidationError, beside the date to correct, for dates that cannot be those of a mandate."""
        super().clean()
        if not self.starts_on:
            return
        if not EARLIEST <= self.starts_on <= timezone.localdate() + datetime.timedelta(days=DAYS_AHEAD):
            raise ValidationError({"starts_on": "Ce jour est trop loin. Choisissez un jour de ces dernières années."})
        if self.ends_on and self.ends_on < self.starts_on:
            raise ValidationError({"ends_on": ENDS_BEFORE})
        if self.ends_on and self.ends_on > self.starts_on + datetime.timedelta(days=LONGEST):
            raise ValidationError({"ends_on": "Un mandat dure dix ans au plus. Choisissez un jour plus proche."})
