"""The passport: proposals the holder accepts or sets aside, entries, and each time it happened."""

import datetime
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db import IntegrityError, models, transaction
from django.db.models import Q
from django.urls import reverse
from django.utils import timezone

from accounts.shared_groups import as_known
from lib.french_dates import Known, Said, in_words
from passport.querysets import EntryQuerySet, ProposalQuerySet

if TYPE_CHECKING:
    from passport.models.confirmation import Confirmation

UNDO_DAYS = 30  # a removed entry can be put back for this long


class EntryExistsError(Exception):
    """The passport already has an entry for this skill and this face."""


class Face(models.TextChoices):
    """The two faces of one skill; neither counts more."""

    SHARED = "shared", "J’ai montré"
    GAINED = "gained", "J’ai appris"


class Practice(models.TextChoices):
    """How it went, in the holder's words."""

    NOT_TRIED = "not_tried", "Pas encore essayé"
    TRIED = "tried", "Essayé"
    WITH_HELP = "with_help", "Avec de l’aide"
    WITHOUT_HELP = "without_help", "Sans aide"
    SHOWS_OTHERS = "shows_others", "Je montre à d’autres"


def denies_itself(face: str, practice: str, frequency: str = "") -> bool:
    """Return whether « Pas encore essayé » stands beside an answer that says it was done."""
    return practice == Practice.NOT_TRIED and (face == Face.SHARED or bool(frequency))


class SourceKind(models.TextChoices):
    """Where a proposal or an occasion comes from; the label is all a reader ever sees of it."""

    TRAINING = "training", "formation courte"
    DECLARED = "declared", "déclarée par la personne"
    MANDATE = "mandate", "responsabilité associative"
    SEEN = "seen", "vue par un pair"
    SHEET = "sheet", "fiche de pratique publiée"
    WORKSHOP = "workshop", "atelier en association"


class Proposal(models.Model):
    """A skill offered to a member after something happened. Set aside, it stays, seen by the member alone."""

    class State(models.TextChoices):
        OFFERED = "offered", "À regarder"
        ACCEPTED = "accepted", "Dans mon passeport"
        SET_ASIDE = "set_aside", "Laissée de côté"

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="proposals")
    skill = models.ForeignKey("passport.Skill", on_delete=models.PROTECT, related_name="proposals")
    face = models.CharField(max_length=6, choices=Face.choices)
    source_kind = models.CharField(max_length=12, choices=SourceKind.choices)
    source_ref = models.CharField(max_length=64)
    source_label = models.CharField(max_length=200)
    happened_on = models.DateField(default=timezone.localdate)
    state = models.CharField(max_length=9, choices=State.choices, default=State.OFFERED)
    created_at = models.DateTimeField(auto_now_add=True)
    # « Je t’ai vu faire » : who offers it, and their sentence (SourceKind.SEEN only).
    offered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="proposals_offered"
    )
    offered_as = models.CharField("nom de cette personne ce jour-là", max_length=60, blank=True, editable=False)
    sentence = models.CharField(max_length=300, blank=True)

    objects = ProposalQuerySet.as_manager()

    class Meta:
        verbose_name = "proposition"
        verbose_name_plural = "propositions"
        constraints = [
            models.UniqueConstraint(
                fields=["member", "skill", "face", "source_kind", "source_ref"],
                name="passport_proposal_once_per_event",
            ),
            models.CheckConstraint(condition=Q(face__in=Face.values), name="passport_proposal_face_known"),
            models.CheckConstraint(
                condition=Q(source_kind__in=SourceKind.values), name="passport_proposal_source_known"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["offered", "accepted", "set_aside"]), name="passport_proposal_state_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.skill} – {self.get_face_display()}"

    @property
    def offered_by_name(self) -> str:
        """Return the name of who offers it, for its receiver: the present one in one group, else that day’s."""
        together = self.__dict__.get("is_together")  # said by `with_names`, in a list
        return as_known(self.offered_by, self.member_id, self.offered_as, together=together) if self.offered_by else ""

    def set_aside(self) -> None:
        """Leave it aside: no trace for anybody else, and the member can still take it."""
        self.state = self.State.SET_ASIDE
        self.save(update_fields=["state"])

    def accept(self, practice: str) -> "Entry":
        """Put the skill in the passport, or one more occasion on the entry that is already there.

        A holder who shows it to others passes it on: that answer makes an entry of the other face, of which an event
        where they learnt it is no occasion. What a peer saw keeps the face that the peer said.
        """
        passed_on = practice == Practice.SHOWS_OTHERS and self.source_kind != SourceKind.SEEN
        face = Face.SHARED if passed_on else self.face
        entry = Entry.objects.entry_for(self.member_id, self.skill_id, face, practice)
        if face == self.face:
            entry.occasions.get_or_create(
                source_kind=self.source_kind,
                source_ref=self.source_ref,
                defaults={"source_label": self.source_label, "happened_on": self.happened_on},
            )
        if self.source_kind == SourceKind.SEEN and self.sentence:
            entry.confirmations.keep_offer(self, entry)
        self.state = self.State.ACCEPTED
        self.save(update_fields=["state"])
        return entry


class Entry(models.Model):
    """An entry of the passport: a skill of the catalogue or the holder's own title, and how it was done."""

    class Frequency(models.TextChoices):
        ONCE = "once", "Une fois"
        SOMETIMES = "sometimes", "Quelques fois"
        OFTEN = "often", "Souvent"
        REGULARLY = "regularly", "Chaque semaine ou presque"

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="entries")
    skill = models.ForeignKey("passport.Skill", on_delete=models.PROTECT, null=True, blank=True, related_name="entries")
    own_title = models.CharField("mon titre", max_length=120, blank=True)
    face = models.CharField("face", max_length=6, choices=Face.choices)
    task = models.CharField("ce que j’ai fait", max_length=300, blank=True)
    setting = models.CharField("où, avec qui", max_length=200, blank=True)
    own_words = models.TextField("avec mes mots", max_length=1000, blank=True)
    frequency = models.CharField("combien de fois", max_length=9, choices=Frequency.choices, blank=True)
    practice = models.CharField(
        "comment ça s’est passé", max_length=12, choices=Practice.choices, default=Practice.TRIED
    )
    is_collective = models.BooleanField("réalisé à plusieurs", default=False)
    my_part = models.CharField("ma part", max_length=300, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    updated_at = models.DateTimeField(auto_now=True)
    removed_at = models.DateTimeField(null=True, blank=True)
    # The page it was typed in (lib.idempotency): sent twice, it is still one entry.
    typed_from = models.CharField(max_length=32, null=True, blank=True, unique=True, editable=False)

    objects = EntryQuerySet.as_manager()

    accepted: "list[Confirmation]"  # filled by EntryQuerySet.with_confirmations

    class Meta:
        verbose_name = "ligne du passeport"
        verbose_name_plural = "lignes du passeport"
        ordering = ["-updated_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=(Q(skill__isnull=False) & Q(own_title="")) | (Q(skill__isnull=True) & ~Q(own_title="")),
                name="passport_entry_skill_or_own_title",
            ),
            models.UniqueConstraint(
                fields=["member", "skill", "face"],
                condition=Q(is_collective=False, removed_at__isnull=True),
                name="passport_entry_one_line_per_skill_and_face",
            ),
            models.CheckConstraint(condition=Q(face__in=Face.values), name="passport_entry_face_known"),
            models.CheckConstraint(condition=Q(practice__in=Practice.values), name="passport_entry_practice_known"),
            models.CheckConstraint(
                condition=Q(frequency__in=["", "once", "sometimes", "often", "regularly"]),
                name="passport_entry_frequency_known",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("passport:entry", args=[self.pk])

    @property
    def title(self) -> str:
        """Return the skill's own name, or the title the holder chose."""
        return self.skill.label if self.skill else self.own_title

    @property
    def about(self) -> str:
        """Return the own title and the face, as a confirmation keeps them."""
        return f"{self.own_title}/{self.face}"

    @property
    def confirmed_words(self) -> dict[str, Any]:
        """Return what a confirmation speaks of, under the names of its fields: what its author reads of the entry, and
        the holder may change. A part is read only when it was done with others.
        """
        part = self.my_part if self.is_collective else ""
        return {"about": self.about, "with_others": self.is_collective, "part": part}

    @property
    def shown_confirmations(self) -> list["Confirmation"]:
        """Return what the holder accepted about the entry as it reads now. Needs `with_confirmations()`."""
        return [each for each in self.accepted if each.speaks_of(self)]

    @property
    def seals(self) -> list[str]:
        """Return how the entry is confirmed, each way once, none above another; empty when it is only declared."""
        return list(dict.fromkeys(each.said_by for each in self.shown_confirmations))

    @property
    def pictogram(self) -> str:
        """Return the code of the skill's drawing; "" for an own title."""
        return self.skill.pictogram if self.skill else ""

    @property
    def is_standing(self) -> bool:
        """Return whether the entry is in the passport (not removed)."""
        return self.removed_at is None

    @property
    def can_be_put_back(self) -> bool:
        """Return whether a removed entry can still come back."""
        return self.undo_until is not None and timezone.localdate() <= self.undo_until

    def remove(self) -> None:
        """Take the entry out of the passport: it disappears from every share at once, and can come back."""
        if self.removed_at is None:
            self.removed_at = timezone.now()
            self.save(update_fields=["removed_at"])

    def put_back(self) -> None:
        """Bring a removed entry back. Raises EntryExistsError when the same one was made meanwhile."""
        self.removed_at = None
        try:
            with transaction.atomic():
                self.save(update_fields=["removed_at"])
        except IntegrityError as error:
            raise EntryExistsError from error

    @property
    def undo_until(self) -> datetime.date | None:
        """Return the last day a removed entry can be put back; None when it stands."""
        return self.removed_at and timezone.localdate(self.removed_at) + datetime.timedelta(days=UNDO_DAYS)


class Occasion(models.Model):
    """One time the skill was done, seen or taught."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="occasions")
    source_kind = models.CharField(max_length=12, choices=SourceKind.choices)
    source_ref = models.CharField(max_length=64, blank=True)
    source_label = models.CharField("à quelle occasion", max_length=200, blank=True)
    # The day; or the first one of the month or of the year, when only that is known.
    happened_on = models.DateField("quand", default=timezone.localdate)
    known = models.CharField("ce que l’on sait de la date", max_length=5, choices=Known.choices, default=Known.DAY)

    class Meta:
        verbose_name = "occasion"
        verbose_name_plural = "occasions"
        ordering = ["-happened_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "source_kind", "source_ref"],
                condition=~Q(source_ref=""),
                name="passport_occasion_once_per_event",
            ),
            models.CheckConstraint(
                condition=Q(source_kind__in=SourceKind.values), name="passport_occasion_source_known"
            ),
            models.CheckConstraint(condition=Q(known__in=Known.values), name="passport_occasion_date_known"),
        ]

    def __str__(self) -> str:
        return f"{self.entry} – {self.happened_on}"

    @property
    def said(self) -> Said:
        """Return the date as it is known."""
        return Said(self.happened_on, Known(self.known))

    @property
    def when(self) -> str:
        """Return « le 12 mars 2026 », « en mars 2026 » or « en 2026 »."""
        return in_words(self.said)
