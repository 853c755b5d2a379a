"""The filters of the directory: a plain GET form."""

from typing import Any, cast

from django import forms
from django.http import QueryDict

from directory.listing import ListedPlace, Sort
from directory.models import PeerGroup

NOT_IN_LIST = {"invalid_choice": "Choisissez une ligne de la liste."}


class DirectoryForm(forms.Form):
    """Filters that offer only the values some place has; the French names are those of the address bar."""

    q = forms.CharField(
        label="Nom ou ville",
        max_length=80,
        required=False,
        error_messages={"max_length": "Écrivez 80 signes au plus."},
    )
    region = forms.ChoiceField(label="Région", required=False, error_messages=NOT_IN_LIST)
    departement = forms.ChoiceField(label="Département", required=False, error_messages=NOT_IN_LIST)
    public = forms.ChoiceField(label="Pour qui", required=False, error_messages=NOT_IN_LIST)
    sorte = forms.ChoiceField(label="Groupe ou collectif", required=False, error_messages=NOT_IN_LIST)

    def __init__(self, data: QueryDict, places: list[ListedPlace]) -> None:
        # Always bound: an address without filters is an answer too.
        super().__init__(data, auto_id="filtre_%s")
        regions = sorted({place.region for place in places} - {""})
        departments = sorted({(place.department_code, place.department) for place in places} - {("", "")})
        kinds = {place.kind for place in places}
        sorts = {place.sort for place in places}
        self._offer("region", "Toutes les régions", [(region, region) for region in regions])
        self._offer(
            "departement", "Tous les départements", [(code, f"{code} – {name}") for code, name in departments if code]
        )
        self._offer("public", "Tout le monde", [choice for choice in PeerGroup.Kind.choices if choice[0] in kinds])
        self._offer("sorte", "Les deux", [choice for choice in Sort.choices if choice[0] in sorts])

    def _offer(self, name: str, every: str, choices: list[tuple[str, Any]]) -> None:
        cast("forms.ChoiceField", self.fields[name]).choices = [("", every), *choices]

    @property
    def wanted(self) -> dict[str, str]:
        """Return the filters in the words of the code; needs a valid form."""
        values = self.cleaned_data
        return {
            "q": values["q"],
            "region": values["region"],
            "department_code": values["departement"],
            "kind": values["public"],
            "sort": values["sorte"],
        }

    @property
    def is_used(self) -> bool:
        """Return whether the visitor chose anything."""
        return any(self.wanted.values())

    @property
    def uses_more(self) -> bool:
        """Return whether the visitor used the second row, rightly or not: it must then be open."""
        return any(self[name].value() for name in ("departement", "public", "sorte"))
