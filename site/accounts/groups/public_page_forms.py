"""Forms of the page of a group or of a collective in the directory."""

from typing import Any

from django import forms
from django.core.validators import URLValidator

from accounts.displayed_name import NOT_A_PLACE, speaks_for_the_site
from accounts.groups import name_change
from directory.borne_names import TAKEN, is_same, is_taken
from directory.editing import version_of
from directory.models import Collective, PeerGroup
from lib import typed
from lib.form_fields import MIXED
from lib.text import NBSP

UNSEEN = "Écrivez un nom que l’on peut lire : au moins une lettre ou un chiffre."
NAME_HELP = (
    "L’annuaire montre tout de suite un nouveau nom. Les partages et les attestations gardent d’abord l’ancien. "
    "Ils changent quand une deuxième personne qui s’occupe du groupe, ou la coordination, a confirmé le nouveau."
)
CONFIRMS_HELP = (
    "Une autre personne a changé le nom. Cochez si vous êtes d’accord. Ce nom sera alors en tête des partages et des "
    "attestations."
)
MANY_NAMES = "Plusieurs noms ont été essayés aujourd’hui. Gardez le nom d’avant, ou continuez demain."
CONTACT_HELP = (
    "Un téléphone ou une adresse e-mail de l’association. Rien d’une personne privée sans son accord : tout le monde "
    "peut lire cette page."
)


class WebsiteField(forms.URLField):
    """The address of a web site; one error for a wrong one, not two."""

    default_validators = [URLValidator(schemes=["http", "https"])]


class PlaceForm(forms.ModelForm):
    """A page: `version` names its state when the form was opened, so that nobody overwrites another unseen."""

    version = forms.IntegerField(widget=forms.HiddenInput, min_value=0, max_value=2**62, required=False)
    website = WebsiteField(
        label="Site internet",
        required=False,
        max_length=200,
        assume_scheme="https",
        error_messages={"invalid": "Écrivez une adresse comme https://exemple.fr."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = version_of(self.instance)

    def clean_name(self) -> str:
        """Return the name of the place, without the signs that nobody sees or that turn the line.

        Raise ValidationError when nothing of a new one can be seen, when it mixes alphabets or is another place's.
        """
        if "name" not in self.changed_data:
            return self._untaken(str(self.cleaned_data["name"]))
        name = typed.name(self.cleaned_data["name"])
        if not name:
            raise forms.ValidationError(UNSEEN, code="unseen")
        if typed.mixes_alphabets(name):
            raise forms.ValidationError(MIXED, code="mixed")
        return self._untaken(name)

    def _untaken(self, name: str) -> str:
        """Return the name. Raise ValidationError when it is a new one, and another place's or one too many today."""
        if is_same(name, self.instance.name):
            return name
        if speaks_for_the_site(name):
            raise forms.ValidationError(NOT_A_PLACE, code="not_a_place")
        if not name_change.may_try(self.instance):
            raise forms.ValidationError(MANY_NAMES, code="many")
        if is_taken(name, self.instance):
            raise forms.ValidationError(TAKEN, code="taken")
        return name

    def values(self) -> dict[str, Any]:
        """Return what was typed, without the version."""
        return {name: value for name, value in self.cleaned_data.items() if name != "version"}


class GroupPageForm(PlaceForm):
    """The page of a group; `confirms`: whether it is filled in by who may confirm the name that another one gave."""

    confirms_name = forms.BooleanField(required=False)
    field_order = ("name", "confirms_name", "name_is_official")

    def __init__(self, *args: Any, confirms: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if confirms:
            self.fields["confirms_name"].label = f"Notre groupe s’appelle bien «{NBSP}{self.instance.name}{NBSP}»"
            self.fields["confirms_name"].help_text = CONFIRMS_HELP
        else:
            del self.fields["confirms_name"]

    class Meta:
        model = PeerGroup
        fields = (
            "name", "name_is_official", "opening_hours", "public_contact", "website", "sponsor", "managing_body",
            "status_note",
        )  # fmt: skip
        labels = {
            "name": "Nom du groupe",
            "name_is_official": "C’est bien le nom que notre groupe s’est donné",
            "opening_hours": "Quand on peut venir",
            "public_contact": "Comment nous joindre",
            "sponsor": "Parrain",
            "managing_body": "Gestionnaire",
            "status_note": "À savoir",
        }
        help_texts = {
            "name": NAME_HELP,
            "opening_hours": "Par exemple : du mardi au samedi, de 14 h à 18 h.",
            "public_contact": CONTACT_HELP,
            "sponsor": "L’organisme qui parraine le groupe.",
            "managing_body": "L’organisme qui gère les salaires, s’il y en a un.",
            "status_note": "Une phrase, par exemple : le groupe déménage au printemps.",
        }
        widgets = {"opening_hours": forms.Textarea(attrs={"rows": 2})}


class CollectivePageForm(PlaceForm):
    """The page of a collective."""

    class Meta:
        model = Collective
        fields = ("name", "operator", "opened", "public_contact", "website")
        labels = {
            "name": "Nom du collectif",
            "operator": "Porté par",
            "opened": "Ouverture",
            "public_contact": "Comment vous joindre",
        }
        help_texts = {
            "operator": "L’association ou l’organisme qui porte le collectif.",
            "opened": "Par exemple : depuis 2021.",
            "public_contact": CONTACT_HELP.replace("de l’association", "du collectif"),
        }
