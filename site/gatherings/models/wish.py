"""« Je peux montrer / J'aimerais apprendre »: what a person wishes inside one group, until three months without a sign.

Nobody of the group reads a wish but the person, and those who put people in touch when it fits another one.
"""

import datetime
import uuid
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

from accounts.models import Membership, User
from directory.models import PeerGroup
from lib.days import months_after, months_before

WISH_MONTHS = 3
MOST_WISHES = 8


class Side(models.TextChoices):
    """The two things that one may wish about a skill."""

    SHOWS = "shows", "Je peux montrer"
    LEARNS = "learns", "J’aimerais apprendre"


class WishListQuerySet(models.QuerySet["WishList"]):
    """Queries about the wishes of people in their groups."""

    def live(self) -> Self:
        """Return those that are read: of people in the group today, renewed within WISH_MONTHS."""
        present = Membership.objects.current().filter(user__is_active=True)
        return self.filter(membership__in=present, renewed_on__gt=months_before(timezone.localdate(), WISH_MONTHS))

    def of(self, user: User) -> Self:
        """Return those of a person."""
        return self.filter(membership__user=user)

    def over(self) -> Self:
        """Return those to erase: not renewed for WISH_MONTHS, or of somebody who left the group."""
        return self.exclude(pk__in=self.model.objects.live().values("pk"))


class WishList(models.Model):
    """What one person wishes in one group; it is there while something is wished. It hangs on their place there."""

    membership = models.OneToOneField(
        Membership, on_delete=models.CASCADE, related_name="wish_list", verbose_name="adhésion"
    )
    renewed_on = models.DateField("voulu encore le", default=timezone.localdate)

    objects = WishListQuerySet.as_manager()

    class Meta:
        verbose_name = "liste de souhaits"
        verbose_name_plural = "listes de souhaits"

    def __str__(self) -> str:
        return f"souhaits {self.pk}"

    @property
    def ends_on(self) -> datetime.date:
        """Return the day on which everything is erased, unless the person goes on."""
        return months_after(self.renewed_on, WISH_MONTHS)


class Wish(models.Model):
    """A skill that somebody can show, or would like to learn."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    wish_list = models.ForeignKey(WishList, on_delete=models.CASCADE, related_name="wishes", verbose_name="liste")
    skill = models.ForeignKey(
        "passport.Skill", on_delete=models.CASCADE, related_name="wishes", verbose_name="compétence"
    )
    side = models.CharField("souhait", max_length=6, choices=Side.choices)

    wagtail_reference_index_ignore = True  # the usage of a skill, in the admin, lists nobody's wish

    class Meta:
        verbose_name = "souhait"
        verbose_name_plural = "souhaits"
        constraints = [
            models.UniqueConstraint(fields=["wish_list", "skill"], name="gatherings_wish_once"),
            models.CheckConstraint(condition=Q(side__in=["shows", "learns"]), name="gatherings_wish_side_known"),
        ]

    def __str__(self) -> str:
        return f"souhait {self.pk}"


class ProposedPair(models.Model):
    """That a pair was once proposed a moment, whatever came of it: it never is again. A fingerprint, and nobody.

    A refusal and a silence both leave this alone: nothing tells one from the other.
    """

    peer_group = models.ForeignKey(PeerGroup, on_delete=models.CASCADE, related_name="+", verbose_name="groupe")
    pair_hmac = models.CharField(max_length=64, unique=True)
    kept_until = models.DateField("gardé jusqu’au")

    class Meta:
        verbose_name = "paire déjà proposée"
        verbose_name_plural = "paires déjà proposées"

    def __str__(self) -> str:
        return f"paire gardée jusqu’au {self.kept_until}"
