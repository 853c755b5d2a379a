"""A share: one recipient, chosen entries frozen as they read that day, openings, replies."""

import datetime
import secrets

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone

from directory.models import PeerGroup
from lib.days import earliest_today
from lib.secrets import draw_token, seal, token_fingerprint, unseal
from passport import host
from passport.querysets import OpeningQuerySet, ReplyQuerySet, ShareItemQuerySet, ShareQuerySet
from passport.spoken_code import TRIES, code_fingerprint, draw_code


def new_ref() -> str:
    """Return a random reference that reveals nothing: of an opening, of a share being prepared."""
    return secrets.token_urlsafe(16)


class Share(models.Model):
    """One door opened to one recipient. It is stopped alone, at once.

    `token_hash` is the SHA-256 of the address' token; `token_sealed` and `code_sealed` are kept with
    PASSPORT_KEYS so that the holder alone can show them again; `code_hmac` is the HMAC of the spoken code.
    """

    class Way(models.TextChoices):
        TOGETHER = "together", "Nous sommes ensemble"
        LINK = "link", "J’envoie un lien"
        PAPER = "paper", "Je donne un papier"

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="shares")
    recipient_collective = models.ForeignKey(
        "directory.Collective", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    recipient_label = models.CharField("pour qui", max_length=120)
    purpose = models.CharField("pourquoi", max_length=200, blank=True)
    shown_name = models.CharField("le nom que l’on verra", max_length=60)
    looking_for = models.TextField("ce que je cherche", max_length=500, blank=True)
    how_helped = models.TextField("ce qui m’aide à bien travailler", max_length=500, blank=True)
    group_name = models.CharField("le nom de mon groupe, s’il est montré", max_length=160, blank=True)
    shown_group = models.ForeignKey(
        "directory.PeerGroup", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    show_old_dates = models.BooleanField("montrer les dates de plus de douze mois", default=False)
    way = models.CharField("comment", max_length=8, choices=Way.choices)
    token_hash = models.CharField(max_length=64, unique=True)
    token_sealed = models.TextField()
    code_hmac = models.CharField(max_length=64, blank=True)
    code_sealed = models.TextField(blank=True)
    tries_left = models.PositiveSmallIntegerField(default=TRIES)
    opens_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField("ouvert jusqu’au")
    stopped_at = models.DateTimeField(null=True, blank=True)
    prepared_as = models.CharField(max_length=32, unique=True, default=new_ref, editable=False)

    objects = ShareQuerySet.as_manager()

    class Meta:
        verbose_name = "partage"
        verbose_name_plural = "partages"
        ordering = ["-opens_at", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="passport_share_dates_in_order"),
            models.CheckConstraint(condition=Q(tries_left__lte=TRIES), name="passport_share_tries_bounded"),
            models.CheckConstraint(condition=Q(way__in=["together", "link", "paper"]), name="passport_share_way_known"),
        ]

    def __str__(self) -> str:
        return self.recipient_label

    def get_absolute_url(self) -> str:
        return reverse("passport:share", args=[self.pk])

    @property
    def heading_name(self) -> str:
        """Return the name of the group that the holder chose to show, as it signs now; "" for none.

        A share opened before `shown_group` was kept knows the name alone: nothing is shown once no group signs with it.
        """
        if not self.group_name:
            return ""
        if self.shown_group:
            return self.shown_group.signing_name
        groups = PeerGroup.objects.signing_as(self.group_name).filter(memberships__user=self.member_id)
        return self.group_name if groups.exists() else ""

    @property
    def is_open(self) -> bool:
        """Return whether a reader may see it now: begun, not over, not stopped."""
        return self.stopped_at is None and self.opens_at <= timezone.now() < self.closes_at

    @property
    def has_code(self) -> bool:
        """Return whether a reader must give a spoken code after the QR."""
        return bool(self.code_hmac)

    @property
    def is_paused(self) -> bool:
        """Return whether its tries are used up while it is open: only a new code lets a reader in."""
        return self.is_open and self.has_code and self.tries_left == 0

    @property
    def last_day(self) -> datetime.date:
        """Return the last day it can be read: the one announced, which ends in Tahiti after it does in Paris."""
        last_moment = self.closes_at - datetime.timedelta(seconds=1)
        return timezone.localdate(last_moment) if self.way == self.Way.TOGETHER else earliest_today(last_moment)

    @property
    def ended_on(self) -> datetime.date:
        """Return the day it was stopped, or the day it closed by itself."""
        return timezone.localdate(self.stopped_at) if self.stopped_at else self.last_day

    @property
    def address(self) -> str:
        """Return the address the QR holds; "" when the key that sealed it is gone."""
        token = unseal(self.token_sealed) or ""
        return f"{host.origin()}{reverse('sharing:door', args=[token])}" if token else ""

    @property
    def spoken_code(self) -> str:
        """Return the code as the holder says it, « 402 118 »; "" without one."""
        code = (unseal(self.code_sealed) or "") if self.code_sealed else ""
        return f"{code[:3]} {code[3:]}" if code else ""

    def seal_token(self) -> None:
        """Give the share its token (not saved)."""
        token = draw_token()
        self.token_hash, self.token_sealed = token_fingerprint(token), seal(token)

    def seal_code(self) -> None:
        """Give the share a fresh code and all its tries (not saved)."""
        code = draw_code()
        self.code_hmac, self.code_sealed = code_fingerprint(self.token_hash, code), seal(code)
        self.tries_left = TRIES

    def renew_code(self) -> None:
        """Replace the code for the same QR: the pause ends, and a reader who had come in is asked the new one."""
        self.seal_code()
        self.save(update_fields=["code_hmac", "code_sealed", "tries_left"])

    def stop(self) -> None:
        """Stop it, at once and for good; stopping twice changes nothing."""
        now = timezone.now()
        if type(self).objects.filter(pk=self.pk, stopped_at__isnull=True).update(stopped_at=now):
            self.stopped_at = now


class ShareItem(models.Model):
    """One entry of a share, as it read when the share was opened (`frozen`: the JSON of a `FrozenEntry`)."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="items")
    entry = models.ForeignKey("passport.Entry", on_delete=models.CASCADE, related_name="share_items")
    position = models.PositiveSmallIntegerField(default=0)
    frozen = models.JSONField(default=dict)

    objects = ShareItemQuerySet.as_manager()

    class Meta:
        ordering = ["position", "pk"]
        constraints = [models.UniqueConstraint(fields=["share", "entry"], name="passport_shareitem_once")]

    def __str__(self) -> str:
        return str(self.frozen.get("title", self.pk))

    @property
    def title(self) -> str:
        """The entry's title, as it read when the share was opened."""
        return self.frozen["title"]

    def forgets_gone_words(self) -> bool:
        """Take out of `frozen` what was withdrawn since, and names no longer shown; return whether any was (not saved).

        What the holder set aside stays: they may put it back.
        """
        named = {each.pk: bool(each.name_shown) for each in self.entry.confirmations.all() if not each.is_withdrawn}
        stored = self.frozen.get("confirmations") or []
        kept = [said if named[said["id"]] else said | {"name": ""} for said in stored if said["id"] in named]
        if kept == stored:
            return False
        self.frozen = self.frozen | {"confirmations": kept}
        return True


class Opening(models.Model):
    """One press on « Afficher le passeport ». No address, no browser: what the reader said, and the day."""

    class Outcome(models.TextChoices):
        SHOWN = "shown", "Passeport affiché"
        WRONG_CODE = "wrong_code", "Code non reconnu"

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="openings")
    ref = models.CharField(max_length=32, unique=True, default=new_ref)
    opened_at = models.DateTimeField(default=timezone.now)
    declared_reader = models.CharField(max_length=120, blank=True)
    outcome = models.CharField(max_length=10, choices=Outcome.choices)

    objects = OpeningQuerySet.as_manager()

    class Meta:
        verbose_name = "lecture"
        verbose_name_plural = "lectures"
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(outcome__in=["shown", "wrong_code"]), name="passport_opening_outcome_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_outcome_display()} – {self.opened_at:%d/%m/%Y}"


class Reply(models.Model):
    """A message left by a reader through an open share."""

    share = models.ForeignKey(Share, on_delete=models.CASCADE, related_name="replies")
    opening = models.ForeignKey(Opening, on_delete=models.SET_NULL, null=True, related_name="replies")
    name = models.CharField("votre nom", max_length=120)
    organisation = models.CharField("votre organisme", max_length=160, blank=True)
    contact = models.CharField("comment vous joindre", max_length=200, blank=True)
    text = models.TextField("votre message", max_length=1000)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)

    objects = ReplyQuerySet.as_manager()

    class Meta:
        verbose_name = "réponse"
        verbose_name_plural = "réponses"
        ordering = ["-created_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.name} – {self.created_at:%d/%m/%Y}"
