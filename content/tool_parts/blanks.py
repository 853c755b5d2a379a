"""A text with blanks to fill in: « Fait à {{ville|Caen}} » keeps the name of each blank and an example of it."""

import re
from dataclasses import dataclass

_BLANK = re.compile(r"\{\{([^{}|\n]*)\|([^{}|\n]*)\}\}")
_LONGEST_QUOTE = 40
DOTS = "…" * 5


class BlankError(ValueError):
    """Raised for a blank that is not written as it should be; its text is a sentence for whoever edits."""


@dataclass(frozen=True)
class Run:
    """A piece of a line: words as they stand (`name` is empty), or a blank with its name and an example."""

    words: str
    name: str = ""


@dataclass(frozen=True)
class Paragraph:
    """Lines that stand together. `is_title`: a heading; `is_list`: each line is an item."""

    lines: tuple[tuple[Run, ...], ...]
    is_title: bool = False
    is_list: bool = False


def paragraphs(text: str) -> list[Paragraph]:
    """Return the paragraphs of a text: an empty line ends one, `## ` begins a heading, `- ` each item of a list.

    Raises BlankError.

    >>> paragraphs("Fait à {{ville|Caen}}.")[0].lines
    ((Run(words='Fait à ', name=''), Run(words='Caen', name='ville'), Run(words='.', name='')),)
    """
    found = []
    for block in re.split(r"\n\s*\n", text.replace("\r\n", "\n").strip()):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        if lines and all(line.startswith("- ") for line in lines):
            found.append(Paragraph(tuple(_runs(line[2:]) for line in lines), is_list=True))
        elif len(lines) == 1 and lines[0].startswith("## "):
            found.append(Paragraph((_runs(lines[0][3:]),), is_title=True))
        elif lines:
            found.append(Paragraph(tuple(map(_runs, lines))))
    return found


def one_line(words: str) -> tuple[str, str]:
    """Return a line as the blank sheet and as the example have it, such as a title that names a month.

    Raises BlankError.

    >>> one_line("Page « Caisse », {{mois|juin}}")
    ('Page « Caisse », …………… (mois)', 'Page « Caisse », juin')
    """
    runs = _runs(words)
    return "".join(f"{DOTS} ({run.name})" if run.name else run.words for run in runs), "".join(
        run.words for run in runs
    )


def _runs(line: str) -> tuple[Run, ...]:
    runs, start = [], 0
    for match in _BLANK.finditer(line):
        runs.append(Run(_plain(line[start : match.start()])))
        runs.append(_blank(match))
        start = match.end()
    runs.append(Run(_plain(line[start:])))
    return tuple(run for run in runs if run.words)


def _blank(match: re.Match[str]) -> Run:
    name, example = match[1].strip(), match[2].strip()
    if not (name and example):
        raise BlankError(f"Écrivez le nom du blanc et son exemple, séparés par une barre droite : « {match[0]} ».")
    return Run(example, name)


def _plain(words: str) -> str:
    if "{{" in words or "}}" in words:
        quote = words.strip()[:_LONGEST_QUOTE]
        raise BlankError(
            f"Un blanc s’écrit {{{{nom|exemple}}}}, sur une seule ligne. Ici, il n’est pas fini : « {quote} »."
        )
    return words
