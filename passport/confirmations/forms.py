"""The forms to ask for a confirmation and to write one."""

from typing import Any, cast

from django import forms

from accounts import names
from accounts.models import User
from lib.days import day_words
from lib.form_fields import Choices, PickOne, PickSome
from lib.french_dates import Known
from lib.text import NBSP
from passport.confirmations.rules import INVITE_MINUTES, Capacity, Words, capacities, people_to_ask
from passport.models import Confirmation, Entry, Occasion

DEVICE, QR, DISTANCE = "device", "qr", "distance"
WAYS = {
    DEVICE: (
        "Nous sommes ensemble : je passe l’appareil",
        "Vous sortez de votre compte. La personne entre avec sa carte, écrit, et sort toute seule.",
    ),
    QR: (
        "Nous sommes ensemble : je montre un carré à scanner",
        f"La personne le scanne et entre dans son compte. Il sert une fois, pendant {INVITE_MINUTES} minutes.",
    ),
    DISTANCE: (
        "À distance : je demande à une personne de mon groupe",
        "Elle le verra à sa prochaine visite. Elle peut répondre pendant 30 jours, ou ne pas répondre.",
    ),
}
OCCASIONS_SHOWN = 20
CAPACITY_LABELS = {
    Capacity.PEER: "Comme pair",
    Capacity.EMPLOYEE: "Comme personne salariée de l’association",
    Capacity.ASSOCIATION: "Au nom de l’association, dans mon mandat",
    Capacity.COLLECTIVE: "Comme partenaire",
}


class OneSentence(forms.CharField):
    """A field of one sentence, on one line whatever the browser sends."""

    widget = forms.Textarea(attrs={"rows": 3})

    def to_python(self, value: Any) -> str:
        """Return the text without line breaks."""
        return " ".join(cast("str", super().to_python(value)).splitlines())


class AskForm(forms.Form):
    """How an entry's holder asks, about which time, and whom when it is at a distance."""

    way = PickOne(label="Comment ?")
    person = PickOne(
        label="À qui ?",
        help_text="Si vous demandez à distance. Voici les personnes de vos groupes qui acceptent qu’on les trouve.",
        required=False,
    )
    occasion = PickOne(label="De quelle fois parlez-vous ?", required=False)

    def __init__(self, *args: Any, entry: Entry, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people_to_ask(entry)}
        self.occasions = {str(time.pk): time for time in entry.occasions.all()[:OCCASIONS_SHOWN]}
        ways = WAYS if self.people else {DEVICE: WAYS[DEVICE], QR: WAYS[QR]}
        cast("PickOne", self.fields["way"]).choices = [(key, label) for key, (label, _) in ways.items()]
        self._choose("person", [(str(pk), called) for pk, called in names.told_apart(self.people.values()).items()])
        days = [(pk, _called(time)) for pk, time in self.occasions.items()]
        self._choose("occasion", [("", "Aucune en particulier"), *days] if days else [])

    def _choose(self, name: str, choices: Choices) -> None:
        if choices:
            cast("PickOne", self.fields[name]).choices = choices
        else:
            del self.fields[name]

    def ways(self) -> list[dict[str, Any]]:
        """Return each way with its explanation, for the template."""
        return [{"option": option, "help": WAYS[str(option.data["value"])][1]} for option in self["way"]]

    def clean(self) -> dict[str, Any]:
        """Ask for a person when it is at a distance; read the person and the occasion as rows."""
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("way") == DISTANCE and not cleaned.get("person") and "person" not in self.errors:
            self.add_error("person", "Choisissez une personne, ou une autre façon de demander.")
        cleaned["person"] = self.people.get(cleaned.get("person", ""))
        cleaned["occasion"] = self.occasions.get(cleaned.get("occasion", ""))
        return cleaned


def _called(time: Occasion) -> str:
    """Return « Hier », « Le 12 mars », « En mars 2019 »."""
    words = day_words(time.happened_on) if time.known == Known.DAY else time.when
    return words[:1].upper() + words[1:]


class WriteForm(forms.Form):
    """A person's statement about an entry they saw done."""

    indicators = PickSome(label="Ce que vous avez vu", required=False)
    sentence = OneSentence(
        label="En une phrase",
        help_text="Ce que vous avez vu, sans parler de santé.",
        max_length=Confirmation._meta.get_field("sentence").max_length,
        error_messages={"required": "Écrivez une phrase, même courte."},
    )
    was_present = PickOne(
        label="Étiez-vous là ?", choices=[("yes", "Oui, j’étais là"), ("no", "Non, je le sais autrement")]
    )
    capacity = PickOne(label="Vous confirmez")
    show_name = forms.BooleanField(required=False)
    about = forms.CharField(required=False, widget=forms.HiddenInput)  # what the page showed

    def __init__(self, *args: Any, asked: Confirmation, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.person = person
        self.voices = capacities(person, asked.entry, asked.occasion)
        cast("PickOne", self.fields["capacity"]).choices = [
            (key, CAPACITY_LABELS[Capacity(key)]) for key in self.voices
        ]
        seen = [item.text for item in asked.entry.skill.indicators.all()] if asked.entry.skill else []
        self.seen = {str(number): text for number, text in enumerate(seen)}
        if seen:
            cast("PickSome", self.fields["indicators"]).choices = list(self.seen.items())
            self.fields["indicators"].help_text = f"«{NBSP}Je{NBSP}», ici, c’est {asked.asker_name}."
        else:
            del self.fields["indicators"]
        self.fields["show_name"].label = f"Montrer aussi mon nom{NBSP}: {person.display_name}"

    @property
    def may_confirm(self) -> bool:
        """Return whether this person has a capacity to confirm in."""
        return bool(self.voices)

    @property
    def one_way(self) -> dict[str, str] | None:
        """Return the only capacity this person has, and what a reader will read of it; None when they choose."""
        if len(self.voices) != 1:
            return None
        value = next(iter(self.voices))
        return {"value": value, "words": Confirmation(capacity=value).said_under()}

    def words(self) -> Words:
        """Return what was said, ready to be written."""
        said = self.cleaned_data
        return Words(
            capacity=said["capacity"],
            voice=self.voices[said["capacity"]],
            sentence=said["sentence"],
            was_present=said["was_present"] == "yes",
            indicators=[self.seen[key] for key in said.get("indicators", [])],
            shown_name=self.person.display_name if said["show_name"] else "",
            about=said["about"],
        )
