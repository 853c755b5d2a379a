"""What an address of the directory may be."""

from urllib.parse import urlsplit

from django.core.exceptions import ValidationError

NOT_A_SITE = (
    "C’est une adresse e-mail. Écrivez-la avec le contact, et laissez le site internet vide si vous n’en avez pas."
)


def is_web_site(value: str) -> None:
    """Raise ValidationError for an e-mail address, which a browser would read as a name before a host."""
    try:
        has_name = "@" in urlsplit(value).netloc
    except ValueError:  # no address at all: another validator says it
        return
    if has_name:
        raise ValidationError(NOT_A_SITE, code="email")
