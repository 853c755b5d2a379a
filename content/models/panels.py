"""The panels of the editor that several page models share."""

from typing import Any

from wagtail.admin.panels import FieldPanel, MultiFieldPanel


class PartPanel(FieldPanel):
    """One part of a practice sheet, under the heading that its readers see."""

    class BoundPanel(FieldPanel.BoundPanel):
        def __init__(self, **kwargs: Any) -> None:
            super().__init__(**kwargs)
            if self.bound_field is not None:
                self.heading = self.bound_field.label = getattr(self.instance.headings, self.field_name)


# Replaces Wagtail's « Promotion » tab, whose box for menus has no use: the menus are in the templates.
ADDRESS = MultiFieldPanel(
    [
        FieldPanel(
            "slug",
            heading="Adresse courte",
            help_text="La fin de l’adresse internet. Elle s’écrit toute seule d’après le titre. "
            "Une fois la page publiée, n’y touchez plus : des personnes l’ont peut-être notée.",
        ),
        FieldPanel(
            "search_description",
            heading="Résumé pour les moteurs de recherche",
            help_text="Une ou deux phrases. Facultatif.",
        ),
    ],
    heading="Adresse de la page",
    classname="collapsed",
)
