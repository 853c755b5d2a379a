"""A confirmation: a person says they saw it done. Nobody else sees any of it before the holder accepts it."""

import datetime
from collections.abc import Collection
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from accounts.shared_groups import ELSEWHERE, as_known
from passport.querysets import ANSWER_DAYS, ConfirmationQuerySet

if TYPE_CHECKING:
    from passport.models.entry import Entry


class Confirmation(models.Model):
    """One person's word about one entry of the passport.

    `indicator_texts` are copied from the skill: they stay as they read that day. The person asked may prefer
    not to answer: it is then DECLINED, which the asker reads as still ASKED. `invite_hash` is the SHA-256 of the token
    of a QR or of a passed device, valid until `invite_until`; a request to a chosen person has none. `about` (own title
    and face), `with_others` and `part` are what was confirmed: an entry that says otherwise since no longer shows it.
    `offer` is the « Je t’ai vu faire » it comes from. `spoken_for` is the group of « l’association », None when its
    author may speak so for several. A withdrawn confirmation keeps no words.
    """

    class Capacity(models.TextChoices):
        PEER = "peer", "un pair"
        EMPLOYEE = "employee", "une personne salariée de l’association"
        ASSOCIATION = "association", "l’association"
        COLLECTIVE = "collective", "un partenaire"
        WITNESS = "witness", "un témoin"

    class State(models.TextChoices):
        ASKED = "asked", "Pas de réponse pour l’instant"
        DECLINED = "declined", "Pas de réponse pour l’instant"
        WRITTEN = "written", "À lire"
        ACCEPTED = "accepted", "Dans mon passeport"
        SET_ASIDE = "set_aside", "Laissée de côté"
        WITHDRAWN = "withdrawn", "Reprise par la personne"

    entry = models.ForeignKey("passport.Entry", on_delete=models.CASCADE, related_name="confirmations")
    occasion = models.ForeignKey(
        "passport.Occasion", on_delete=models.SET_NULL, null=True, blank=True, related_name="confirmations"
    )
    confirmer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="confirmations_given",
    )
    capacity = models.CharField("qui confirme", max_length=11, choices=Capacity.choices, default=Capacity.PEER)
    mandate = models.ForeignKey(
        "accounts.Mandate", on_delete=models.SET_NULL, null=True, blank=True, related_name="confirmations"
    )
    spoken_for = models.ForeignKey(
        "directory.PeerGroup", on_delete=models.SET_NULL, null=True, blank=True, related_name="+", editable=False
    )
    indicator_texts = models.JSONField("ce qui a été vu", default=list, blank=True)
    sentence = models.CharField("en une phrase", max_length=300, blank=True)
    was_present = models.BooleanField("j’étais là", default=False)
    about = models.CharField("à propos de", max_length=160, blank=True, editable=False)
    with_others = models.BooleanField("réalisé à plusieurs", default=False, editable=False)
    part = models.CharField("la part dont elle parle", max_length=300, blank=True, editable=False)
    offer = models.OneToOneField(
        "passport.Proposal", on_delete=models.SET_NULL, null=True, blank=True, related_name="confirmation"
    )
    shown_name = models.CharField(
        "nom montré", max_length=60, blank=True, help_text="Vide : seule la fonction est montrée."
    )
    # For its holder, once the two are no longer in one group; never for a reader.
    written_as = models.CharField("nom de son auteur ce jour-là", max_length=60, blank=True, editable=False)
    # For who is asked, likewise.
    asked_as = models.CharField("nom de qui la demande ce jour-là", max_length=60, blank=True, editable=False)
    state = models.CharField(max_length=9, choices=State.choices, default=State.ASKED)
    invite_hash = models.CharField(max_length=64, null=True, blank=True, unique=True, editable=False)
    invite_until = models.DateTimeField(null=True, blank=True, editable=False)
    asked_at = models.DateTimeField("demandée le", default=timezone.now)
    # Later than ANSWER_DAYS, when a group of both people is closed meanwhile (passport.confirmations.closed_house).
    answer_by = models.DateField("répondre jusqu’au", null=True, blank=True, editable=False)
    written_at = models.DateTimeField("écrite le", null=True, blank=True)

    objects = ConfirmationQuerySet.as_manager()

    class Meta:
        verbose_name = "confirmation"
        verbose_name_plural = "confirmations"
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "confirmer"],
                condition=Q(confirmer__isnull=False, offer__isnull=True) & ~Q(state="withdrawn"),
                name="passport_confirmation_one_per_person",
            ),
            models.CheckConstraint(
                condition=Q(capacity__in=["peer", "employee", "association", "collective", "witness"]),
                name="passport_confirmation_capacity_known",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "declined", "written", "accepted", "set_aside", "withdrawn"]),
                name="passport_confirmation_state_known",
            ),
            models.CheckConstraint(
                condition=Q(state="asked")
                | Q(state="declined")
                | Q(state="withdrawn")
                | (Q(written_at__isnull=False) & ~Q(sentence="")),
                name="passport_confirmation_written_has_words",
            ),
            models.CheckConstraint(
                condition=(Q(invite_hash__isnull=True) & Q(invite_until__isnull=True))
                | (Q(invite_hash__isnull=False) & Q(invite_until__isnull=False)),
                name="passport_confirmation_invite_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.entry} – {self.get_capacity_display()}"

    @property
    def title(self) -> str:
        """Return the entry's title as it was confirmed: its author never reads the holder's later words."""
        return self.about.rpartition("/")[0] or self.entry.title

    @property
    def still_speaks_of_it(self) -> bool:
        """Return whether the entry still reads as what was confirmed; if not, nobody is shown this confirmation."""
        return self.speaks_of(self.entry)

    def speaks_of(self, entry: "Entry") -> bool:
        """Return whether its entry, given as it reads now, still says what was confirmed."""
        return all(getattr(self, name) == said for name, said in entry.confirmed_words.items())

    @property
    def said_by(self) -> str:
        """Return the function of its author, for those who know which group it is: « confirmée par un pair »."""
        return f"confirmée par {self.get_capacity_display()}"

    def is_of(self, heading: Collection[int]) -> bool:
        """Return whether it speaks for the one group that heads what is read: that alone is « l’association » there."""
        return self.capacity in READ_AS and {self.spoken_for_id} == set(heading)

    def said_under(self, heading: Collection[int] = ()) -> str:
        """Return the function of its author for a reader, who knows of no group but the one that heads what they read.

        `heading` holds the groups that the name above may mean; none, when no name is shown.
        """
        if self.capacity not in READ_AS or self.is_of(heading):
            return self.said_by
        is_another = bool(heading) and self.spoken_for_id is not None and self.spoken_for_id not in heading
        some, another = READ_AS[self.capacity]
        return f"confirmée par {another if is_another else some}"

    @property
    def name_shown(self) -> str:
        """Return the present name of its author, who agreed to show it; "" otherwise, and once they are erased.

        A name taken since is shown only while the two are in one group.
        """
        if not (self.shown_name and self.confirmer):
            return ""
        name = self.confirmer.display_name
        return name if self._known_as(self.shown_name) == name else ""

    @property
    def asker_name(self) -> str:
        """Return the name of its holder for who is asked: the present one in one group, or face to face; else the one
        they bore when they asked.
        """
        holder, together = self.entry.member, self.__dict__.get("is_together")
        if self.confirmer_id is None:
            return str(holder)
        return as_known(holder, self.confirmer_id, self.asked_as or ELSEWHERE, together=together)

    @property
    def asked_name(self) -> str:
        """Return the name of who is asked, for its holder: nobody's, once the two are no longer in one group."""
        return self._known_as(ELSEWHERE)

    @property
    def writer_name(self) -> str:
        """Return the name of its author for its holder: the present one in one group, else the one of that day; "" once
        they are erased.
        """
        return self._known_as(self.written_as)

    def _known_as(self, name_then: str) -> str:
        """Return the name of its author for its holder; in a list, `with_names` has said whether they are together."""
        together = self.__dict__.get("is_together")
        return as_known(self.confirmer, self.entry.member_id, name_then, together=together) if self.confirmer else ""

    @property
    def answer_until(self) -> datetime.date:
        """Return the last day the person asked may answer."""
        last = timezone.localdate(self.asked_at) + datetime.timedelta(days=ANSWER_DAYS)
        return max(last, self.answer_by or last)

    def accept(self) -> bool:
        """The holder puts it in the passport, at first reading or after setting it aside; False if it is gone."""
        return self._turn({self.State.WRITTEN, self.State.SET_ASIDE}, self.State.ACCEPTED)

    def set_aside(self) -> bool:
        """The holder leaves it aside or takes it out: it disappears everywhere at once, its author is not told."""
        return self._turn({self.State.WRITTEN, self.State.ACCEPTED}, self.State.SET_ASIDE)

    def decline(self) -> bool:
        """The person asked prefers not to answer. Nobody will know: an invitation stays open to another person."""
        return self.invite_until is None and self._turn({self.State.ASKED}, self.State.DECLINED)

    def cancel(self) -> bool:
        """The asker takes it back, or closes the notice of a withdrawal; False when it was written meanwhile."""
        unanswered = {self.State.ASKED, self.State.DECLINED}
        before = {self.State.WITHDRAWN} if self.state == self.State.WITHDRAWN else unanswered
        return bool(type(self).objects.filter(pk=self.pk, state__in=before).delete()[0])

    @property
    def is_withdrawn(self) -> bool:
        """Return whether its author took it back."""
        return self.state == self.State.WITHDRAWN

    @transaction.atomic
    def withdraw(self) -> None:
        """The author takes it back: it disappears everywhere at once, and its words are erased, shares included."""
        # Of two who take theirs back at once, the second reads what the first left in the same shares.
        type(self.entry).objects.select_for_update().get(pk=self.entry_id)
        type(self).objects.filter(pk=self.pk).exclude(state__in=[self.State.ASKED, self.State.DECLINED]).update(
            state=self.State.WITHDRAWN,
            sentence="",
            indicator_texts=[],
            shown_name="",
            written_as="",
            was_present=False,
            spoken_for=None,
            written_at=timezone.now(),
        )
        self.entry.share_items.forget_gone_words()

    def _turn(self, before: set[str], after: str) -> bool:
        """Change the state once, in one conditional UPDATE; return whether it was changed."""
        if not type(self).objects.filter(pk=self.pk, state__in=before).update(state=after):
            return False
        self.state = after
        return True


# What a reader is told who knows no group, and who reads the name of another.
READ_AS: dict[str, tuple[str, str]] = {
    Confirmation.Capacity.EMPLOYEE: (
        "une personne salariée d’une association",
        "une personne salariée d’une autre association",
    ),
    Confirmation.Capacity.ASSOCIATION: ("une association", "une autre association"),
}
