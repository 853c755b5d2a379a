"""A moment proposed to two people who do not know of each other: it names neither to the other until both said yes.

A no, a silence, a wish that ended and an erased account look alike: the row of the other stays as it is until its time.
"""

import datetime
import uuid
from typing import Self

from django.db import models
from django.db.models import Case, F, Q, Value, When
from django.utils import timezone

from accounts.models import Membership, User
from directory.models import PeerGroup
from gatherings.models.wish import Side
from lib.kept_statement import Moment

ANSWER_DAYS = datetime.timedelta(days=14)
MEETING_STAYS = datetime.timedelta(days=30)  # after the moment


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """Queries about meetings of two."""

    def of(self, user: User) -> Self:
        """Return those of a person, in the groups they are in today."""
        mine = Membership.objects.current().filter(user=user)
        return self.filter(Q(shower__in=mine) | Q(learner__in=mine))

    def agreed(self) -> Self:
        """Return those to which both said yes."""
        return self.filter(shower_said_yes=True, learner_said_yes=True)

    def to_answer(self, user: User) -> Self:
        """Return those to which a person may still say yes or no."""
        mine = Membership.objects.current().filter(user=user)
        unsaid = Q(shower__in=mine, shower_said_yes=False) | Q(learner__in=mine, learner_said_yes=False)
        return self.filter(unsaid, answer_until__gt=Moment())

    def awaited_by(self, user: User) -> Self:
        """Return those to which a person said yes, and that wait for the other, or seem to."""
        mine = Membership.objects.current().filter(user=user)
        said = Q(shower__in=mine, shower_said_yes=True, learner_said_yes=False)
        said |= Q(learner__in=mine, learner_said_yes=True, shower_said_yes=False)
        return self.filter(said, answer_until__gt=timezone.now())

    def settled_for(self, user: User) -> Self:
        """Return those that a person still reads once both said yes; one called off, until its hour alone."""
        last = self.of(user).agreed().filter(starts_at__gt=Moment(-MEETING_STAYS))
        return last.exclude(is_called_off=True, starts_at__lte=Moment())

    def next_first(self) -> Self:
        """Return them in order: those to come, the nearest first, then those whose hour has come, the latest first."""
        to_come = Q(starts_at__gt=timezone.now())
        rank, moment = Case(When(to_come, then=Value(0)), default=Value(1)), Case(When(to_come, then=F("starts_at")))
        return self.order_by(rank, moment, "-starts_at", "pk")

    def over(self) -> Self:
        """Return those to erase: not agreed in time, past for MEETING_STAYS, called off, or that nobody reads."""
        now = timezone.now()
        unagreed = ~Q(shower_said_yes=True, learner_said_yes=True) & Q(answer_until__lte=now)
        past = Q(starts_at__lte=now - MEETING_STAYS) | Q(is_called_off=True, starts_at__lte=now)
        return self.filter(unagreed | past | Q(shower__isnull=True, learner__isnull=True))


class Meeting(models.Model):
    """A day, an hour and a place, for one who shows and one who learns. Whoever has nothing more to do with it leaves.

    Who proposed it is not kept.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    peer_group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="+", verbose_name="groupe")
    skill = models.ForeignKey("passport.Skill", on_delete=models.CASCADE, related_name="+", verbose_name="compétence")
    shower = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="qui montre"
    )
    learner = models.ForeignKey(
        Membership, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="qui apprend"
    )
    shower_said_yes = models.BooleanField("qui montre a dit oui", default=False)
    learner_said_yes = models.BooleanField("qui apprend a dit oui", default=False)
    starts_at = models.DateTimeField("début")
    place = models.CharField("lieu", max_length=200)
    answer_until = models.DateTimeField("réponse jusqu’au")
    is_called_off = models.BooleanField("n’aura pas lieu", default=False)

    wagtail_reference_index_ignore = True  # the usage of a skill, in the admin, lists nobody's wish

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "rencontre à deux"
        verbose_name_plural = "rencontres à deux"
        constraints = [
            models.CheckConstraint(condition=~Q(shower=F("learner")), name="gatherings_meeting_of_two"),
            models.CheckConstraint(
                condition=Q(answer_until__lte=F("starts_at")), name="gatherings_meeting_answered_before"
            ),
            models.CheckConstraint(
                condition=Q(is_called_off=False) | Q(shower_said_yes=True, learner_said_yes=True),
                name="gatherings_meeting_called_off_was_agreed",
            ),
        ]

    def __str__(self) -> str:
        return f"rencontre {self.pk}"

    @property
    def is_agreed(self) -> bool:
        """Return whether both said yes."""
        return self.shower_said_yes and self.learner_said_yes

    @property
    def is_answered_in_time(self) -> bool:
        """Return whether one may still say yes."""
        return timezone.now() < self.answer_until

    @property
    def has_begun(self) -> bool:
        """Return whether its hour has come."""
        return self.starts_at <= timezone.now()

    def side_of(self, user: User) -> Side | None:
        """Return what a person does there; None for anybody else."""
        if self.shower and self.shower.user_id == user.pk:
            return Side.SHOWS
        return Side.LEARNS if self.learner and self.learner.user_id == user.pk else None
