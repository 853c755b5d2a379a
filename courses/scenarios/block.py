"""The block « Scénario » : steps, choices, what each choice leads to. Its anchors need its id: see lesson.html."""

from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from wagtail import blocks

from content.blocks.text import WrittenBlock
from courses.scenarios.paths import Fault, faults_in
from courses.scenarios.screen import context_of
from courses.scenarios.written import steps_in

MOST_CHOICES = 5
MOST_STEPS = 20
NAME = r"^\s*[A-Za-z0-9]+\s*$"
ODD_NAME = {"invalid": "Des lettres sans accent et des chiffres, rien d’autre. Par exemple : 3 ou fin1."}


class OutcomeBlock(blocks.StructBlock):
    """A choice of a step, what one then sees or hears, and the step it leads to."""

    text = blocks.CharBlock(label="Choix", max_length=250)
    consequence = blocks.TextBlock(
        label="Ce qui se passe", max_length=400, rows=2, help_text="Ce que l’on voit ou entend ensuite. Sans juger."
    )
    leads_to = blocks.RegexBlock(
        NAME, label="Mène à l’étape", max_length=20, help_text="Le nom court de l’étape.", error_messages=ODD_NAME
    )

    class Meta:
        icon = "radio-full"
        label = "Choix"


class StepBlock(blocks.StructBlock):
    """A step of a scenario, or one of its endings."""

    name = blocks.RegexBlock(
        NAME,
        label="Nom court",
        max_length=20,
        help_text="Par exemple : 3 ou fin1. Les choix disent ce nom ; les lecteurs ne le voient pas.",
        error_messages=ODD_NAME,
    )
    title = blocks.CharBlock(label="Titre", max_length=120)
    text = WrittenBlock(label="Texte", features=["bold", "ul", "ol", "link"])
    is_ending = blocks.BooleanBlock(label="C’est une fin", required=False)
    choices = blocks.ListBlock(
        OutcomeBlock(), label="Choix", default=[], max_num=MOST_CHOICES, help_text="Deux au moins. Une fin n’en a pas."
    )

    class Meta:
        icon = "list-ol"
        label = "Étape"
        label_format = "{name}. {title}"


def _of_choices(faults: Iterable[Fault]) -> blocks.list_block.ListBlockValidationError:
    beside = {
        fault.choice: blocks.StructBlockValidationError(block_errors={fault.field: ValidationError(fault.message)})
        for fault in faults
        if fault.choice is not None
    }
    own = [ValidationError(fault.message) for fault in faults if fault.choice is None]
    return blocks.list_block.ListBlockValidationError(block_errors=beside, non_block_errors=own)


def _of_step(faults: list[Fault]) -> blocks.StructBlockValidationError:
    beside = {fault.field: ValidationError(fault.message) for fault in faults if fault.field == "name"}
    of_choices = [fault for fault in faults if fault.field != "name"]
    return blocks.StructBlockValidationError(
        block_errors=beside | ({"choices": _of_choices(of_choices)} if of_choices else {})
    )


def beside(faults: Iterable[Fault]) -> blocks.StructBlockValidationError:
    """Return the faults as the error of a scenario, each beside the step or the choice to mend."""
    by_step: dict[int, list[Fault]] = {}
    for fault in faults:
        by_step.setdefault(fault.step, []).append(fault)
    steps = {place: _of_step(found) for place, found in by_step.items()}
    return blocks.StructBlockValidationError(
        block_errors={"steps": blocks.list_block.ListBlockValidationError(block_errors=steps)}
    )


class ScenarioBlock(blocks.StructBlock):
    """A scenario: one reads, chooses, sees what follows, goes on or comes back. Without a score; nothing is kept."""

    title = blocks.CharBlock(label="Titre", max_length=120)
    intro = blocks.TextBlock(label="Pour commencer", max_length=400, rows=2, required=False)
    steps = blocks.ListBlock(
        StepBlock(),
        label="Étapes et fins",
        min_num=2,
        max_num=MOST_STEPS,
        help_text="La première étape ouvre le scénario. On peut revenir à une étape d’avant.",
    )

    class Meta:
        icon = "redirect"
        label = "Scénario"
        description = "Une situation où l’on choisit, puis on lit ce qui se passe. Sans note ni bonne réponse."
        template = "courses/blocks/scenario.html"
        preview_value = {
            "title": "« Appelle la mairie pour nous »",
            "intro": "Choisissez, lisez ce qui se passe, continuez.",
            "steps": [
                {
                    "name": "1",
                    "title": "La demande",
                    "text": "<p>L’adhérente vous tend le téléphone. Que faites-vous ?</p>",
                    "is_ending": False,
                    "choices": [
                        {
                            "text": "« D’accord, donnez-moi le numéro. »",
                            "consequence": "La mairie a noté la demande, et votre nom.",
                            "leads_to": "fin1",
                        },
                        {
                            "text": "« Qu’est-ce qui rend cet appel difficile ? »",
                            "consequence": "« Je vais oublier une question. »",
                            "leads_to": "fin2",
                        },
                    ],
                },
                {
                    "name": "fin1",
                    "title": "Tout passe par vous",
                    "text": "<p>La fête a lieu. Reste à faire : rendre la suite.</p>",
                    "is_ending": True,
                    "choices": [],
                },
                {
                    "name": "fin2",
                    "title": "On prépare à deux",
                    "text": "<p>La feuille d’appel est remplie.</p>",
                    "is_ending": True,
                    "choices": [],
                },
            ],
        }

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the parts as readers see them; outside a lesson (an editor's preview of the block) none has an id.

        `is_easy`: in the easy version of a lesson, which says first how one reads it.
        """
        context = {"is_easy": False, **super().get_context(value, parent_context)}
        return {**context, **context_of(f"scenario-{context.get('block_id', 'apercu')}", self.get_prep_value(value))}

    def clean(self, value: Any) -> Any:
        """Raise StructBlockValidationError for ways that lead to no ending; an unfinished text may have some."""
        cleaned = super().clean(value)
        if not self.is_deferred_validation and (faults := faults_in(steps_in(self.get_prep_value(cleaned)))):
            raise beside(faults)
        return cleaned
