"""The turns at what a guess would open: counted in the database, so that a cache that is away lets no guess through."""

import datetime

from django.db import IntegrityError, models, transaction
from django.utils import timezone

from lib.secrets import Purpose, fingerprint

TURN = Purpose("what is guessed at, in a count of turns", prefix="accounts.turn ")


class TurnQuerySet(models.QuerySet["Turn"]):
    """Turns taken, and the taking of one."""

    def over(self) -> "TurnQuerySet":
        """Return the turns that have come back."""
        return self.filter(ends_at__lte=timezone.now())

    def take(self, name: str, most: int, length: datetime.timedelta) -> bool:
        """Take one of the `most` turns at the thing called `name`; return False when none is left.

        A turn comes back after `length`. It is one row with a number of its own: requests of one instant never share
        one. `name` may hold an address: only its fingerprint is kept.
        """
        thing = fingerprint(TURN, name)
        self.over().filter(thing=thing).delete()
        taken = set(self.filter(thing=thing).values_list("number", flat=True))
        for number in range(most):
            if number in taken:
                continue
            try:
                with transaction.atomic():
                    self.create(thing=thing, number=number, ends_at=timezone.now() + length)
            except IntegrityError:  # somebody took it at this very instant
                continue
            return True
        return False

    def take_several(self, name: str, wanted: int, most: int, length: datetime.timedelta) -> bool:
        """Take `wanted` of the `most` turns at the thing called `name`, or none; return whether there were as many.

        Four queries, whatever their number.
        """
        thing = fingerprint(TURN, name)
        self.over().filter(thing=thing).delete()
        taken = set(self.filter(thing=thing).values_list("number", flat=True))
        free = [number for number in range(most) if number not in taken][:wanted]
        if len(free) < wanted:
            return False
        ends_at = timezone.now() + length
        try:
            with transaction.atomic():
                Turn._default_manager.bulk_create(Turn(thing=thing, number=number, ends_at=ends_at) for number in free)
        except IntegrityError:  # somebody took one of them at this very instant
            return self.take_several(name, wanted, most, length)
        return True

    def left(self, name: str, most: int) -> int:
        """Return how many of the `most` turns at the thing called `name` can be taken now."""
        thing = fingerprint(TURN, name)
        return max(0, most - self.filter(thing=thing, ends_at__gt=timezone.now()).count())

    def are_spent(self, name: str, most: int) -> bool:
        """Return whether `most` turns at the thing called `name` are taken now."""
        return self.filter(thing=fingerprint(TURN, name), ends_at__gt=timezone.now()).count() >= most

    def give_back(self, name: str) -> None:
        """Give every turn at the thing called `name` back, once it was rightly opened."""
        self.filter(thing=fingerprint(TURN, name)).delete()


class Turn(models.Model):
    """One turn at something that only a few guesses may try. `thing` is an HMAC-SHA256 with CODE_KEY, hexadecimal."""

    thing = models.CharField(max_length=64)
    number = models.PositiveSmallIntegerField()
    ends_at = models.DateTimeField("revient le", db_index=True)

    objects = TurnQuerySet.as_manager()

    class Meta:
        verbose_name = "essai compté"
        verbose_name_plural = "essais comptés"
        constraints = [models.UniqueConstraint(fields=["thing", "number"], name="accounts_turn_once")]

    def __str__(self) -> str:
        return f"essai {self.number + 1}"
