"""Who runs the site, who hosts it, whom to ask for help or about one's data: the first half of « Réglages du site »."""

from collections.abc import Callable

from django.core.validators import RegexValidator
from django.db import models
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

# What a site open to the public must say: law 2004-575, article 1-1 (organisation, address, telephone, who directs the
# publication, host), and GDPR, article 13 (controller, whom to ask).
COMPULSORY = (
    "operator_name",
    "operator_form",
    "contact_address",
    "contact_phone",
    "publication_director",
    "host_name",
    "host_address",
    "host_phone",
    "privacy_contact",
)
DEFAULT_NAME = "Entrepairs"
EXAMPLE = "Exemple : "  # how the parts of a site to try begin


class SiteOperator(models.Model):
    """The organisation that runs a site, as its legal notice, its contact page and its footer say it.

    An empty part is not shown; `missing_parts` says which ones the law asks for.
    """

    class Colours(models.TextChoices):
        PINE = "pine", "Vert sapin"
        SEA = "sea", "Bleu"
        PLUM = "plum", "Prune"
        EARTH = "earth", "Terre"

    site_name = models.CharField(
        "nom du site",
        max_length=30,
        default=DEFAULT_NAME,
        validators=[RegexValidator(r"^[^·<>\n]+$", "Écrivez un nom sans « · » ni chevrons.")],
        help_text="En haut des pages. Un partage ne le montre jamais.",
    )
    colours = models.CharField("couleurs", max_length=5, choices=Colours.choices, default=Colours.PINE)
    operator_name = models.CharField(
        "nom de l’organisme", max_length=120, blank=True, help_text="L’association ou le réseau qui tient ce site."
    )
    operator_form = models.CharField(
        "forme de l’organisme",
        max_length=160,
        blank=True,
        help_text="Par exemple : association loi 1901, déclarée à la préfecture, avec son numéro RNA.",
    )
    about = models.TextField(
        "qui nous sommes", max_length=2000, blank=True, help_text="Quelques phrases, pour la page « À propos »."
    )
    contact_email = models.EmailField("adresse e-mail", blank=True)
    contact_phone = models.CharField("téléphone", max_length=30, blank=True)
    contact_address = models.TextField("adresse postale", max_length=300, blank=True)
    help_who = models.CharField(
        "qui aide à se servir du site",
        max_length=120,
        blank=True,
        help_text="Une fonction plutôt qu’un nom : par exemple, la coordination du réseau.",
    )
    help_phone = models.CharField("téléphone de l’aide", max_length=30, blank=True)
    help_email = models.EmailField("adresse e-mail de l’aide", blank=True)
    help_hours = models.CharField(
        "quand l’aide répond", max_length=200, blank=True, help_text="Par exemple : le mardi, de 14 h à 17 h."
    )
    publication_director = models.CharField(
        "direction de la publication",
        max_length=120,
        blank=True,
        help_text="La loi demande le nom de la personne, pas seulement sa fonction. "
        "Dans une association, c’est la personne qui la représente.",
    )
    host_name = models.CharField("hébergeur", max_length=120, blank=True)
    host_address = models.TextField("adresse de l’hébergeur", max_length=300, blank=True)
    host_phone = models.CharField("téléphone de l’hébergeur", max_length=30, blank=True)
    controller_name = models.CharField(
        "responsable des données", max_length=160, blank=True, help_text="Laissez vide si c’est l’organisme lui-même."
    )
    privacy_contact = models.CharField(
        "qui contacter pour ses données",
        max_length=200,
        blank=True,
        help_text="Une adresse e-mail ou postale, lue par une personne qui sait répondre.",
    )

    operator_panels: list[Panel] = [
        MultiFieldPanel([FieldPanel("site_name"), FieldPanel("colours")], heading="Le site"),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in (
                    *("operator_name", "operator_form", "about"),
                    *("contact_email", "contact_phone", "contact_address"),
                )
            ],
            heading="Qui tient ce site",
        ),
        MultiFieldPanel(
            [FieldPanel(f"help_{name}") for name in ("who", "phone", "email", "hours")],
            heading="Qui aide à s’en servir",
        ),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("publication_director", "host_name", "host_address", "host_phone")],
            heading="Mentions légales",
        ),
        MultiFieldPanel([FieldPanel("controller_name"), FieldPanel("privacy_contact")], heading="Données personnelles"),
    ]

    class Meta:
        abstract = True

    @property
    def can_be_reached(self) -> bool:
        """Return whether a visitor is told one way to reach the organisation."""
        return bool(self.contact_email or self.contact_phone or self.contact_address)

    @property
    def controller(self) -> str:
        """Return who answers for the data of people: the organisation, unless another is named."""
        return self.controller_name or self.operator_name

    @property
    def missing_parts(self) -> list[str]:
        """Return the labels of what the law asks a public site to say, and that nobody wrote yet."""
        return self._labels_where(lambda text: not text)

    @property
    def example_parts(self) -> list[str]:
        """Return the labels of those that still hold the example of a site to try."""
        return self._labels_where(lambda text: text.startswith(EXAMPLE))

    def _labels_where(self, is_so: Callable[[str], bool]) -> list[str]:
        labels = {field.name: str(field.verbose_name) for field in self._meta.fields}
        return [labels[name] for name in COMPULSORY if is_so(getattr(self, name).strip())]
