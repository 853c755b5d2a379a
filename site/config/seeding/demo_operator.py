"""« Réglages du site » of a site to try: each part marked as an example, once, and only where nobody wrote any."""

from django.contrib.contenttypes.models import ContentType

from config.models import SeedRecord
from content.models import SiteSettings

KEY = "demo:operator"
EXAMPLES = {
    "operator_name": "Exemple : le réseau qui tient ce site",
    "operator_form": "Exemple : association loi 1901, avec son numéro RNA",
    "about": "Exemple : ici, le réseau dit en quelques phrases qui il est, et pourquoi il tient ce site.",
    "contact_address": "Exemple : numéro, rue, code postal, ville",
    "contact_phone": "Exemple : un numéro",
    "help_who": "Exemple : la coordination du réseau",
    "help_hours": "Exemple : le mardi, de 14 h à 17 h",
    "publication_director": "Exemple : la personne qui préside",
    "host_name": "Exemple : l’hébergeur",
    "host_address": "Exemple : numéro, rue, code postal, ville",
    "host_phone": "Exemple : un numéro",
    "privacy_contact": "Exemple : une adresse postale ou e-mail",
}


def ensure_operator() -> None:
    """Fill the settings with EXAMPLES, once. What somebody wrote, or emptied since, stays as it is."""
    if SeedRecord.objects.filter(key=KEY).exists():
        return
    known = SiteSettings.objects.first() or SiteSettings()
    if not known.operator_name:
        for name, text in EXAMPLES.items():
            setattr(known, name, getattr(known, name) or text)
        known.full_clean()
        known.save()
    kind = ContentType.objects.get_for_model(SiteSettings)
    SeedRecord.objects.create(key=KEY, content_type=kind, object_id=known.pk or 0)
