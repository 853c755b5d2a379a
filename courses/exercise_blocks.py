"""The exercises of a lesson: steps to put in order, pairs to link, a short answer to write. Answered as questions are.

The id of a block is that of its exercise, the ids of the list items those of the steps and pairs.
"""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from wagtail import blocks

from content.blocks import LineBlock
from courses.learning.exercises.base import Exercise
from courses.learning.exercises.short_answer import LONGEST, same_form
from courses.learning.quiz import KINDS

__all__ = ["MatchBlock", "OrderBlock", "PairBlock", "ShortAnswerBlock"]
EXPLAINED = "Montrée après chaque essai, juste ou non."


class ExerciseBlock(blocks.StructBlock):
    """An exercise: `kind` is its type in the body of a lesson, `listed` the field that holds what it is made of."""

    kind: ClassVar[str]
    listed: ClassVar[str]

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the exercise, solved; outside a lesson (an editor's preview) nobody can answer it."""
        return {**super().get_context(value, parent_context), "question": self.exercise_of(value)}

    def exercise_of(self, value: Any) -> Exercise:
        """Return the exercise that readers answer."""
        return KINDS[self.kind]("apercu", self.get_prep_value(value))

    def clean(self, value: Any) -> Any:
        """Raise StructBlockValidationError for an exercise that has no one solution; an unfinished text may wait."""
        cleaned = super().clean(value)
        fault = "" if self.is_deferred_validation else self.fault_in(list(cleaned[self.listed]))
        if fault:
            raise blocks.StructBlockValidationError(block_errors={self.listed: ValidationError(fault)})
        return cleaned

    def fault_in(self, items: list[Any]) -> str:
        """Return what keeps these items from being an exercise; an empty text when nothing does."""
        raise NotImplementedError


class OrderBlock(ExerciseBlock):
    """Steps in the right order; readers see them shuffled."""

    kind = "order"
    listed = "steps"

    question = blocks.CharBlock(label="Consigne", max_length=300)
    steps = blocks.ListBlock(
        LineBlock(label="Étape", max_length=200),
        label="Étapes, dans le bon ordre",
        min_num=3,
        max_num=8,
        help_text="Les lecteurs les voient mélangées.",
    )
    explanation = blocks.TextBlock(label="Explication", max_length=800, rows=3, help_text=EXPLAINED)

    class Meta:
        icon = "order"
        label = "Remettre dans l’ordre"
        description = "Des étapes mélangées. On choisit la place de chacune, sans rien faire glisser."
        help_text = "Écrivez les étapes dans le bon ordre. Sans explication, la leçon ne se publie pas."
        template = "courses/blocks/exercise.html"
        preview_value = {
            "question": "Vous recevez un ticket de caisse. Dans quel ordre faites-vous ?",
            "steps": ["Noter la date et l’atelier.", "Numéroter le ticket.", "Écrire la ligne dans le cahier."],
            "explanation": "Le numéro relie le ticket à sa ligne dans le cahier.",
        }

    def fault_in(self, items: list[Any]) -> str:
        """Return that two steps say the same: none would have a place of its own."""
        said = [same_form(step) for step in items]
        return "Deux étapes disent la même chose." if len(set(said)) < len(said) else ""


class PairBlock(blocks.StructBlock):
    """Two labels that go together."""

    left = blocks.CharBlock(label="À gauche", max_length=120)
    right = blocks.CharBlock(label="À droite", max_length=120)

    class Meta:
        icon = "link"
        label = "Paire"


class MatchBlock(ExerciseBlock):
    """Pairs; readers see the right labels in a list beside each left one."""

    kind = "match"
    listed = "pairs"

    question = blocks.CharBlock(label="Consigne", max_length=300)
    pairs = blocks.ListBlock(
        PairBlock(),
        label="Paires",
        min_num=2,
        max_num=6,
        help_text="Plusieurs lignes peuvent avoir le même texte à droite.",
    )
    explanation = blocks.TextBlock(label="Explication", max_length=800, rows=3, help_text=EXPLAINED)

    class Meta:
        icon = "link"
        label = "Relier"
        description = "Des mots à relier deux à deux. On choisit dans une liste, sans rien faire glisser."
        help_text = "Écrivez ensemble ce qui va ensemble. Sans explication, la leçon ne se publie pas."
        template = "courses/blocks/exercise.html"
        preview_value = {
            "question": "Qui fait quoi dans l’association ?",
            "pairs": [
                {"left": "La présidence", "right": "Représente l’association."},
                {"left": "La trésorerie", "right": "Tient les comptes."},
            ],
            "explanation": "On peut s’aider, mais chaque fonction a sa tâche.",
        }

    def fault_in(self, items: list[Any]) -> str:
        """Return that a left label is there twice, or that there is one right label only."""
        left = {same_form(pair["left"]) for pair in items}
        if len(left) < len(items):
            return "Le même texte est deux fois à gauche."
        if len({pair["right"] for pair in items}) < 2:
            return "À droite, il faut au moins deux textes différents."
        return ""


class ShortAnswerBlock(ExerciseBlock):
    """A question that one answers in a few words."""

    kind = "short_answer"
    listed = "accepted"

    question = blocks.CharBlock(label="Question", max_length=300)
    accepted = blocks.ListBlock(
        LineBlock(label="Réponse juste", max_length=LONGEST),
        label="Réponses justes",
        min_num=1,
        max_num=10,
        help_text="La première est celle que l’on montre. Accents, majuscules et espaces ne comptent pas.",
    )
    explanation = blocks.TextBlock(label="Explication", max_length=800, rows=3, help_text=EXPLAINED)
    hint = blocks.CharBlock(
        label="Indice", max_length=200, required=False, help_text="Montré après le premier essai, si besoin."
    )

    class Meta:
        icon = "edit"
        label = "Réponse courte"
        description = "Une question à laquelle on répond par un mot, une somme ou une date."
        help_text = "Écrivez toutes les formes justes. Sans explication, la leçon ne se publie pas."
        template = "courses/blocks/exercise.html"
        preview_value = {
            "question": "Il y avait 40 € dans la caisse. On a dépensé 12,50 €. Combien reste-t-il ?",
            "accepted": ["27,50 €"],
            "explanation": "On part de ce qu’il y avait, on enlève ce qui est sorti : 40 − 12,50.",
            "hint": "Posez la soustraction.",
        }

    def fault_in(self, items: list[Any]) -> str:
        """Return that an answer holds nothing to compare, such as a point alone."""
        return "" if all(map(same_form, items)) else "Une réponse ne contient que des espaces ou des points."
