"""« Écrit à deux » : the second person of a practice sheet, once they have said so in their own account."""

import datetime
import json
from hashlib import sha256
from typing import Self

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

from accounts.models import Membership, User
from content.models.practices import PracticePage
from content.models.reviewing import ReviewCase
from lib.secrets import unseal

OPEN_DAYS = 7
WORDS = ("title", "situation", "what_we_did", "what_helped", "limits")


class SecondWriterQuerySet(models.QuerySet["SecondWriter"]):
    """Queries about the second people of sheets, and the words that wait for them."""

    def open(self) -> Self:
        """Return those whose words still wait for somebody."""
        return self.filter(user__isnull=True, asked_at__gt=timezone.now() - datetime.timedelta(days=OPEN_DAYS))

    def over(self) -> Self:
        """Return those whose words waited too long for somebody."""
        return self.filter(user__isnull=True, asked_at__lte=timezone.now() - datetime.timedelta(days=OPEN_DAYS))

    def present(self) -> Self:
        """Return those of people who did not take their name off."""
        return self.filter(user__isnull=False, left_at__isnull=True)

    def readable_by(self, user: User) -> Self:
        """Return those whose sheet `user` may read: on the site or in review, its author of a group of theirs."""
        current = Membership.objects.current()
        groups = current.filter(user=user).values("peer_group")
        beside = current.filter(user=OuterRef("practice__owner"), peer_group__in=groups)
        in_review = ReviewCase.objects.filter(practice=OuterRef("practice"), closed_at=None)
        theirs = self.present().filter(Exists(beside), user=user)
        return theirs.filter(Q(practice__live=True) | Exists(in_review))

    def of(self, user: models.Model) -> Self:
        """Return those where a member is still named or chose to say nothing, the latest first, with their sheets."""
        return self.present().filter(user=user).select_related("practice__latest_revision").order_by("-asked_at", "-pk")


class SecondWriter(models.Model):
    """The second person of a sheet, and how they are named; without `user`, four words wait for them.

    The words are kept as a fingerprint to be found, and sealed to be shown again to the author; both go once used.
    """

    practice = models.OneToOneField(
        PracticePage, on_delete=models.CASCADE, related_name="second_writer", verbose_name="fiche"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="sheets_written_by_two",
        verbose_name="deuxième personne",
    )
    code_hmac = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    code_sealed = models.TextField(blank=True, editable=False)
    asked_at = models.DateTimeField("demandé le", default=timezone.now)
    credit_as = models.CharField(
        "signature", max_length=8, choices=PracticePage.CreditAs.choices, default=PracticePage.CreditAs.NONE
    )
    credit = models.CharField("signé", max_length=100, blank=True)
    # The fingerprints (fingerprint_of) of the texts that this person read as they signed.
    signed_texts = models.JSONField(default=list, editable=False)
    # They are of those who wrote the sheet for good: nobody who did counts among its readers.
    left_at = models.DateTimeField("nom retiré le", null=True, editable=False)

    objects = SecondWriterQuerySet.as_manager()

    class Meta:
        verbose_name = "deuxième personne d’une fiche"
        verbose_name_plural = "deuxièmes personnes des fiches"
        constraints = [
            models.CheckConstraint(
                condition=Q(credit_as__in=["name", "function", "none"]), name="content_secondwriter_credit_known"
            ),
            models.CheckConstraint(
                condition=Q(user__isnull=True, code_hmac__isnull=False) | Q(user__isnull=False, code_hmac__isnull=True),
                name="content_secondwriter_words_or_person",
            ),
            models.CheckConstraint(
                condition=Q(left_at__isnull=True) | Q(user__isnull=False, credit=""),
                name="content_secondwriter_left_unnamed",
            ),
        ]

    def __str__(self) -> str:
        return f"deuxième personne de {self.practice}"

    @property
    def words(self) -> str:
        """Return the four words that wait for the second person; "" once used, or when the keys have changed."""
        return (unseal(self.code_sealed) or "") if self.code_sealed else ""

    @property
    def signature(self) -> str:
        """Return the name or the function that signs; "" for nobody yet, or for who chose to say nothing."""
        named = self.user_id is not None and self.credit_as != PracticePage.CreditAs.NONE
        return self.credit if named else ""

    @property
    def is_present(self) -> bool:
        """Return whether somebody is the second person, and did not take their name off."""
        return self.user_id is not None and self.left_at is None

    @property
    def latest_text(self) -> PracticePage:
        """Return the words of the latest text, in a page not kept: the whole page would cost Wagtail eight queries."""
        latest = self.practice.latest_revision
        return PracticePage(**{name: latest.content[name] for name in WORDS}) if latest else self.practice

    def as_carried(self) -> list[object]:
        """Return who signs as second, and what they signed: the page shows their name, and holds none of it."""
        return [self.user_id, self.signature, self.signed_texts] if self.is_present else []

    def has_signed(self, text: PracticePage) -> bool:
        """Return whether this person read these very words as they signed."""
        return fingerprint_of(text) in self.signed_texts

    def signature_on(self, text: PracticePage) -> str:
        """Return the name or the function that signs this text; "" when they did not sign it as it is."""
        return self.signature if self.signature and self.has_signed(text) else ""

    def signature_due(self, text: PracticePage) -> str:
        """Return the name or the function that will sign this text once it is read again; "" when nobody has to.

        It may come onto the sheet after its publication: whoever publishes has read it.
        """
        return self.signature if self.is_present and not self.has_signed(text) else ""


def fingerprint_of(text: PracticePage) -> str:
    """Return the SHA-256, hexadecimal, of the words of a sheet; a line break counts the same however it is kept."""
    said = ["\n".join(str(getattr(text, name)).split("\r\n")).strip() for name in WORDS]
    return sha256(json.dumps(said).encode()).hexdigest()
