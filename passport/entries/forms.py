"""The forms of an entry: answered from proposals, declared by the holder, changed, and each time it happened."""

import datetime
from typing import Any

from django import forms
from django.utils import timezone

from lib.days import latest_today
from lib.form_fields import Choices, PickOne, PlainText, When
from lib.french_dates import Known
from lib.idempotency import RefField
from passport.models import Entry, Face, Occasion, Practice, Proposal, SourceKind, denies_itself
from passport.querysets import MOST_ENTRIES

LEAVE_ASIDE = "leave"
EARLIEST = datetime.date(1900, 1, 1)
EXAMPLES = "Un jour, un mois ou une année : 12/03/2026, mars 2026, 2026."
DENIES_FACE = "« Pas encore essayé » ne va pas avec « J’ai montré ». Changez une des deux réponses."
DENIES_FREQUENCY = "Vous dites aussi « Pas encore essayé ». Choisissez « Je ne dis pas », ou changez l’autre réponse."

FULL = (
    f"Votre passeport est plein : il garde {MOST_ENTRIES} lignes au plus. "
    "Retirez-en une qui ne vous sert plus : sa place revient après 30 jours."
)


def lived_day(day: datetime.date | None) -> datetime.date | None:
    """Return a day that has begun somewhere. Raises ValidationError for one to come, or before 1900."""
    if day and day > latest_today():
        raise forms.ValidationError("Ce jour n’est pas encore passé. Choisissez aujourd’hui ou un jour d’avant.")
    if day and day < EARLIEST:
        raise forms.ValidationError("Écrivez l’année avec quatre chiffres, comme 2026.")
    return day


def practices_after(proposal: Proposal) -> Choices:
    """Return the answers to a proposal: what was passed on, or seen done by a peer, was tried at least."""
    was_done = proposal.face == Face.SHARED or proposal.source_kind == SourceKind.SEEN
    return [(value, str(label)) for value, label in Practice.choices if not (was_done and value == Practice.NOT_TRIED)]


class SkillSearchForm(forms.Form):
    """The words to find a skill by."""

    q = forms.CharField(label="Chercher une compétence", max_length=80, required=False)


class ProposalsForm(forms.Form):
    """Proposals of one event; each may be taken or left aside, and at least one of them is."""

    def __init__(self, *args: Any, proposals: list[Proposal], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.proposals = proposals
        for proposal in proposals:
            aside = proposal.state == Proposal.State.SET_ASIDE
            self.fields[self.name_of(proposal)] = PickOne(
                label=proposal.skill.label,
                choices=[*practices_after(proposal), (LEAVE_ASIDE, "Laisser de côté")],
                required=False,
                initial=LEAVE_ASIDE if aside else None,
            )

    @staticmethod
    def name_of(proposal: Proposal) -> str:
        """Return the name of a proposal's field."""
        return f"p{proposal.pk}"

    def clean(self) -> dict[str, Any]:
        """Ask for an answer where there is none: « Décider plus tard » is a link of its own."""
        if not self.errors and not self.answers():
            self.add_error(self.name_of(self.proposals[0]), "Choisissez une réponse, ou « Décider plus tard ».")
        return self.cleaned_data

    def lines(self) -> list[dict[str, Any]]:
        """Return each proposal with its field, for the template."""
        return [{"proposal": proposal, "field": self[self.name_of(proposal)]} for proposal in self.proposals]

    def answers(self) -> list[tuple[Proposal, str]]:
        """Return the proposals that got an answer, with it."""
        said = [(proposal, self.cleaned_data[self.name_of(proposal)]) for proposal in self.proposals]
        return [(proposal, answer) for proposal, answer in said if answer]


class EntryForm(forms.ModelForm):
    """An entry in the holder's words. `existing` is the entry already there, when the same one is said twice."""

    face = PickOne(label="Cette compétence, pour vous", choices=Face.choices)
    practice = PickOne(label="Comment ça s’est passé ?", choices=Practice.choices)
    own_words = PlainText(
        label="Avec vos mots",
        help_text="Par exemple : « J’ai appris à peser les portions pour douze personnes. »",
        max_length=1000,
        required=False,
    )
    frequency = PickOne(
        label="Combien de fois ?", choices=[("", "Je ne dis pas"), *Entry.Frequency.choices], required=False
    )

    class Meta:
        model = Entry
        fields = [
            "own_title", "face", "practice", "own_words", "frequency", "task", "setting", "is_collective", "my_part",
        ]  # fmt: skip
        labels = {
            "own_title": "Le nom de votre compétence",
            "task": "Ce que vous avez fait",
            "setting": "Où, avec qui",
            "is_collective": "Nous l’avons fait à plusieurs",
            "my_part": "Ma part",
        }
        help_texts = {
            "own_title": "Quelques mots, comme « Réparer un vélo ».",
            "task": "Par exemple : préparer un repas pour douze personnes.",
            "setting": "Par exemple : en cuisine, avec trois personnes.",
            "my_part": "Si c’était à plusieurs : ce que vous avez fait, vous.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.existing: Entry | None = None
        if self.instance.pk is None:
            self.initial["practice"] = None  # nothing is chosen before the person chooses
        if self.instance.skill_id:
            del self.fields["own_title"]
        else:
            self.fields["own_title"].required = True
            self.fields["own_title"].error_messages["required"] = "Écrivez le nom de votre compétence."

    def clean(self) -> dict[str, Any]:
        """Refuse answers that deny each other, and a second entry for the same skill and face (kept in `existing`)."""
        super().clean()
        cleaned = self.cleaned_data
        self._refuse_denial(cleaned.get("face", ""), cleaned.get("practice", ""), cleaned.get("frequency", ""))
        if self.instance.skill_id and cleaned.get("face") and not cleaned.get("is_collective"):
            self.existing = self._same_entry(cleaned["face"])
            if self.existing:
                self.add_error("face", "Cette compétence est déjà dans votre passeport. Rien n’est perdu.")
        return cleaned

    def save(self, commit: bool = True) -> Entry:
        """Save the entry; of one that was there, only what the form asks: a removal of the same instant stays."""
        if not commit or self.instance.pk is None:
            return super().save(commit)
        entry = super().save(commit=False)
        entry.save(update_fields=[*self.fields.keys() & set(self._meta.fields or ()), "updated_at"])
        return entry

    def _refuse_denial(self, face: str, practice: str, frequency: str) -> None:
        if denies_itself(face, practice):
            self.add_error("practice", DENIES_FACE)
        if frequency and denies_itself(Face.GAINED, practice, frequency):
            self.add_error("frequency", DENIES_FREQUENCY)

    def _same_entry(self, face: str) -> Entry | None:
        mine = Entry.objects.same_entry(self.instance.member_id, self.instance.skill_id, face)
        return mine.exclude(pk=self.instance.pk).first()

    @property
    def says_more(self) -> bool:
        """Return whether the optional part holds something, and is shown open."""
        more = ("frequency", "task", "setting", "is_collective", "my_part", "happened_on")
        return any(self[name].value() or self[name].errors for name in more if name in self.fields)


class LivedMixin:
    """A form with a date in `happened_on`; `known` is then how much of it is."""

    cleaned_data: dict[str, Any]
    known: Known = Known.DAY

    def clean_happened_on(self) -> datetime.date | None:
        """Return the day, the first of a month or a year known alone. Raises ValidationError for one to come."""
        said = self.cleaned_data["happened_on"]
        if said is None:
            return None
        self.known = said.known
        return lived_day(said.day)


class DeclarationForm(LivedMixin, EntryForm):
    """An entry the holder adds alone, with the day if they wish, while there is room."""

    ref = RefField()
    happened_on = When(
        label="Quand ?", help_text=f"La dernière fois, si vous vous en souvenez. {EXAMPLES}", required=False
    )

    def clean(self) -> dict[str, Any]:
        """Refuse an entry for which the passport has no room."""
        cleaned = super().clean()
        if Entry.objects.of(self.instance.member).are_full():
            self.add_error(None, FULL)
        return cleaned


class OccasionForm(LivedMixin, forms.ModelForm):
    """One more time it happened. The words of the occasion are for the holder alone."""

    ref = RefField()
    happened_on = When(label="Quand ?", help_text=EXAMPLES, initial=timezone.localdate)

    class Meta:
        model = Occasion
        fields = ["happened_on", "source_label"]
        labels = {"source_label": "À quelle occasion ?"}
        help_texts = {"source_label": "Pour vous seul : ces mots n’entrent jamais dans un partage."}
