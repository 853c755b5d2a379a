"""What an answer about rights stands on: a source, or the name of somebody whose work it is to go further.

Pure: nobody checks that a text is right; it must only say where to check it.

>>> named("On demande à un point-justice, ou au Défenseur des droits.")
['point-justice', 'Défenseur des droits']
"""

from functools import cache

from passport.sensitive.finder import Finder

RELAYS = (
    *("point-justice", "point d’accès au droit", "maison de justice et du droit", "conciliateur de justice"),
    *("avocat", "avocate", "barreau", "permanence juridique", "CDAD", "Défenseur des droits", "Défenseure des droits"),
    *("assistante sociale", "assistant social", "assistantes sociales", "assistants sociaux", "service social"),
    *("travailleur social", "travailleuse sociale", "travailleurs sociaux", "France services", "CCAS", "CIAS"),
    *("UDAF", "UNAFAM", "Advocacy France", "Fnapsy", "France Assos Santé", "ADIL", "CDSP"),
    *("inspection du travail", "Urssaf", "Cap emploi", "3114", "3919", "39 19"),
)
NO_GROUND = (
    "Une réponse sur les droits cite une source, ou nomme à qui demander : un point-justice, un avocat, "
    "le Défenseur des droits, une assistante sociale."
)


@cache
def _finder() -> Finder:
    return Finder(RELAYS)


def named(text: str) -> list[str]:
    """Return the relays that a text names, as it writes them."""
    return _finder().found(text)
