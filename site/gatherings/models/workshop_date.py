"""The dates of workshops, made ahead from the rule; each can be moved or cancelled alone.

A date counts: how many places are taken, how many came. Who said their name there is a row of its own
(gatherings.models.presence), for thirty days at most.
"""

import datetime
from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from accounts.models import User
from directory.models import PeerGroup
from gatherings.models.workshop import Workshop

if TYPE_CHECKING:
    from gatherings.models.presence import PresenceQuerySet
    from gatherings.models.sign_up import SignUp

MOST_CAME = 500
LIST_OPENS = datetime.timedelta(hours=1)  # before the beginning
LIST_STAYS = datetime.timedelta(days=7)  # after the end: read by those who lead, and answered by who is on it
NAMES_STAY = datetime.timedelta(days=30)  # after the end: only numbers remain then


class WorkshopDateQuerySet(models.QuerySet["WorkshopDate"]):
    """Queries about dates of workshops."""

    def ahead(self) -> Self:
        """Return the dates that are not over, the nearest first."""
        return self.filter(ends_at__gt=timezone.now()).order_by("starts_at", "pk")

    def between(self, start: datetime.datetime, end: datetime.datetime) -> Self:
        """Return the dates that begin between two moments, in order."""
        return self.filter(starts_at__gte=start, starts_at__lt=end).order_by("starts_at", "pk")

    def readable_by(self, user: User) -> Self:
        """Return the dates of shown workshops that a person may read: their groups' of today, and the network's."""
        return self.filter(workshop__in=Workshop.objects.shown().open_to(user))

    def readable_by_all(self) -> Self:
        """Return the dates that a visitor may read: the training days of the network."""
        return self.filter(workshop__in=Workshop.objects.shown().of_network())

    def held_by(self, group: PeerGroup) -> Self:
        """Return the dates of shown workshops that belong to a group: what it writes, and what its figures count."""
        return self.filter(workshop__state=Workshop.State.SHOWN, workshop__peer_group=group)

    def for_members_of(self, group: PeerGroup) -> Self:
        """Return the dates of shown workshops that the members of a group come to; not the network's."""
        return self.filter(workshop__in=Workshop.objects.shown().for_members_of([group]))


class WorkshopDate(models.Model):
    """One time that a workshop takes place. `original_day` is the one its rule gives, whatever it was moved to."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="dates", verbose_name="atelier")
    original_day = models.DateField("jour prévu d’abord")
    starts_at = models.DateTimeField("début", db_index=True)
    ends_at = models.DateTimeField("fin")
    place = models.CharField("lieu ce jour-là", max_length=200, blank=True)
    is_cancelled = models.BooleanField("annulé", default=False)
    word = models.CharField("un mot à ceux qui viennent", max_length=200, blank=True)
    changed_on = models.DateField("changé le", null=True, blank=True)
    places = models.PositiveSmallIntegerField("nombre de places", null=True, blank=True)
    places_taken = models.PositiveSmallIntegerField("places prises", default=0)
    came = models.PositiveSmallIntegerField("nous étions", null=True, blank=True)
    guests = models.PositiveSmallIntegerField("personnes invitées", default=0)
    unnamed = models.PositiveSmallIntegerField("comptées sans leur nom", default=0)
    closed_on = models.DateField("compté le", null=True, blank=True)

    objects = WorkshopDateQuerySet.as_manager()

    my_sign_up: "SignUp | None"  # filled by the list of what comes
    presences: "PresenceQuerySet"

    class Meta:
        verbose_name = "date d’un atelier"
        verbose_name_plural = "dates d’ateliers"
        constraints = [
            models.UniqueConstraint(fields=["workshop", "original_day"], name="gatherings_date_once_a_day"),
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="gatherings_date_in_order"),
            models.CheckConstraint(
                condition=Q(places__isnull=True) | Q(places_taken__lte=F("places")), name="gatherings_date_not_overfull"
            ),
            models.CheckConstraint(
                condition=Q(came__isnull=True) | Q(came__lte=MOST_CAME), name="gatherings_date_count_possible"
            ),
            models.CheckConstraint(condition=Q(guests__lte=MOST_CAME), name="gatherings_date_guests_possible"),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(came__isnull=False), name="gatherings_date_closed_is_counted"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.workshop}, {self.original_day}"

    @property
    def is_over(self) -> bool:
        """Return whether it has ended."""
        return self.ends_at <= timezone.now()

    @property
    def has_begun(self) -> bool:
        """Return whether it has begun: one can say how many came."""
        return self.starts_at <= timezone.now()

    @property
    def is_counted(self) -> bool:
        """Return whether somebody was counted, asked, or said that they were there. One query."""
        is_written = self.came is not None or self.closed_on is not None or self.unnamed > 0
        return is_written or self.presences.exists()

    @property
    def begins(self) -> datetime.datetime:
        """Return its beginning on the clock of its place."""
        return self.starts_at.astimezone(self.workshop.clock)

    @property
    def ends(self) -> datetime.datetime:
        """Return its end on the clock of its place."""
        return self.ends_at.astimezone(self.workshop.clock)

    @property
    def where(self) -> str:
        """Return the place of that day; "" when nobody wrote one."""
        return self.place or self.workshop.place

    @property
    def places_left(self) -> int | None:
        """Return how many places are free; None when anybody may come."""
        return None if self.places is None else self.places - self.places_taken

    @property
    def number(self) -> int | None:
        """Return how many came; None while nobody counted. One query.

        It is the larger of what was written and of who said they were there, until the leader closes: then what the
        leader wrote, so that somebody who has several accounts counts for no more.
        """
        if self.closed_on:
            return self.came
        counted = self.unnamed + self.presences.filter(is_said=True).count()
        return max(self.came or 0, counted) if counted or self.came is not None else None

    @property
    def written_numbers(self) -> str:
        """Return a mark of the numbers that somebody wrote, "" before: a page sends back the one it showed."""
        return "" if self.came is None else f"{self.came} {self.guests}"

    @property
    def list_opens_at(self) -> datetime.datetime:
        """Return from when one may say that one is there."""
        return self.starts_at - LIST_OPENS

    @property
    def is_list_read(self) -> bool:
        """Return whether those who lead may read who said their name: for a moment around the date."""
        return self.list_opens_at <= timezone.now() < self.ends_at + LIST_STAYS

    @property
    def takes_names(self) -> bool:
        """Return whether somebody may still be added: the list is open, and the leader has not closed."""
        return self.is_list_read and self.closed_on is None and not self.is_cancelled

    @property
    def is_about_now(self) -> bool:
        """Return whether it takes place now, or within an hour: what somebody means who says « je suis là »."""
        return self.list_opens_at <= timezone.now() < self.ends_at + LIST_OPENS

    @property
    def can_be_closed(self) -> bool:
        """Return whether the leader may say « c’est fait »: it has begun, and names are still kept."""
        is_kept = self.starts_at <= timezone.now() < self.ends_at + NAMES_STAY
        return is_kept and self.closed_on is None and not self.is_cancelled

    @property
    def takes_answers(self) -> bool:
        """Return whether who is on the list may still answer: seven days after the closing, or after the end."""
        if self.closed_on:
            return timezone.localdate() <= self.closed_on + LIST_STAYS
        return timezone.now() < self.ends_at + LIST_STAYS

    @property
    def takes_words(self) -> bool:
        """Return whether who was there may still say something of it: from its beginning to seven days after its end.

        A closing that comes late gives no more days: who was counted without their name is known for nine.
        """
        is_near = self.starts_at <= timezone.now() < self.ends_at + LIST_STAYS
        return is_near and self.takes_answers and not self.is_cancelled
