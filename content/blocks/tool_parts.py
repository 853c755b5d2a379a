"""The parts of a tool to take home, as editors write them: each holds the blank sheet and its example at once."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from wagtail import blocks

from content.blocks.blanks import WithoutBlanks
from content.blocks.table import CellsBlock
from content.blocks.text import LineBlock
from content.figures_in_text.faults import KnownFiguresMixin
from content.figures_in_text.values import as_read
from content.tool_parts import calendar
from content.tool_parts.parts import LETTERS, Unready, read

TITLE = "Il peut avoir un blanc, par exemple : Page « Caisse », {{mois|juin}}."
EXAMPLE = "L’exemple. Inventé : jamais une vraie personne."


class PartBlock(blocks.StructBlock):
    """A part of a tool: `kind` is its type in the page, `written` the field beside which a fault is said, if any."""

    kind: ClassVar[str]
    written: ClassVar[str] = ""

    def clean(self, value: Any) -> Any:
        """Raise StructBlockValidationError for a part that cannot be drawn; an unfinished text may wait."""
        cleaned = super().clean(value)
        if self.is_deferred_validation:
            return cleaned
        part = read(self.kind, as_read(self.get_prep_value(cleaned)))
        if isinstance(part, Unready):
            errors = [ValidationError(reason) for reason in part.reasons]
            if self.written:
                raise blocks.StructBlockValidationError(block_errors={self.written: ValidationError(errors)})
            raise blocks.StructBlockValidationError(non_block_errors=errors)
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """Add the part as it is drawn."""
        part = read(self.kind, as_read(self.get_prep_value(value)))
        return {**super().get_context(value, parent_context), "part": part}


class LetterBlock(PartBlock):
    """A letter, a set of minutes: a text with blanks."""

    kind = "letter"
    written = "text"

    title = blocks.CharBlock(label="Titre", max_length=120, help_text=TITLE)
    text = blocks.TextBlock(
        label="Texte",
        max_length=8000,
        rows=18,
        help_text="Un blanc s’écrit {{nom du blanc|exemple}}. Une ligne vide sépare deux paragraphes. "
        "Une ligne qui commence par ## est un intertitre, par un tiret un point de liste.",
    )

    class Meta:
        icon = "mail"
        label = "Lettre ou texte à trous"
        description = "Un texte avec des blancs. Chaque blanc porte son nom et son exemple."
        template = "content/tools/part.html"
        preview_value = {
            "title": "Mot d’excuse",
            "text": "Bonjour,\n\nJe ne pourrai pas venir le {{jour de la réunion|12 mai}}.\n\n{{prénom|Camille}}",
        }


class ToolCellsBlock(CellsBlock):
    """The cells of the example: words, days, numbers and amounts. A computed cell stays empty."""

    date = blocks.CharBlock(label="Date", max_length=40, required=False, icon="date")
    number = blocks.CharBlock(label="Nombre", max_length=20, required=False, icon="order")


class FormulaBlock(blocks.StructBlock):
    column = blocks.CharBlock(label="Colonne", max_length=60)
    formula = blocks.CharBlock(
        label="Calcul", max_length=120, help_text="Par exemple : avant + Recette − Dépense, ou Combien × Valeur."
    )

    class Meta:
        icon = "plus-inverse"
        label = "Colonne calculée"


class SumLineBlock(blocks.StructBlock):
    label = blocks.CharBlock(label="Ligne", max_length=160)
    formula = blocks.CharBlock(
        label="Calcul",
        max_length=120,
        required=False,
        help_text="Vide : la somme s’écrit à la main. Sinon, par exemple : A − B, total Dépense, dernier Solde.",
    )
    example = blocks.CharBlock(
        label="Exemple", max_length=30, required=False, help_text="Si la ligne s’écrit à la main."
    )
    unit = blocks.ChoiceBlock(
        label="Ce que c’est", choices=[("amount", "Un montant"), ("number", "Un nombre")], default="amount"
    )
    expected = blocks.ChoiceBlock(
        label="Ce que l’on attend",
        choices=[("zero", "Zéro"), ("at_least_zero", "Zéro ou plus")],
        required=False,
        help_text="Pour une vérification. L’exemple doit la réussir.",
    )

    class Meta:
        icon = "order"
        label = "Ligne de calcul"


class ToolTableBlock(PartBlock):
    """A table with its sums."""

    kind = "table"

    title = blocks.CharBlock(label="Titre", max_length=120, help_text=TITLE)
    table = ToolCellsBlock(
        label="L’exemple, colonne par colonne", help_text="Laissez vides les cases qui se calculent."
    )
    formulas = blocks.ListBlock(FormulaBlock(), label="Colonnes calculées", default=[])
    opens = blocks.BooleanBlock(
        label="La première ligne est un report", required=False, help_text="La somme qui restait avant."
    )
    totals = blocks.BooleanBlock(label="Une ligne de totaux", required=False)
    lines = blocks.ListBlock(
        SumLineBlock(),
        label="Lignes de calcul sous le tableau",
        default=[],
        max_num=len(LETTERS),
        help_text="La première s’appelle A, la suivante B, et ainsi de suite.",
    )
    kept = blocks.ListBlock(
        LineBlock(label="Colonne", max_length=60),
        label="Colonnes gardées dans la feuille vide",
        default=[],
        help_text="Leurs mots restent. Sans colonne gardée, la feuille vide n’a que des lignes vides.",
    )
    spare = blocks.IntegerBlock(label="Lignes vides", min_value=0, max_value=40, default=12)
    aloud = blocks.CharBlock(label="Lire une ligne à voix haute", max_length=300, required=False)

    class Meta:
        icon = "table"
        label = "Tableau avec calculs"
        description = "Des colonnes, des sommes, des vérifications. Le site calcule l’exemple et écrit les formules."
        template = "content/tools/part.html"
        preview_value = {
            "title": "La caisse",
            "table": {
                "columns": [
                    {"type": "text", "heading": "Quoi"},
                    {"type": "amount", "heading": "Recette"},
                    {"type": "amount", "heading": "Dépense"},
                ],
                "rows": [{"values": ["Vente de gâteaux", "21,50", ""]}, {"values": ["Pain", "", "13,50"]}],
                "caption": "",
            },
            "formulas": [],
            "totals": True,
            "lines": [
                {"label": "Ce que la caisse a gagné", "formula": "total Recette − total Dépense", "unit": "amount"}
            ],
            "kept": [],
            "spare": 3,
        }


class CheckBlock(blocks.StructBlock):
    what = blocks.CharBlock(label="À faire", max_length=200)
    help = blocks.CharBlock(label="Précision", max_length=250, required=False)
    example = blocks.CharBlock(
        label="Jour, dans l’exemple", max_length=40, required=False, help_text="Vide : pas encore fait."
    )

    class Meta:
        icon = "tick"
        label = "Ligne à cocher"


class ChecklistBlock(PartBlock):
    """Lines to tick, each with room for a date."""

    kind = "checklist"

    title = blocks.CharBlock(label="Titre", max_length=120, help_text=TITLE)
    when = blocks.CharBlock(label="Mot devant la date", max_length=30, default="Fait le")
    checks = blocks.ListBlock(CheckBlock(), label="Lignes", min_num=1, max_num=40)

    class Meta:
        icon = "list-ul"
        label = "Liste à cocher"
        description = "Des lignes à cocher, avec une place pour la date."
        template = "content/tools/part.html"
        preview_value = {
            "title": "Les clés",
            "when": "Remis le",
            "checks": [{"what": "La clé du local", "help": "", "example": "3 juin"}, {"what": "La clé du placard"}],
        }


class BlankBlock(blocks.StructBlock):
    name = blocks.CharBlock(label="Nom du blanc", max_length=120)
    help = blocks.CharBlock(label="Précision", max_length=200, required=False)
    lines = blocks.IntegerBlock(label="Lignes à écrire", min_value=1, max_value=12, default=1)
    example = blocks.TextBlock(label="Exemple", max_length=600, rows=2, help_text=EXAMPLE)

    class Meta:
        icon = "edit"
        label = "Blanc"


class FormBlock(PartBlock):
    """A form to fill in by hand."""

    kind = "form"

    title = blocks.CharBlock(label="Titre", max_length=120, help_text=TITLE)
    blanks = blocks.ListBlock(BlankBlock(), label="Blancs", min_num=1, max_num=40)

    class Meta:
        icon = "form"
        label = "Formulaire à remplir à la main"
        description = "Des blancs avec leur nom, et la place pour écrire."
        template = "content/tools/part.html"
        preview_value = {
            "title": "Le ticket perdu",
            "blanks": [{"name": "Magasin", "lines": 1, "example": "Le marché"}],
        }


class StageBlock(blocks.StructBlock):
    days = blocks.IntegerBlock(
        label="Jours",
        min_value=-calendar.FARTHEST,
        max_value=calendar.FARTHEST,
        help_text="Avant : un nombre négatif. −60 veut dire soixante jours avant.",
    )
    what = blocks.CharBlock(label="Quoi", max_length=250)
    who = blocks.CharBlock(label="Qui", max_length=120, required=False)

    class Meta:
        icon = "date"
        label = "Étape"


class TimelineBlock(PartBlock):
    """Stages before and after an event."""

    kind = "timeline"

    title = blocks.CharBlock(label="Titre", max_length=120, help_text=TITLE)
    event = blocks.CharBlock(label="L’événement", max_length=120)
    day = blocks.DateBlock(label="Son jour, dans l’exemple")
    stages = blocks.ListBlock(StageBlock(), label="Étapes", min_num=1, max_num=40)

    class Meta:
        icon = "calendar"
        label = "Rétroplanning"
        description = "Des étapes avant et après un jour. Le site calcule les dates de l’exemple et écrit les formules."
        template = "content/tools/part.html"
        preview_value = {
            "title": "Avant la sortie",
            "event": "La sortie",
            "day": "2027-06-12",
            "stages": [{"days": -15, "what": "Réserver le car.", "who": "deux membres"}],
        }


class ToolPartsBlock(KnownFiguresMixin, WithoutBlanks):
    """What a tool is made of, in the order of the sheet."""

    table = ToolTableBlock()
    letter = LetterBlock()
    checklist = ChecklistBlock()
    form = FormBlock()
    timeline = TimelineBlock()
