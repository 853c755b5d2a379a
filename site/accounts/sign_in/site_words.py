"""Words that anybody would try as a password here: those of the site, and the names of the person's own groups."""

from typing import Any

from django.core.exceptions import ValidationError

from accounts.models import User
from lib.text import fold, fold_words

# The list that is refused (ASVS 6.1.2 asks that it be written down). Longest first: « entrepairs » holds « pairs ».
WORDS = (
    *("entrepairs", "competences", "competence", "animatrice", "formations", "mutuelles", "formation", "passeport"),
    *("animateur", "adherente", "advocate", "adherent", "mutuelle", "entraide", "groupes", "groupe", "bureau"),
    *("pairs", "mutuel", "pair", "gem"),
)
SHORTEST_WORD = 3  # of a group's name: « de » and « la » are in every sentence
ENOUGH = 8  # signs that must be left once those words are taken out


class SiteWordsValidator:
    """Refuse a password made of such words, with a few signs around."""

    def validate(self, password: str, user: User | None = None) -> None:
        """Raise ValidationError when next to nothing else is in the password."""
        left = fold(password).replace(" ", "")
        for word in sorted({*WORDS, *_words_of_groups(user)}, key=len, reverse=True):
            left = left.replace(word, "")
        if len(left) < ENOUGH:
            raise ValidationError(
                "Ce mot de passe est fait de mots du site ou de votre groupe. Ajoutez d’autres mots.",
                code="password_of_site_words",
            )

    def get_help_text(self) -> str:
        """Return what Django shows where somebody chooses a password."""
        return "Pas seulement des mots du site, ni le nom de votre groupe."


def _words_of_groups(user: User | None) -> set[str]:
    if user is None or user.pk is None:
        return set()
    names: Any = user.memberships.current().values_list("peer_group__name", "peer_group__town")
    return {word for pair in names for name in pair for word in fold_words(name).split() if len(word) >= SHORTEST_WORD}
