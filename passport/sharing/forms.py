"""The forms of a share's decisions: for whom, what, with which sensitive words, how."""

import datetime
from typing import TYPE_CHECKING, Any, cast

from django import forms
from django.forms.boundfield import BoundWidget
from django.utils import timezone

from directory.models import Collective
from lib.days import earliest_today
from lib.form_fields import Choices, Day, Name, PickOne, PickSome, PlainText
from passport.models import Entry, Share
from passport.sensitive import words_of
from passport.sharing.rules import LONGEST_DAYS, ShareRequest
from passport.sharing.sensitive_texts import Remark

if TYPE_CHECKING:
    from accounts.models import User

SOMEBODY_ELSE = "other"
SHOWN_AT_ONCE = 3
MOST_SHOWN = 200  # entries in a share


def collectives_near(member: "User", first: str = "") -> list[Collective]:
    """Return collectives: the one whose slug is `first`, then those of the département, then of the region."""
    group = next((m.peer_group for m in member.memberships.current().select_related("peer_group")), None)
    code, region = (group.department_code, group.region) if group else ("", "")
    near = Collective.objects.nearest_first(code or "-", region or "-")
    return sorted(near, key=lambda place: place.slug != first)


def group_choices(member: "User") -> Choices:
    """Return the choices of a group's name: not shown, or one of the member's current groups."""
    names = {m.peer_group.signing_name for m in member.memberships.current().select_related("peer_group")}
    return [("", "Ne pas le montrer"), *((name, name) for name in sorted(names))]


class RecipientForm(forms.Form):
    """Step 1: a collective of the directory, or somebody else by name."""

    recipient = PickOne(label="Pour qui ?")
    other = Name(
        label="Le nom de cette personne ou de ce lieu",
        help_text="Si vous avez choisi « Quelqu’un d’autre ». Ce nom est pour vous : il vous aide à vous y retrouver.",
        max_length=120,
        required=False,
    )

    def __init__(self, *args: Any, collectives: list[Collective], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.collectives = {str(place.pk): place for place in collectives}
        cast("PickOne", self.fields["recipient"]).choices = [
            *((pk, self.label_of(place)) for pk, place in self.collectives.items()),
            (SOMEBODY_ELSE, "Quelqu’un d’autre"),
        ]

    def nearest(self) -> list[BoundWidget]:
        """Return the boxes of the nearest places: few enough for « Quelqu’un d’autre » to be in sight."""
        return self._places()[:SHOWN_AT_ONCE]

    def further(self) -> list[BoundWidget]:
        """Return the boxes of the other places."""
        return self._places()[SHOWN_AT_ONCE:]

    def _places(self) -> list[BoundWidget]:
        return [box for box in self["recipient"].subwidgets if box.data["value"] != SOMEBODY_ELSE]

    def somebody_else(self) -> BoundWidget:
        """Return the box of « Quelqu’un d’autre »."""
        return next(box for box in self["recipient"].subwidgets if box.data["value"] == SOMEBODY_ELSE)

    @property
    def chose_further(self) -> bool:
        """Return whether the choice is among the further places, which are then shown open."""
        return str(self["recipient"].value()) in list(self.collectives)[SHOWN_AT_ONCE:]

    @staticmethod
    def label_of(place: Collective) -> str:
        """Return a collective's name and town, the town once."""
        return place.name if not place.town or place.town in place.name else f"{place.name}, {place.town}"

    def clean(self) -> dict[str, Any]:
        """Ask for a name when it is somebody else."""
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("recipient") == SOMEBODY_ELSE and not cleaned.get("other") and "other" not in self.errors:
            self.add_error("other", "Écrivez un nom, même un prénom ou un lieu.")
        return cleaned

    def fill(self, terms: ShareRequest) -> None:
        """Write the decision into the terms."""
        place = self.collectives.get(self.cleaned_data["recipient"])
        terms.recipient_collective_id = place.pk if place else None
        terms.recipient_label = place.name[:120] if place else self.cleaned_data["other"]

    @staticmethod
    def initial_of(terms: ShareRequest) -> dict[str, Any]:
        """Return what was decided before, to show again."""
        if terms.recipient_collective_id:
            return {"recipient": str(terms.recipient_collective_id)}
        return {"recipient": SOMEBODY_ELSE, "other": terms.recipient_label} if terms.recipient_label else {}


class ContentForm(forms.Form):
    """Step 2: which entries, under which name, with which words."""

    entries = PickSome(
        label="Les compétences à montrer", error_messages={"required": "Choisissez au moins une compétence."}
    )
    shown_name = Name(
        label="Le nom que l’on verra",
        help_text="Un prénom suffit, ou le nom que vous voulez.",
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "nickname"}),
        error_messages={"required": "Écrivez le nom que l’on verra, même un prénom."},
    )
    looking_for = PlainText(
        label="Ce que je cherche",
        help_text="Par exemple : « Découvrir un travail en cuisine, deux matins par semaine. »",
        max_length=500,
        required=False,
    )
    how_helped = PlainText(
        label="Ce qui m’aide à bien travailler",
        help_text="Par exemple : « Savoir la veille ce qu’il y aura à faire. »",
        max_length=500,
        required=False,
    )
    group_name = PickOne(
        label="Le nom de votre groupe",
        help_text="Il peut faire deviner des choses sur votre santé. Il n’est pas montré si vous ne le choisissez pas.",
        required=False,
    )

    def __init__(self, *args: Any, member: "User", entries: list[Entry], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.entries_by_pk = {str(entry.pk): entry for entry in entries}
        cast("PickSome", self.fields["entries"]).choices = [
            (pk, entry.title) for pk, entry in self.entries_by_pk.items()
        ]
        groups = group_choices(member)
        if len(groups) > 1:
            cast("PickOne", self.fields["group_name"]).choices = groups
        else:
            del self.fields["group_name"]

    def clean_entries(self) -> list[str]:
        """Return the entries chosen. Raises ValidationError for more than a partner reads."""
        chosen: list[str] = self.cleaned_data["entries"]
        if len(chosen) > MOST_SHOWN:
            raise forms.ValidationError(
                f"Choisissez {MOST_SHOWN} compétences au plus : un partenaire n’en lit pas tant."
            )
        return chosen

    def chosen(self) -> list[dict[str, Any]]:
        """Return each entry with its box, for the template."""
        return [
            {"line": entry, "box": box}
            for entry, box in zip(self.entries_by_pk.values(), self["entries"].subwidgets, strict=True)
        ]

    def fill(self, terms: ShareRequest) -> None:
        """Write the decision into the terms."""
        cleaned = self.cleaned_data
        terms.entry_ids = [self.entries_by_pk[pk].pk for pk in cleaned["entries"]]
        terms.shown_name, terms.group_name = cleaned["shown_name"], cleaned.get("group_name", "")
        terms.looking_for, terms.how_helped = cleaned["looking_for"], cleaned["how_helped"]

    @staticmethod
    def initial_of(terms: ShareRequest, member: "User") -> dict[str, Any]:
        """Return what was decided before, to show again; the member's own name at first."""
        return {
            "entries": [str(pk) for pk in terms.entry_ids],
            "shown_name": terms.shown_name or member.display_name,
            "looking_for": terms.looking_for,
            "how_helped": terms.how_helped,
            "group_name": terms.group_name,
        }


class SensitiveWordsForm(forms.Form):
    """Step 2 again: which texts with a sensitive word are kept in this share. Nothing is ticked at first."""

    kept = PickSome(label="Ces textes", required=False)

    def __init__(self, *args: Any, remarks: list[Remark], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.remarks = remarks
        cast("PickSome", self.fields["kept"]).choices = [(remark.key, remark.label) for remark in remarks]
        # A text changed since it was shown has another key: it is asked again, as it is now.
        self.fields["kept"].error_messages["invalid_choice"] = "Un texte a changé depuis. Regardez-le de nouveau."

    def asked(self) -> list[dict[str, Any]]:
        """Return each text with its warning and its box, for the template."""
        return [
            {"remark": remark, "box": box, "warning": words_of.sentence(remark.words)}
            for remark, box in zip(self.remarks, self["kept"].subwidgets, strict=True)
        ]

    def fill(self, terms: ShareRequest) -> None:
        """Write the decision into the terms."""
        terms.asked, terms.kept = [remark.key for remark in self.remarks], self.cleaned_data["kept"]

    def say_nothing_is_left(self) -> None:
        """Refuse a share that would show no entry at all."""
        self.add_error("kept", "Il ne reste aucune compétence à montrer. Gardez un titre, ou choisissez-en une autre.")


class WayForm(forms.Form):
    """Step 3: how it is shown, until when."""

    way = PickOne(label="Comment ?", choices=Share.Way.choices)
    closes_on = Day(
        label="Ouvert jusqu’au",
        help_text=f"Laissez vide pour la durée habituelle. {LONGEST_DAYS} jours au plus.",
        required=False,
    )
    show_old_dates = forms.BooleanField(label="Montrer aussi les dates de plus de douze mois", required=False)

    def clean_closes_on(self) -> datetime.date | None:
        """Return a day between today and the longest allowed. Raises ValidationError."""
        day = self.cleaned_data["closes_on"]
        today = timezone.localdate()
        if day and not earliest_today() <= day <= today + datetime.timedelta(days=LONGEST_DAYS):
            raise forms.ValidationError(f"Choisissez un jour entre aujourd’hui et dans {LONGEST_DAYS} jours.")
        return day

    def clean(self) -> dict[str, Any]:
        """Refuse a closing day when they are together: without a code, a share lasts 24 hours and no longer."""
        super().clean()
        cleaned = self.cleaned_data
        if cleaned.get("way") == Share.Way.TOGETHER and cleaned.get("closes_on"):
            self.add_error(
                "closes_on",
                "« Nous sommes ensemble » reste ouvert 24 heures. Laissez la date vide, ou choisissez une autre façon.",
            )
        return cleaned

    def fill(self, terms: ShareRequest) -> None:
        """Write the decision into the terms."""
        day = self.cleaned_data["closes_on"]
        terms.way, terms.closes_on = self.cleaned_data["way"], day.isoformat() if day else ""
        terms.show_old_dates = self.cleaned_data["show_old_dates"]

    @property
    def says_more(self) -> bool:
        """Return whether the other settings hold something, and are shown open."""
        return any(self[name].value() or self[name].errors for name in ("closes_on", "show_old_dates"))

    @staticmethod
    def initial_of(terms: ShareRequest) -> dict[str, Any]:
        """Return what was decided before, to show again."""
        return {"way": terms.way or None, "closes_on": terms.closes_on, "show_old_dates": terms.show_old_dates}
