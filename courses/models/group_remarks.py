"""« Chez nous, on fait autrement »: what a member sends about a lesson for their group. Nothing of it is published."""

import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from lib.days import months_before

LONGEST_WORDS, LONGEST_ANSWER = 1500, 500
SENDER_MONTHS = 3  # after it was handled: the sender reads what became of it, then nobody knows who sent it
HANDLED_MONTHS, WAITING_MONTHS = 12, 24


class GroupRemarkQuerySet(models.QuerySet["GroupRemark"]):
    """Queries about the remarks of groups."""

    def waiting(self) -> Self:
        """Return those about which nothing is decided: their sender may still take them back."""
        return self.filter(handled_on__isnull=True)

    def forget_senders(self, today: datetime.date) -> int:
        """Forget who sent what was handled SENDER_MONTHS ago; return how many."""
        return self.filter(handled_on__lt=months_before(today, SENDER_MONTHS), sender__isnull=False).update(sender=None)

    def over(self, today: datetime.date) -> Self:
        """Return those to erase: handled HANDLED_MONTHS ago, or sent WAITING_MONTHS ago and never handled."""
        handled = Q(handled_on__lt=months_before(today, HANDLED_MONTHS))
        return self.filter(handled | Q(handled_on__isnull=True, sent_on__lt=months_before(today, WAITING_MONTHS)))


class GroupRemark(models.Model):
    """A remark about a lesson, found by its permanent key. The day is kept, no hour.

    `sender` reads what became of it, and leaves the row a while after; no moderator is told who that is.
    """

    class Kind(models.TextChoices):
        SCENE = "scene", "Une scène de notre groupe"
        WRONG = "wrong", "Quelque chose n’est pas juste"
        MISSING = "missing", "Quelque chose manque"
        CLEAR = "clear", "C’est clair, et nous faisons comme cela"

    class State(models.TextChoices):
        NEW = "new", "Pas encore lue"
        LATER = "later", "Gardée pour plus tard"
        USED = "used", "Utilisée"
        NOT_KEPT = "not_kept", "Lue, pas utilisée"

    HANDLED = (State.USED, State.NOT_KEPT)

    lesson_key = models.UUIDField("clé de la leçon", db_index=True)
    peer_group = models.ForeignKey(
        "directory.PeerGroup", on_delete=models.CASCADE, related_name="+", verbose_name="groupe"
    )
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="group_remarks",
        verbose_name="personne",
    )
    kind = models.CharField("de quoi il s’agit", max_length=7, choices=Kind.choices)
    words = models.TextField("la remarque", max_length=LONGEST_WORDS, blank=True)
    names_group = models.BooleanField("le groupe veut être nommé", default=False)
    state = models.CharField("où elle en est", max_length=8, choices=State.choices, default=State.NEW)
    answer = models.TextField("réponse", max_length=LONGEST_ANSWER, blank=True)
    sent_on = models.DateField("envoyée le", default=timezone.localdate)
    handled_on = models.DateField("traitée le", null=True, blank=True)
    sent_as = models.CharField(max_length=32, unique=True, editable=False)  # lib.idempotency

    objects = GroupRemarkQuerySet.as_manager()

    class Meta:
        verbose_name = "remarque d’un groupe"
        verbose_name_plural = "remarques des groupes"
        ordering = ["sent_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=["scene", "wrong", "missing", "clear"]), name="courses_groupremark_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["new", "later", "used", "not_kept"]), name="courses_groupremark_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["new", "later"], handled_on__isnull=True)
                | Q(state__in=["used", "not_kept"], handled_on__isnull=False),
                name="courses_groupremark_handled_has_its_day",
            ),
            models.CheckConstraint(condition=Q(kind="clear") | ~Q(words=""), name="courses_groupremark_says_something"),
            models.CheckConstraint(
                condition=~Q(state="not_kept") | ~Q(answer=""), name="courses_groupremark_refusal_is_answered"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} – {self.words[:40]}"

    def may_name_group(self, *, moderates: bool) -> bool:
        """Return whether the desk says the name of a group that agreed: to other editors, if it is in the directory."""
        return self.names_group and (moderates or self.peer_group.is_listed)
