"""The advice beside a tool, from the rules that lessons have."""

from content.figures_in_text.values import as_read, raw_blocks
from content.models import ToolPage
from content.tool_parts.parts import Checklist, Form, Letter, Part, Timeline
from courses.editing.prose import texts_in
from courses.editing.quality import Remark, Text, long_sentences, unexplained_acronyms

MOST_QUOTES = 5
LONGEST_SHEET = 4  # parts: beyond, two sides of paper are no longer enough


def remarks_on_tool(page: ToolPage) -> list[Remark]:
    """Return the remarks that the panel beside a tool shows: first those that keep it from being published."""
    missing = [Remark("À compléter", reason, blocks=True) for reason in page.reasons_to_wait(page)]
    return missing + _advice(page)


def _advice(page: ToolPage) -> list[Remark]:
    texts = [Text(page.title), Text(page.intro), *map(Text, _words_of(page))]
    found = []
    if long := long_sentences(texts):
        found.append(Remark("Phrases longues", "Souvent, un point au milieu suffit.", tuple(long[:MOST_QUOTES])))
    if acronyms := unexplained_acronyms(texts):
        hint = "Écrivez le nom entier la première fois, puis le sigle entre parenthèses."
        found.append(Remark("Sigles à expliquer", hint, tuple(acronyms)))
    if not page.sources.all():
        found.append(Remark("Sources", "Aucun fait établi n’est cité. D’où tenez-vous ce que dit l’outil ?"))
    if not len(page.easy_read):
        found.append(Remark("Version facile à lire", "Comment s’en servir, en phrases très courtes."))
    if len(page.parts) > LONGEST_SHEET:
        found.append(
            Remark("Outil long", f"Plus de {LONGEST_SHEET} parties. Deux outils courts servent mieux qu’un long.")
        )
    return found


def _words_of(page: ToolPage) -> list[str]:
    how = [words for block in as_read(raw_blocks(page.how)) for words in texts_in(block["value"])]
    return how + [words for part in page.read_parts() for words in _said(part)]


def _said(part: Part) -> list[str]:
    """Return the sentences of a part; a cell of a table is none."""
    if isinstance(part, Letter):
        return ["".join(run.words for run in line) for each in part.paragraphs for line in each.lines]
    if isinstance(part, Checklist):
        return [words for check in part.checks for words in (check.what, check.help) if words]
    if isinstance(part, Form):
        return [words for blank in part.blanks for words in (blank.help, blank.example) if words]
    if isinstance(part, Timeline):
        return [stage.what for stage in part.stages]
    return [part.title.filled]
