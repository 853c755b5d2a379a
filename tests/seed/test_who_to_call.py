"""« Si ça coince » names somebody: a number to call, or a role to go to and what to do."""

import re

from config.seeding.files import load
from tests.seed.key_figures import as_read
from tests.seed.lesson_bar import blocks_of, sentences

GO_TO = re.compile(
    r"\b(?:appel|demande|prévenez|parle|portez|pose[rz]|montrez|écrivez|donnez|répond|aide|joint)", re.IGNORECASE
)
ROLE = re.compile(
    r"présiden|trésorerie|\bconseil\b|parrain|gestionnaire|employeur|qui anime|qui épaule|médecin|pair-advocate"
    r"|service\b|Guid’Asso|banque|coordination|point-justice|France services|mairie|financeur|organisme|caisse qui"
    r"|\b(?:15|112|3114)\b"
)


def names_somebody(lesson):
    if blocks_of(lesson, "call"):
        return True
    said = [sentence for block in blocks_of(lesson, "warning") for sentence in sentences(block["text"])]
    return any(GO_TO.search(sentence) and ROLE.search(sentence) for sentence in said)


def test_each_lesson_says_to_whom_one_turns():
    lessons = [lesson for module in as_read(load("modules")) for lesson in module["lessons"]]
    assert [lesson["key"] for lesson in lessons if not names_somebody(lesson)] == []


def test_a_piece_of_advice_alone_names_nobody():
    def told(text):
        return names_somebody({"body": [{"block": "warning", "text": text}]})

    assert told("**Un doute ?** Demandez à Guid’Asso.") and told("Une question ? La banque répond.")
    assert not told("**Un doute ?** Demandez à quelqu’un.") and not told("Le conseil était content. Demandez mieux.")
    assert names_somebody({"body": [{"block": "call", "who": "Un point-justice"}]})
