"""The headings of a practice sheet: told by its author, proposed by the team, or answering a question."""

from typing import NamedTuple


class Headings(NamedTuple):
    """One heading for each part, under the name of its field."""

    situation: str = "La situation"
    what_we_did: str = "Ce que nous avons fait"
    what_helped: str = "Ce qui a aidé"
    limits: str = "Les limites"


WRITTEN = ("title", *Headings._fields)  # the fields of a sheet that are written, in the order they are read
TOLD = Headings()
PROPOSED = Headings(what_we_did="Une façon de faire", what_helped="Ce qui peut aider")
ANSWERED = Headings(situation="La question", what_we_did="La réponse", what_helped="Ce qui aide")
