"""Why a document is refused, in the words of the editor who sends it."""

SHOWN = frozenset(r" .,:;/\_-+=@#%?~()…")
LONGEST_QUOTED = 60  # signs of what the document says itself, in a sentence


class RefusedDocumentError(ValueError):
    """Raised for a document that cannot be cleaned; its message says what to do."""


UNREADABLE = "Ce document ne s’ouvre pas. Enregistrez-le de nouveau sur votre ordinateur, puis envoyez-le."
OTHER_KIND = (
    "Ce document n’est pas un texte simple, malgré son nom en « .txt ». Enregistrez-le de nouveau dans le format que "
    "vous voulez, puis envoyez-le."
)
PROTECTED = "Ce document est protégé par un mot de passe. Retirez la protection, puis envoyez-le de nouveau."
TOO_LARGE = "Ce document devient trop gros une fois ouvert. Partagez-le en plusieurs, puis envoyez-les."
MACROS = "Ce document contient des macros. Enregistrez-le sans macros ou en PDF, puis envoyez-le de nouveau."
NOTES = (
    "Ce document contient des commentaires, ou des corrections que personne n’a encore acceptées, avec des noms. "
    "Acceptez les corrections, supprimez les commentaires, puis envoyez-le de nouveau."
)
NESTED = (
    "Ce document contient un autre fichier, ou un lien vers un autre fichier. Retirez-le ou enregistrez le document en "
    "PDF, puis envoyez-le de nouveau."
)
SIGNED = (
    "Ce document porte une signature numérique, qui dit qui l’a signé. Envoyez le document d’avant la signature, "
    "ou imprimez-le dans un nouveau PDF."
)
PICTURE = (
    "Ce document contient une image que le site ne sait pas nettoyer. Remplacez-la par une image JPEG ou PNG, puis "
    "envoyez-le de nouveau."
)
FETCHES = (
    "Ce document va chercher une image, un texte ou un calcul ailleurs quand on l’ouvre. Cet endroit saurait qui le "
    "lit. Enregistrez-le en PDF, puis envoyez-le de nouveau."
)
SENDS = (
    "Ce document contient un formulaire qui s’envoie, un module ou une vidéo, qui agissent ailleurs. Retirez-les, ou "
    "enregistrez-le en PDF, puis envoyez-le de nouveau."
)


def calls(function: str) -> str:
    """Return what is said of a function of a spreadsheet that is not known to compute alone."""
    return (
        f"Une formule de ce document emploie la fonction {_quoted(function)}, qui peut lire ailleurs. "
        "Remplacez-la par son résultat ou enregistrez le document en PDF, puis envoyez-le de nouveau."
    )


def leads_elsewhere(address: str) -> str:
    """Return what is said of a link whose address the cleaning cannot write again."""
    return (
        f"Un lien de ce document mène à {_quoted(address)}. Donnez-lui une adresse en « https:// » ou retirez-le, "
        "puis envoyez le document de nouveau."
    )


def asks(field: str) -> str:
    """Return what is said of a field of Word that is not known to be of its document alone."""
    return (
        f"Un champ de ce document, {_quoted(field)}, peut aller chercher ailleurs. Remplacez-le par son résultat "
        "(« Ctrl + Maj + F9 » dans Word), puis envoyez le document de nouveau."
    )


def _quoted(words: str) -> str:
    """Return words of the document, of letters and signs that no page reads as markup: one of the admin's would."""
    said = "".join(sign if sign.isalnum() or sign in SHOWN else " " for sign in words).strip()
    return f"« {said[:LONGEST_QUOTED]}{'…' * (len(said) > LONGEST_QUOTED)} »"
