"""The four steps of writing a sheet. « Garder pour plus tard » requires no field; « Continuer » requires some."""

from typing import Any, cast

from django import forms

from accounts.models import User
from content.blocks import Tone
from content.practices.sheets import signatures
from content.practices.sheets.drafts import Writing
from lib.form_fields import PickOne, PlainText
from lib.text import NBSP
from passport.models import Skill

LONGEST_TITLE = 120  # characters


def _text(label: str, help_text: str, longest: int, required: str, rows: int = 6) -> PlainText:
    too_long = f"Votre texte est trop long{NBSP}: {longest}{NBSP}signes au plus."
    return PlainText(
        label=label,
        help_text=help_text,
        max_length=longest,
        widget=forms.Textarea(attrs={"rows": rows}),
        required=bool(required),
        error_messages={"required": required, "max_length": too_long},
    )


class StepForm(forms.Form):
    """One step. `later` saves what is typed, complete or not."""

    def __init__(self, *args: Any, user: User, later: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user
        if later:
            for field in self.fields.values():
                field.required = False


class SituationForm(StepForm):
    """The situation, and its public."""

    title = forms.CharField(
        label="Un titre",
        help_text="Quelques mots, comme « Ouvrir le local à deux ».",
        max_length=LONGEST_TITLE,
        error_messages={
            "required": "Donnez un titre à votre fiche.",
            "max_length": f"Votre titre est trop long{NBSP}: {LONGEST_TITLE}{NBSP}signes au plus.",
        },
    )
    situation = _text(
        "La situation", "Ce qui se passait, sans nom de personne ni de lieu.", 2000, "Dites ce qui se passait."
    )
    audience = PickOne(label=f"Pour qui est-ce utile{NBSP}?", choices=Tone.choices)

    def clean_title(self) -> str:
        """Return the title on one line."""
        return " ".join(self.cleaned_data["title"].split())


class ActionForm(StepForm):
    """The account of what the author and others did."""

    what_we_did = _text(
        "Ce que nous avons fait",
        "Dans l’ordre, comme vous le raconteriez. Une ligne qui commence par un tiret devient une liste.",
        4000,
        "Racontez ce que vous avez fait.",
        rows=9,
    )


class HelpForm(StepForm):
    """The help, the limits, and how the sheet is filed: rights, skill."""

    what_helped = _text(
        "Ce qui a aidé", "Un geste, un outil, une manière de dire.", 2000, "Dites ce qui a aidé, même un peu.", rows=4
    )
    limits = _text("Les limites", "Quand cela ne marche pas, ou ce qui reste difficile.", 2000, "", rows=4)
    about_rights = forms.BooleanField(
        label="Cette fiche parle de droits ou de démarches",
        help_text="Alors deux personnes la lisent avant sa publication.",
        required=False,
    )
    skill = forms.ChoiceField(
        label="Une compétence qui va avec",
        required=False,
        error_messages={"invalid_choice": "Ce choix n’est pas dans la liste. Choisissez-en un autre."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["skill"]).choices = [("", "Aucune"), *Skill.objects.offered().by_family()]


class SignForm(StepForm):
    """The signature: each choice shows what readers will see."""

    credit = PickOne(label="Comment signer", choices=[])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("PickOne", self.fields["credit"]).choices = signatures.choices(self.user)


STEPS: dict[int, tuple[str, type[StepForm]]] = {
    1: ("la situation", SituationForm),
    2: ("ce que nous avons fait", ActionForm),
    3: ("ce qui a aidé", HelpForm),
    4: ("relire et signer", SignForm),
}
LAST = max(STEPS)


def initial_of(step: int, writing: Writing, title: str = "") -> dict[str, Any]:
    """Return the values that a step shows at first; `title` for a text that has none."""
    known = {name: getattr(writing, name) for name in STEPS[step][1].base_fields}
    return known | {"title": known["title"] or title.replace("\0", "")[:LONGEST_TITLE]} if "title" in known else known


def first_to_complete(writing: Writing, user: User) -> int:
    """Return the number of the first incomplete step; of the last step when all are complete."""
    for step in range(1, LAST):
        if not STEPS[step][1](initial_of(step, writing), user=user).is_valid():
            return step
    return LAST


class MessageForm(forms.Form):
    """A few words from the author to the moderators."""

    words = _text("Votre réponse", "Seule la modération la lit.", 2000, "Écrivez quelques mots.", rows=4)
