"""The blocks of a lesson: the shared text blocks, questions, exercises and scenarios."""

from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from content.blocks import (
    BriefBlock,
    CallBlock,
    DocumentBlock,
    ExampleBlock,
    GlossaryBlock,
    PictureBlock,
    StepsBlock,
    TableBlock,
    TextBlock,
    ToDoBlock,
    WarningBlock,
    WithoutBlanks,
)
from content.figures_in_text.faults import KnownFiguresMixin
from courses.exercise_blocks import MatchBlock, OrderBlock, ShortAnswerBlock
from courses.learning.quiz import Question, QuestionKind
from courses.recording_blocks import AudioBlock, VideoBlock
from courses.reflection_block import ReflectionBlock
from courses.scenarios.block import ScenarioBlock
from courses.tool_block import ToolBlock

__all__ = ["ChoiceBlock", "LessonBodyBlock", "QuestionBlock", "QuestionKind", "empty_lesson"]
NOT_EXPLAINED = "Écrivez une explication, ou dites « Pourquoi » pour chaque réponse."


class ChoiceBlock(blocks.StructBlock):
    """One of the answers to a question."""

    text = blocks.CharBlock(label="Réponse", max_length=250)
    is_right = blocks.BooleanBlock(label="C’est juste", required=False)
    explanation = blocks.CharBlock(label="Pourquoi (pour ce choix)", max_length=400, required=False)

    class Meta:
        icon = "radio-full"
        label = "Réponse possible"


class QuestionBlock(blocks.StructBlock):
    """A question. The id of the block is the question's id, the ids of the list items are those of the choices."""

    question = blocks.CharBlock(label="Question", max_length=300)
    kind = blocks.ChoiceBlock(label="Sorte", choices=QuestionKind.choices, default=QuestionKind.SINGLE)
    choices = blocks.ListBlock(ChoiceBlock(), label="Réponses possibles", min_num=2, max_num=8)
    explanation = blocks.TextBlock(
        label="Explication",
        max_length=800,
        rows=3,
        required=False,
        help_text="Montrée après chaque essai, juste ou non. Vide, si chaque réponse dit son « Pourquoi ».",
    )

    class Meta:
        icon = "help"
        label = "Question"
        description = "Une question avec ses réponses et une explication. On peut essayer autant qu’on veut."
        help_text = "Cochez « C’est juste » pour la bonne réponse. Sans explication, la leçon ne se publie pas."
        template = "courses/blocks/question.html"
        preview_value = {
            "question": "Vous retrouvez un ticket sans date. Que faites-vous ?",
            "kind": QuestionKind.SINGLE,
            "choices": [
                {"text": "Je le jette.", "is_right": False, "explanation": ""},
                {"text": "Je note la date et l’atelier, et je le range.", "is_right": True, "explanation": ""},
            ],
            "explanation": "On complète tout de suite, pendant que l’on s’en souvient.",
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the question as readers see it; outside a lesson (an editor's preview) nobody can answer it."""
        question = Question.from_block("apercu", self.get_prep_value(value))
        return {**super().get_context(value, parent_context), "question": question, "choices": question.offered(1)}

    def clean(self, value: Any) -> Any:
        """Raise StructBlockValidationError when right answers do not fit the kind; an unfinished text may lack them."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        if not cleaned["explanation"].strip() and not all(
            choice["explanation"].strip() for choice in cleaned["choices"]
        ):
            raise blocks.StructBlockValidationError(block_errors={"explanation": ValidationError(NOT_EXPLAINED)})
        right = sum(1 for choice in cleaned["choices"] if choice["is_right"])
        if right == 0:
            raise blocks.StructBlockValidationError(
                block_errors={"choices": ValidationError("Cochez au moins une réponse juste.")}
            )
        if cleaned["kind"] != QuestionKind.MULTIPLE and right > 1:
            raise blocks.StructBlockValidationError(
                block_errors={"kind": ValidationError("Une seule réponse juste, ou choisissez « Plusieurs ».")}
            )
        if cleaned["kind"] == QuestionKind.TRUE_FALSE and len(cleaned["choices"]) != 2:
            raise blocks.StructBlockValidationError(
                block_errors={"choices": ValidationError("Vrai ou faux : deux réponses exactement.")}
            )
        return cleaned


class LessonBodyBlock(KnownFiguresMixin, WithoutBlanks):
    """The body of a lesson: few blocks first, the rest under « Plus »."""

    brief = BriefBlock()
    text = TextBlock()
    example = ExampleBlock()
    to_do = ToDoBlock()
    question = QuestionBlock()
    order = OrderBlock(group="Exercices")
    match = MatchBlock(group="Exercices")
    short_answer = ShortAnswerBlock(group="Exercices")
    steps = StepsBlock(group="Plus")
    scenario = ScenarioBlock(group="Plus")
    table = TableBlock(group="Plus")
    tool = ToolBlock(group="Plus")
    reflection = ReflectionBlock(group="Plus")
    warning = WarningBlock(group="Plus")
    call = CallBlock(group="Plus")
    picture = PictureBlock(group="Plus")
    audio = AudioBlock(group="Plus")
    video = VideoBlock(group="Plus")
    document = DocumentBlock(group="Plus")
    glossary = GlossaryBlock(group="Plus")


def empty_lesson() -> list[tuple[str, dict[str, Any]]]:
    """Return the body of a new lesson in the admin: the usual parts, to fill in or to remove."""
    choice = {"text": "", "is_right": False, "explanation": ""}
    question = {"question": "", "kind": QuestionKind.SINGLE, "choices": [choice, dict(choice)], "explanation": ""}
    return [
        ("brief", {"points": [""]}),
        ("text", {"heading": "", "text": ""}),
        ("example", {"title": "", "text": ""}),
        ("to_do", {"text": ""}),
        ("question", question),
    ]
