"""Workshops: what a group does together, or the network; who leads; how often it comes back.

A workshop belongs to a group, whose members alone see it, or to the network: then anybody does. It keeps nothing of who
came (gatherings.models.workshop_date counts).
"""

import datetime
from typing import TYPE_CHECKING, Any, Self
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import OuterRef, Q
from django.utils import timezone

from accounts.models import Membership, User
from directory.clocks import PARIS, clock_of
from gatherings.repeats import Repeats

if TYPE_CHECKING:
    from courses.models import ModulePage

SHORTEST, LONGEST = 15, 12 * 60  # minutes
MOST_PLACES = 500


def _is_for_members_of(groups: Any) -> Q:
    """Return the condition on a workshop that the members of these groups read it and come to it.

    No other place says so. Who decides of it, counts there or signs for it is another question: its own group's.
    """
    return Q(peer_group__in=groups)


class WorkshopQuerySet(models.QuerySet["Workshop"]):
    """Queries about workshops."""

    def shown(self) -> Self:
        """Return those that somebody made visible."""
        return self.filter(state=Workshop.State.SHOWN)

    def waiting(self) -> Self:
        """Return those that were proposed, and that nobody answered yet."""
        return self.filter(state=Workshop.State.PROPOSED)

    def of_network(self) -> Self:
        """Return those of the network: anybody reads them once they are shown."""
        return self.filter(peer_group__isnull=True)

    def for_members_of(self, groups: Any) -> Self:
        """Return those that the members of these groups (a list, or a query) read and come to; not the network's."""
        return self.filter(_is_for_members_of(groups))

    def open_to(self, user: User | OuterRef) -> Self:
        """Return those that a person may come to once shown: for their groups of today, and of the network."""
        groups = Membership.objects.current().filter(user=user).values("peer_group")
        return self.filter(Q(peer_group__isnull=True) | _is_for_members_of(groups))

    def open_to_person_of(self, workshop: str) -> Self:
        """Return, inside a query of rows that have a `user`, the workshop of each row while it is open to that person.

        `workshop` is the path from the row to the workshop.
        """
        return self.open_to(OuterRef(OuterRef("user"))).filter(pk=OuterRef(workshop))


class Workshop(models.Model):
    """A workshop of a group, or a training day of the network (`peer_group` is null)."""

    class State(models.TextChoices):
        PROPOSED = "proposed", "Proposé"
        SHOWN = "shown", "Visible"
        SET_ASIDE = "set_aside", "Laissé de côté"

    peer_group = models.ForeignKey(
        "directory.PeerGroup",
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="workshops",
        verbose_name="groupe",
    )
    title = models.CharField("titre", max_length=120)
    what = models.TextField("ce que nous ferons", max_length=1000, blank=True)
    place = models.CharField("lieu", max_length=200, blank=True)
    video_link = models.URLField("lien de la visioconférence", max_length=300, blank=True)
    places = models.PositiveSmallIntegerField(
        "nombre de places",
        null=True,
        blank=True,
        validators=[MinValueValidator(1), MaxValueValidator(MOST_PLACES)],
    )
    skills = models.ManyToManyField("passport.Skill", blank=True, related_name="workshops", verbose_name="compétences")
    prepared_from = models.ForeignKey(
        "courses.ModulePage",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="workshops",
        verbose_name="préparé à partir de",
    )
    # The rule: the first day, the hour that the clock of the place shows, how often, until when.
    first_day = models.DateField("premier jour")
    begins_at = models.TimeField("début")
    minutes = models.PositiveSmallIntegerField("durée en minutes")
    repeats = models.CharField("revient", max_length=11, choices=Repeats.choices, default=Repeats.ONCE)
    last_day = models.DateField("dernier jour", null=True, blank=True)
    made_until = models.DateField(null=True, editable=False)  # its dates are made up to this day
    state = models.CharField("état", max_length=9, choices=State.choices, default=State.PROPOSED)
    reason = models.CharField("pourquoi", max_length=300, blank=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        editable=False,
        related_name="workshops_proposed",
        verbose_name="proposé par",
    )
    proposed_on = models.DateField("proposé le", default=timezone.localdate, editable=False)
    # The page it was typed in (lib.idempotency): sent twice, it is still one workshop.
    typed_from = models.CharField(max_length=32, null=True, unique=True, editable=False)

    wagtail_reference_index_ignore = True  # the usage of a module, in the admin, lists no workshop of a group

    objects = WorkshopQuerySet.as_manager()

    class Meta:
        verbose_name = "atelier"
        verbose_name_plural = "ateliers"
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=["proposed", "shown", "set_aside"]), name="gatherings_workshop_state_known"
            ),
            models.CheckConstraint(condition=Q(repeats__in=Repeats.values), name="gatherings_workshop_repeats_known"),
            models.CheckConstraint(
                condition=Q(minutes__gte=SHORTEST, minutes__lte=LONGEST), name="gatherings_workshop_length_possible"
            ),
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(places__gte=1, places__lte=MOST_PLACES),
                name="gatherings_workshop_places_possible",
            ),
            models.CheckConstraint(
                condition=Q(last_day__isnull=True) | Q(last_day__gte=models.F("first_day")),
                name="gatherings_workshop_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_of_network(self) -> bool:
        """Return whether it is a training day of the network."""
        return self.peer_group_id is None

    @property
    def clock(self) -> ZoneInfo:
        """Return the clock its hours are said in: that of its group, or of Paris."""
        return clock_of(self.peer_group.department_code) if self.peer_group else ZoneInfo(PARIS)

    @property
    def shown_module(self) -> "ModulePage | None":
        """Return the module it was prepared from, while readers find it. One query when there is one."""
        return self.prepared_from if self.prepared_from and self.prepared_from.live else None

    @property
    def is_over(self) -> bool:
        """Return whether no date is to come any more: it happened once, or its last day has passed."""
        end = self.first_day if self.repeats == Repeats.ONCE else self.last_day
        return end is not None and end < timezone.localdate()

    @property
    def length(self) -> datetime.timedelta:
        """Return how long it lasts."""
        return datetime.timedelta(minutes=self.minutes)


class LeaderQuerySet(models.QuerySet["Leader"]):
    """Queries about who leads."""

    def accepted(self) -> Self:
        """Return those who said that they lead."""
        return self.filter(accepted_at__isnull=False)

    def to_answer(self) -> Self:
        """Return those who are asked: for the first time, or again since something of the workshop changed."""
        return self.filter(Q(accepted_at__isnull=True) | Q(asked_again_at__isnull=False) | Q(has_news=True))

    def named(self) -> Self:
        """Return those whose name is read beside the workshop: their yes is for what it is today."""
        return self.accepted().filter(asked_again_at__isnull=True)

    def leading_at(self, moment: datetime.datetime) -> Self:
        """Return those who had said so by then, and were not asked again since without an answer.

        Who says yes once a date has begun did not lead it; nor did who has not said yes to what it had become.
        """
        return self.filter(Q(asked_again_at__isnull=True) | Q(asked_again_at__gt=moment), accepted_at__lte=moment)


class Leader(models.Model):
    """Somebody who leads a workshop: any member. Named by somebody else, they lead once they said yes."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="leaders", verbose_name="atelier")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="workshops_led", verbose_name="personne"
    )
    accepted_at = models.DateTimeField("dit oui le", null=True, blank=True)
    # The workshop became another one then: they led what had begun, and lead the rest once they say yes again.
    asked_again_at = models.DateTimeField("redemandé le", null=True, blank=True)
    # Where or when it takes place changed since: they stay named, read it on their home, and say yes again, or no.
    has_news = models.BooleanField("lieu ou heures changés depuis", default=False)

    objects = LeaderQuerySet.as_manager()

    class Meta:
        verbose_name = "personne qui anime"
        verbose_name_plural = "personnes qui animent"
        constraints = [models.UniqueConstraint(fields=["workshop", "user"], name="gatherings_leader_once")]

    def __str__(self) -> str:
        return f"{self.user} – {self.workshop}"

    @property
    def is_asked_again(self) -> bool:
        """Return whether the workshop became another one since their yes."""
        return self.asked_again_at is not None
