"""What a visitor without an account writes to those who run the site: messages, and errors reported on a page."""

import datetime
from typing import Self

from django.db import models
from django.db.models import Q
from django.utils import timezone

LONGEST_MESSAGE, LONGEST_LINE, LONGEST_ERROR = 2000, 200, 300  # characters
CLOSED_DAYS, WAITING_DAYS = 90, 365  # after which a row is erased: once closed, or never closed


class WithAnEnd(models.QuerySet):
    """Rows with the day they came, `received_on`, and the day they were closed, `closed_on`."""

    def over(self, today: datetime.date) -> Self:
        """Return the rows to erase: closed CLOSED_DAYS ago, or received WAITING_DAYS ago and never closed."""
        closed = Q(closed_on__lt=today - datetime.timedelta(days=CLOSED_DAYS))
        waiting = Q(closed_on__isnull=True, received_on__lt=today - datetime.timedelta(days=WAITING_DAYS))
        return self.filter(closed | waiting)


class ContactMessage(models.Model):
    """A message to those who run the site, or a group that wants to come.

    Nothing is kept of the visitor but the fingerprint of four words (content.private_words) and a day, never an hour.
    """

    class About(models.TextChoices):
        SITE = "site", "Une difficulté avec le site"
        DATA = "data", "Mes données"
        JOIN = "join", "Un groupe veut venir"
        OTHER = "other", "Autre chose"

    class State(models.TextChoices):
        RECEIVED = "received", "Reçu, pas encore de réponse"
        ANSWERED = "answered", "Répondu"
        CLOSED = "closed", "Lu, sans réponse"

    code_hmac = models.CharField(max_length=64, unique=True)
    about = models.CharField("à propos de quoi", max_length=5, choices=About.choices)
    text = models.TextField("message", max_length=LONGEST_MESSAGE)
    group = models.CharField("groupe et ville", max_length=LONGEST_LINE, blank=True)
    reach = models.CharField("comment joindre le groupe", max_length=LONGEST_LINE, blank=True)
    state = models.CharField(max_length=8, choices=State.choices, default=State.RECEIVED)
    answer = models.TextField("réponse", max_length=LONGEST_MESSAGE, blank=True)
    received_on = models.DateField("reçu le", default=timezone.localdate)
    closed_on = models.DateField("clos le", null=True, blank=True)

    objects = WithAnEnd.as_manager()

    class Meta:
        verbose_name = "message"
        verbose_name_plural = "messages"
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(about__in=["site", "data", "join", "other"]), name="content_contactmessage_about_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["received", "answered", "closed"]), name="content_contactmessage_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="received", closed_on__isnull=True, answer="")
                | (Q(state="answered", closed_on__isnull=False) & ~Q(answer=""))
                | Q(state="closed", closed_on__isnull=False, answer=""),
                name="content_contactmessage_state_fits",
            ),
            models.CheckConstraint(
                condition=Q(about="join") | Q(group="", reach=""), name="content_contactmessage_group_only_to_join"
            ),
        ]

    def __str__(self) -> str:
        return f"message du {self.received_on:%d/%m/%Y}"


class ErrorReport(models.Model):
    """A line about something wrong on one page of the site, or of the directory. Nobody knows who wrote it.

    `sent_as` names the form it came from (lib.idempotency): sent twice, it is one.
    """

    class State(models.TextChoices):
        NEW = "new", "À regarder"
        MENDED = "mended", "Corrigée"
        LEFT = "left", "Regardée, rien à changer"

    page = models.ForeignKey("wagtailcore.Page", on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    peer_group = models.ForeignKey(
        "directory.PeerGroup", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    collective = models.ForeignKey(
        "directory.Collective", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    text = models.CharField("ce qui ne va pas", max_length=LONGEST_ERROR)
    state = models.CharField(max_length=6, choices=State.choices, default=State.NEW)
    received_on = models.DateField("signalée le", default=timezone.localdate)
    closed_on = models.DateField("close le", null=True, blank=True)
    sent_as = models.CharField(max_length=32, unique=True, editable=False)

    objects = WithAnEnd.as_manager()

    class Meta:
        verbose_name = "erreur signalée"
        verbose_name_plural = "erreurs signalées"
        ordering = ["received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(page__isnull=False, peer_group__isnull=True, collective__isnull=True)
                | Q(page__isnull=True, peer_group__isnull=False, collective__isnull=True)
                | Q(page__isnull=True, peer_group__isnull=True, collective__isnull=False),
                name="content_errorreport_about_one_thing",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["new", "mended", "left"]), name="content_errorreport_state_known"
            ),
            models.CheckConstraint(
                condition=Q(state="new", closed_on__isnull=True)
                | Q(state__in=["mended", "left"], closed_on__isnull=False),
                name="content_errorreport_closed_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"erreur signalée : {self.text[:40]}"
