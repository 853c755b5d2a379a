"""The forms of a year: what the board declares, and its agreement before the signature."""

from typing import Any

from django import forms

from gatherings.models import GroupYear
from gatherings.models.group_year import DAYS, DECLARED, HOURS
from lib.concurrent_edit import MergingMixin
from lib.text import NBSP

HELP = {
    "adherents": f"Le 31{NBSP}décembre.",
    "new_adherents": "Arrivées cette année.",
    "days_open": "",
    "hours_open": "Dans toute l’année.",
    "activities": "Cuisine, marche, jardin, sorties… Combien de sortes.",
}
MOST = {"adherents": 9999, "new_adherents": 9999, "days_open": DAYS, "hours_open": HOURS, "activities": 999}
MORE_NEW = "Il y a plus de personnes nouvelles que de personnes adhérentes. Vérifiez les deux nombres."


class DeclaredForm(MergingMixin):
    """The five numbers; what lacks may be written another day. Two people who write at once lose nothing."""

    class Meta:
        model = GroupYear
        fields = tuple(DECLARED)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in DECLARED.items():
            self.fields[name] = forms.IntegerField(
                label=label.capitalize(), min_value=0, max_value=MOST[name], required=False, help_text=HELP[name]
            )

    def clean(self) -> dict[str, Any]:
        """Merge, then refuse more new people than people."""
        super().clean()
        self.merge()
        said = self.cleaned_data
        new, every = said.get("new_adherents"), said.get("adherents")
        if new is not None and every is not None and new > every:
            self.add_error("new_adherents", MORE_NEW)
        return said


class SignForm(forms.Form):
    """The agreement of the board. `shown`: the mark of the page, drawn again by each answer."""

    agreed = forms.BooleanField(
        label="Le conseil d’administration a relu ces chiffres",
        error_messages={"required": "Relisez-les avec le conseil, puis cochez."},
    )
    shown = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
