"""The forms of the peer advocates: the answer as a sheet with its sources, a private word, a reason."""

from typing import Any, cast

from django import forms

from content.blocks import Tone
from content.models import Fact, Question
from content.models.headings import ANSWERED, WRITTEN
from content.practices.questions.answer_rules import repeated
from content.publishing import relays
from lib.text import NBSP

OTHER = "Autres"
# How the codes of facts begin, in plain words.
FAMILIES = {
    "GEM": "Les groupes d’entraide mutuelle",
    "ASSO": "L’association",
    "PSY": "Les soins sans accord",
    "CONF": "La personne de confiance",
    "DAP": "Écrire ses souhaits à l’avance",
    "URG": "Les urgences",
    "PROT": "La curatelle, la tutelle",
    "MDPH": "La MDPH",
    "AAH": "L’allocation aux adultes handicapés",
    "RQTH": "Le travail et la reconnaissance",
    "DALO": "Le logement",
    "DISC": "La discrimination",
    "ADVO": "Le soutien entre pairs",
    "INS": "L’emploi",
    "RGPD": "La vie privée",
}


def _long(label: str, most: int, rows: int = 4, **kwargs: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, widget=forms.Textarea(attrs={"rows": rows}), **kwargs)


class AnswerSheetForm(forms.Form):
    """The answer as a sheet. It may be incomplete when saved for later; it is `complete` when sent to be read."""

    title = forms.CharField(label="Titre", max_length=120, help_text="Comme on le chercherait, en quelques mots.")
    situation = _long(
        ANSWERED.situation, 2000, help_text="Dite avec d’autres mots que les siens, sans rien de reconnaissable."
    )
    what_we_did = _long(
        ANSWERED.what_we_did,
        4000,
        rows=7,
        help_text="Ce que l’on peut faire, pas à pas. Ce que dit une source, rien de mémoire.",
    )
    what_helped = _long(ANSWERED.what_helped, 2000)
    limits = _long(ANSWERED.limits, 2000, required=False, help_text="Ce que l’on ne sait pas, à qui demander.")
    audience = forms.ChoiceField(label="Pour qui", choices=Tone.choices, initial=Tone.RIGHTS)
    facts = forms.MultipleChoiceField(
        label="Sources",
        help_text="Les faits établis sur lesquels la réponse s’appuie. Sans source, nommez à qui demander.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": "Choisissez des sources de la liste."},
    )
    word_to_asker = _long(
        "Un mot pour la personne",
        1000,
        required=False,
        help_text="Elle seule le lira, avec les mots de sa question. Il n’est pas dans la fiche.",
    )

    def __init__(self, *args: Any, question: Question, complete: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.question = question
        self.complete = complete
        self.known = list(Fact.objects.order_by("key"))
        facts = cast("forms.MultipleChoiceField", self.fields["facts"])
        facts.choices = [(str(fact.pk), fact.statement) for fact in self.known]
        if not complete:
            for name in WRITTEN:
                self.fields[name].required = False

    def clean(self) -> dict[str, Any]:
        """Refuse sentences of the question, which could tell who asked, and an answer that stands on nothing."""
        super().clean()
        cleaned = self.cleaned_data
        for name in WRITTEN:
            same = repeated(self.question.text, cleaned.get(name) or "")
            if same:
                self.add_error(
                    name,
                    f"Ces mots sont ceux de la question{NBSP}: «{NBSP}{same}{NBSP}». Dites-le autrement, "
                    "pour que personne ne soit reconnu.",
                )
        said = "\n".join(cleaned.get(name) or "" for name in WRITTEN)
        if self.complete and not cleaned.get("facts") and "facts" not in self.errors and not relays.named(said):
            self.add_error("facts" if self.known else "limits", relays.NO_GROUND)
        return cleaned

    def draft(self) -> dict[str, Any]:
        """Return the answer as it is stored with the question."""
        said = {name: self.cleaned_data[name] for name in (*WRITTEN, "audience")}
        return said | {"facts": [int(pk) for pk in self.cleaned_data["facts"]]}

    @staticmethod
    def initial_of(question: Question) -> dict[str, Any]:
        """Return the stored answer as the initial values of the form."""
        kept = question.draft | {"word_to_asker": question.word_to_asker}
        return kept | {"facts": [str(pk) for pk in question.draft.get("facts", [])]}

    def families(self) -> list[dict[str, Any]]:
        """Return the boxes of the sources by family; a family with a ticked box is open."""
        found: dict[str, dict[str, Any]] = {}
        chosen = set(self["facts"].value() or [])
        for fact, box in zip(self.known, self["facts"].subwidgets, strict=True):
            label = FAMILIES.get(fact.key.split("-")[0], OTHER)
            family = found.setdefault(label, {"label": label, "boxes": [], "is_open": False})
            family["boxes"].append({"box": box, "fact": fact})
            family["is_open"] |= str(fact.pk) in chosen
        order = [*FAMILIES.values(), OTHER]
        return sorted(found.values(), key=lambda family: order.index(family["label"]))


class PublishAnswerForm(forms.Form):
    """The confirmation of the second reader."""

    nobody = forms.BooleanField(
        label="J’ai tout relu. Rien ne permet de reconnaître quelqu’un.",
        error_messages={"required": "Cochez cette case quand vous avez tout relu."},
    )


class SendBackForm(forms.Form):
    """The remark of the second reader: what is to be changed before publication."""

    reason = _long(
        "Ce qu’il faut changer",
        1000,
        error_messages={"required": "Écrivez ce qu’il faut changer, même en une phrase."},
    )


class CloseQuestionForm(forms.Form):
    """The private word that closes a question without a sheet."""

    word_to_asker = _long(
        "Votre mot pour la personne",
        1000,
        help_text="Elle seule le lira, avec les mots de sa question. "
        "Par exemple : à qui s’adresser, pourquoi il n’y a pas de fiche.",
        error_messages={"required": "Écrivez un mot, même court : la personne attend."},
    )
