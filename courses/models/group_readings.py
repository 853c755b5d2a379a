"""« Nous l’avons lu ensemble »: that a group read a module, and how it wants to be named for it."""

import datetime
import json
import uuid
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Case, F, Q, When
from django.utils import timezone

from lib.days import months_before
from lib.secrets import Purpose, fingerprint

SHOWN = Purpose("what a moderator confirms of a reading", prefix="courses.group_reading:")
FEWEST_GROUPS = 2  # whose readings a moderator confirmed: the module is then no longer a first proposal
WAITING_MONTHS = ASIDE_MONTHS = 12
LONGEST_REASON = 500
A_GROUP = "un groupe"


class GroupReadingQuerySet(models.QuerySet["GroupReading"]):
    """Queries about what groups read together."""

    def confirmed(self) -> Self:
        """Return the readings that count: confirmed, not set aside since, and the group is in the directory."""
        return self.filter(confirmed_on__isnull=False, set_aside_on__isnull=True, peer_group__is_listed=True)

    def credits_of(self, module_key: uuid.UUID) -> str:
        """Return the groups that read a module, as each wishes to be named; empty with too few. One query."""
        named = ("credit", "confirmed_name", "peer_group__name")
        rows = list(self.confirmed().filter(module_key=module_key).values_list(*named))
        said = [(credit if name == now else GroupReading.unnamed(credit), now) for credit, name, now in rows]
        return credit_words(said) if len(rows) >= FEWEST_GROUPS else ""

    def modules_read(self) -> list[uuid.UUID]:
        """Return the keys of the modules that FEWEST_GROUPS groups read, or more. One query."""
        counted = self.confirmed().order_by().values("module_key").annotate(groups=models.Count("pk"))
        return list(counted.filter(groups__gte=FEWEST_GROUPS).values_list("module_key", flat=True))

    def waiting_first(self) -> Self:
        """Return the readings, those to confirm first, those set aside last."""
        waits = Q(confirmed_on__isnull=True) | ~Q(confirmed_name=F("peer_group__name"))
        waits &= Q(set_aside_on__isnull=True)
        place = Case(When(waits, then=0), When(set_aside_on__isnull=True, then=1), default=2)
        return self.order_by(place, "said_on", "pk")

    def over(self, today: datetime.date) -> Self:
        """Return those to erase: never confirmed for WAITING_MONTHS, or set aside for ASIDE_MONTHS."""
        waited = Q(confirmed_on__isnull=True, set_aside_on__isnull=True)
        waited &= Q(said_on__lt=months_before(today, WAITING_MONTHS))
        return self.filter(waited | Q(set_aside_on__lt=months_before(today, ASIDE_MONTHS)))


class GroupReading(models.Model):
    """A group read a module together: said by somebody who runs it, confirmed by a moderator. One a group and module.

    A moderator confirms a name as they read it, `confirmed_name`: the group that takes another one counts unnamed until
    they confirm again.
    `said_by` stays with the row: the same person must not speak for two groups (accounts.two_people). Set aside, it
    counts no more, whether it was confirmed or not; put back, it is again what it was.
    """

    class State(models.TextChoices):
        WAITING = "waiting", "Pas encore confirmée"
        COUNTS = "counts", "Confirmée"
        ASIDE = "aside", "Mise de côté"

    class Credit(models.TextChoices):
        NAMED = "named", "Avec le nom du groupe"
        A_GROUP = "a_group", "« un groupe », sans son nom"
        NOTHING = "nothing", "Rien : la lecture compte, sans être dite"

    module_key = models.UUIDField("clé de la formation")
    peer_group = models.ForeignKey(
        "directory.PeerGroup", on_delete=models.CASCADE, related_name="+", verbose_name="groupe"
    )
    said_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="group_readings",
        verbose_name="dite par",
    )
    credit = models.CharField("comment le dire", max_length=7, choices=Credit.choices)
    said_on = models.DateField("dite le", default=timezone.localdate)
    confirmed_on = models.DateField("confirmée le", null=True, blank=True)
    confirmed_name = models.CharField("nom du groupe, tel que confirmé", max_length=160, blank=True)
    set_aside_on = models.DateField("mise de côté le", null=True, blank=True)
    reason = models.TextField("pourquoi", max_length=LONGEST_REASON, blank=True)

    objects = GroupReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "lecture d’un groupe"
        verbose_name_plural = "lectures des groupes"
        ordering = ["said_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["module_key", "peer_group"], name="courses_groupreading_once"),
            models.CheckConstraint(
                condition=Q(credit__in=["named", "a_group", "nothing"]), name="courses_groupreading_credit_known"
            ),
            models.CheckConstraint(
                condition=Q(set_aside_on__isnull=True, reason="") | (Q(set_aside_on__isnull=False) & ~Q(reason="")),
                name="courses_groupreading_aside_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.peer_group}, {self.get_credit_display()}"

    @classmethod
    def unnamed(cls, credit: str) -> str:
        """Return a credit without the name of the group."""
        return cls.Credit.A_GROUP if credit == cls.Credit.NAMED else credit

    def group_read_by(self, *, moderates: bool) -> str:
        """Return how the desk calls the group: by its name for those who moderate; for other editors only when it is in
        the directory and agreed to be named.
        """
        is_named = self.credit == self.Credit.NAMED and self.peer_group.is_listed
        return self.peer_group.name if moderates or is_named else A_GROUP

    @property
    def is_renamed(self) -> bool:
        """Return whether the group has another name than the one that a moderator confirmed."""
        return bool(self.confirmed_on) and self.confirmed_name != self.peer_group.name

    @property
    def state(self) -> State:
        """Return where it is: set aside, whatever it was before; else confirmed or not."""
        if self.set_aside_on:
            return self.State.ASIDE
        return self.State.COUNTS if self.confirmed_on else self.State.WAITING

    @property
    def seen(self) -> str:
        """Return the fingerprint of what a moderator decides on: which group read what, its name, who says so, how it
        is named, and what others have decided.
        """
        said = [self.module_key, self.peer_group_id, self.peer_group.name, self.said_by_id, self.credit, self.said_on]
        decided = [self.confirmed_on, self.confirmed_name, self.set_aside_on, self.reason]
        return fingerprint(SHOWN, json.dumps([str(each) for each in said + decided]))


class ReadingStep(models.Model):
    """What happened to a reading once it was said: which moderator did what, which day, why. For moderators."""

    class Act(models.TextChoices):
        CONFIRMED = "confirmed", "Confirmée"
        SET_ASIDE = "set_aside", "Mise de côté"
        PUT_BACK = "put_back", "Remise"
        SAID_AGAIN = "said_again", "Redite par le groupe"  # after it was set aside; nobody is told by whom

    reading = models.ForeignKey(GroupReading, on_delete=models.CASCADE, related_name="steps", verbose_name="lecture")
    act = models.CharField("quoi", max_length=10, choices=Act.choices)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name="par",
    )
    reason = models.TextField("pourquoi", max_length=LONGEST_REASON, blank=True)
    done_on = models.DateField("le", default=timezone.localdate)

    class Meta:
        verbose_name = "étape d’une lecture"
        verbose_name_plural = "étapes des lectures"
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(act__in=["confirmed", "set_aside", "put_back", "said_again"]),
                name="courses_readingstep_act_known",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_act_display()} – {self.done_on:%d/%m/%Y}"


def credit_words(rows: list[tuple[str, str]]) -> str:
    """Return how readings are credited, each given by its credit and the name of its group.

    >>> credit_words([("named", "GEM du Port"), ("a_group", "GEM du Lac"), ("nothing", "GEM du Bois")])
    'GEM du Port et un autre groupe'
    """
    named = sorted(name for credit, name in rows if credit == GroupReading.Credit.NAMED)
    unnamed = sum(credit == GroupReading.Credit.A_GROUP for credit, _ in rows)
    other, others = ("un autre groupe", "autres groupes") if named else ("un groupe", "groupes")
    told = [*named, *([other] if unnamed == 1 else [f"{unnamed} {others}"] if unnamed else [])]
    if not told:
        return "plusieurs groupes"
    return " et ".join(filter(None, [", ".join(told[:-1]), told[-1]]))
