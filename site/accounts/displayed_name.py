"""The name that a person shows: it names somebody, and takes neither the words nor the voice of the site."""

from typing import TYPE_CHECKING

from django import forms

from accounts.models import User
from accounts.names import alike

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[User]
else:
    _ModelForm = object

# How what the site signs with begins, and what its team is called: wherever it stands in a name, spaces aside.
SPEAKING_FOR_OTHERS = ("unepersonne", "equipe", "entrepair", "moderat", "coordinat", "pairadvocate")
_READ_AS = str.maketrans("01345l", "oieasi")  # a figure or a letter that a quick eye takes for another
NOT_A_NAME = "Ce nom se lirait comme une fonction, ou comme l’équipe du site. Choisissez un prénom ou un surnom."


def speaks_for_others(name: str) -> bool:
    """Return whether a reader would take this name for a function, or for the team of the site.

    >>> speaks_for_others("Une PERSONNE de l’équipe"), speaks_for_others("M0derat1on"), speaks_for_others("Anne")
    (True, True, False)
    """
    letters = _read_quickly("".join(alike(name).split()))
    return any(_read_quickly(each) in letters for each in SPEAKING_FOR_OTHERS)


def _read_quickly(letters: str) -> str:
    return letters.translate(_READ_AS)


# A place may be called « L’Équipage »; none is called like the team of the site, nor by a number that somebody dials.
SPEAKING_FOR_THE_SITE = ("entrepair", "moderat", "pairadvocate", "equipedusite", "coordinationdureseau")
NOT_A_PLACE = "Ce nom se lirait comme l’équipe du site, ou comme un numéro. Choisissez le nom du lieu."


def speaks_for_the_site(name: str) -> bool:
    """Return whether a reader would take the name of a place for the team of the site, or for a number to dial.

    >>> [speaks_for_the_site(name) for name in ("Équipe de la modération", "3114", "L’Équipage", "GEM 14")]
    [True, True, False, False]
    """
    letters = _read_quickly("".join(alike(name).split()))
    spells = any(_read_quickly(each) in letters for each in SPEAKING_FOR_THE_SITE)
    return spells or not any(sign.isalpha() for sign in name)


class NamesSomebody(_ModelForm):
    """Part of a form of members on the displayed name; one that an account bears already stays.

    The team names its own accounts in the admin.
    """

    def clean_display_name(self) -> str:
        """Return the name. Raise ValidationError for one that speaks for others."""
        name: str = self.cleaned_data["display_name"]
        if name != self.instance.display_name and speaks_for_others(name):
            raise forms.ValidationError(NOT_A_NAME, code="not_a_name")
        return name
