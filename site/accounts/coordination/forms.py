"""Forms of the coordination: the filters of the list, a group to add, what becomes of it, a file to send."""

from typing import Any, cast

from django import forms
from django.http import QueryDict

from accounts.coordination.overview import Waits, WatchedGroup
from directory.models import PeerGroup
from directory.tables.refusals import LARGEST, LIMITS, TOO_LARGE
from lib.form_fields import Name, Radios
from lib.text import NBSP

NOT_IN_LIST = {"invalid_choice": "Choisissez une ligne de la liste."}


class ListForm(forms.Form):
    """The filters of the list: always bound, an address without filters is an answer too."""

    q = forms.CharField(
        label="Nom ou ville",
        max_length=80,
        required=False,
        error_messages={"max_length": "Écrivez 80 signes au plus."},
    )
    departement = forms.ChoiceField(label="Département", required=False, error_messages=NOT_IN_LIST)
    etat = forms.ChoiceField(
        label="Ce qui attend",
        required=False,
        choices=[("", "Tous les groupes"), *Waits.choices],
        error_messages=NOT_IN_LIST,
    )

    def __init__(self, data: QueryDict, groups: list[WatchedGroup]) -> None:
        super().__init__(data, auto_id="filtre_%s")
        found = sorted({(group.department_code, group.department) for group in groups if group.department_code})
        offered = [("", "Tous les départements"), *((code, f"{code} – {name}") for code, name in found)]
        cast("forms.ChoiceField", self.fields["departement"]).choices = offered

    @property
    def is_used(self) -> bool:
        """Return whether the reader chose anything."""
        return any(self.cleaned_data.values())


class NewGroupForm(forms.ModelForm):
    """A group in creation; `sure` is asked when one of the same name is known in the same town."""

    use_required_attribute = False  # Chromium calls an empty list invalid before anybody answered
    sure = forms.BooleanField(
        label="C’est bien un autre groupe",
        required=False,
        help_text="Cochez, puis ajoutez de nouveau.",
    )

    class Meta:
        model = PeerGroup
        fields = ("name", "name_is_official", "town", "department_code", "kind", "is_listed")
        field_classes = {"name": Name}
        labels = {
            "name": "Nom du groupe",
            "name_is_official": "C’est bien le nom que ce groupe s’est donné",
            "town": "Ville",
            "department_code": "Département",
            "kind": "Public",
            "is_listed": "Montrer déjà ce groupe dans l’annuaire",
        }
        help_texts = {
            "name": "Le nom choisi, ou un nom pour le reconnaître en attendant.",
            "name_is_official": "Pas coché, l’annuaire dit que c’est un nom pour le reconnaître.",
            "is_listed": f"Il y porte alors les mots «{NBSP}En création{NBSP}». Sinon, seule la coordination le voit.",
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.initial.update(is_listed=False, name_is_official=True)
        for name, empty in (("department_code", "Choisir un département"), ("kind", "Pas encore connu")):
            field = cast("forms.TypedChoiceField", self.fields[name])
            field.choices = [("", empty), *(choice for choice in cast("list", field.choices) if choice[0])]
        self.fields["town"].required = self.fields["department_code"].required = True
        self.alike: list[PeerGroup] = []

    def warn(self, alike: list[PeerGroup]) -> None:
        """Ask whether it is another group than those that look the same."""
        self.alike = alike
        self.add_error("sure", "Un groupe de ce nom existe déjà dans cette ville. Regardez d’abord si c’est le même.")

    @property
    def asks_whether_sure(self) -> bool:
        """Return whether the tick must be shown."""
        return bool(self.alike) or bool(self["sure"].value())


class StageForm(forms.ModelForm):
    """What becomes of a group: in creation or open, shown or not."""

    class Meta:
        model = PeerGroup
        fields = ("stage", "is_listed")
        labels = {"stage": "Où en est ce groupe", "is_listed": "Visible dans l’annuaire"}
        widgets = {"stage": Radios}
        help_texts = {"is_listed": "Tout le monde peut alors lire sa page."}


class FileForm(forms.Form):
    """A file of groups, held in memory for the time of the request."""

    use_required_attribute = False
    file = forms.FileField(
        label="Votre fichier",
        help_text=f"En CSV ou en XLSX. {LIMITS}",
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx"}),
        error_messages={
            "required": "Choisissez un fichier.",
            "empty": "Ce fichier est vide. Choisissez-en un autre.",
            "invalid": "Choisissez un fichier.",
            "missing": "Choisissez un fichier.",
        },
    )

    def clean_file(self) -> bytes:
        """Return the bytes of the file. Raise ValidationError for too many."""
        sent = self.cleaned_data["file"]
        if sent.size > LARGEST:
            raise forms.ValidationError(TOO_LARGE)
        return bytes(sent.read())
