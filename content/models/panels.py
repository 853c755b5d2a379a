"""What every page of ours asks in the admin, once, in plain words."""

from wagtail.admin.panels import FieldPanel, MultiFieldPanel

# In place of Wagtail's « Promotion » tab. Its menu box serves nothing here: menus are in the templates.
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
