"""The remarks of a kind proof-reader on the text of a lesson; needs no database.

The editor's panel shows them all. Nearly all are advice: short sentences, plain words. Only an image without its
description, a question or an exercise without its explanation, a sound or a video without its words keep a lesson from
being published.

>>> lesson = LessonText(full=(Text("L’ARS aide."),), easy=True, sources=1)
>>> [remark.title for remark in remarks(lesson)]
['Sigles à expliquer']
"""

import dataclasses
import re
from collections.abc import Iterable, Sequence

LONGEST_SENTENCE = 25  # words
LONGEST_CELL = 15  # words
LONGEST_LESSON = 7  # minutes
MOST_STEPS = 8  # of a scenario, without its endings
FEWEST_ENDINGS = 2
MOST_QUOTES = 5
MOST_REFLECTIONS = 1
LONGEST_RECORDING = 180  # seconds
# Acronyms that everybody reads as words, in any lesson.
KNOWN_ACRONYMS = frozenset({"GEM", "OK", "PDF", "QR", "SMS", "TV"})
AROUND = 30  # signs: an explanation stands beside the acronym
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\s\u00a0\u202f]+(?=[«\"A-ZÀ-ÖØ-Þ0-9])|\n+")
_ACRONYM = re.compile(r"(?<![\w@.-])[A-ZÀ-Þ]{2,6}(?![\w@-])")
_ROMAN = re.compile(r"[IVXLC]+")
# What a reflection never asks about: how somebody is, instead of what they do.
_HEALTH = re.compile(
    r"\b(?:sant[eé]|malad|sympt|diagnos|traitements?\b|m[eé]dic|psy|handicap|hospita|soins?\b|soign|troubles?\b|rechute)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w(?:[’'-]*\w)*")  # begins with a letter: a long row of signs is read once
_NOT_A_DESCRIPTION = re.compile(r"(?:image|photo|dessin|img|capture|sans titre)?[\s_\d-]*(?:\.\w{3,4})?", re.IGNORECASE)


@dataclasses.dataclass(frozen=True)
class Text:
    """A paragraph, an item of a list or a title: read on its own, never joined to the next."""

    words: str


@dataclasses.dataclass(frozen=True)
class QuestionText:
    """A question: its words, whether it has an explanation, the choices that have none of their own."""

    question: str
    is_explained: bool
    bare_choices: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class ScenarioText:
    """A scenario: its title, how many steps one chooses at, how many endings."""

    title: str
    steps: int
    endings: int


@dataclasses.dataclass(frozen=True)
class RecordingText:
    """A sound or a video: its title, what keeps it from being shown, how long it is."""

    title: str
    missing: tuple[str, ...] = ()
    seconds: float = 0


@dataclasses.dataclass(frozen=True)
class ToolText:
    """A tool that a lesson carries: its title, whether the lesson says why, whether readers reach it."""

    title: str
    says_why: bool = True
    is_shown: bool = True


@dataclasses.dataclass(frozen=True)
class LessonText:
    """The text of a lesson being written. `pictures`: their descriptions, empty where none is; `cells`: of tables.

    `reflections`: their questions; `old_figures`: the key figures in it whose day to be read again has come.
    """

    full: tuple[Text, ...] = ()
    easy: bool = False
    sources: int = 0
    pictures: tuple[str, ...] = ()
    questions: tuple[QuestionText, ...] = ()
    scenarios: tuple[ScenarioText, ...] = ()
    reflections: tuple[str, ...] = ()
    recordings: tuple[RecordingText, ...] = ()
    tools: tuple[ToolText, ...] = ()
    explained_words: tuple[str, ...] = ()
    cells: tuple[str, ...] = ()
    minutes: int = 1
    old_figures: tuple[str, ...] = ()


@dataclasses.dataclass(frozen=True)
class Remark:
    """A remark: a title, what to do, the passages meant. `blocks`: the lesson is not published before it is mended."""

    title: str
    advice: str
    quotes: tuple[str, ...] = ()
    blocks: bool = False


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; a new line ends one."""
    return [part.strip() for part in _SENTENCE_END.split(text) if part.strip()]


def word_count(text: str) -> int:
    """Return the number of words; a number counts as one."""
    return len(_WORD.findall(text))


def long_sentences(texts: Iterable[Text]) -> list[str]:
    """Return the sentences of more than LONGEST_SENTENCE words, in order."""
    return [each for text in texts for each in sentences(text.words) if word_count(each) > LONGEST_SENTENCE]


def unexplained_acronyms(texts: Sequence[Text], explained: Iterable[str] = ()) -> list[str]:
    """Return the acronyms (two to six capitals) that nothing explains before their first use, in order.

    An acronym is explained by brackets, « agence régionale de santé (ARS) » or « ARS (agence…) »; by « ou ARS », « ARS
    veut dire »; by a « Mot expliqué » anywhere in the lesson (`explained`); or it is known to all.
    """
    whole = "\n".join(text.words for text in texts)
    known = KNOWN_ACRONYMS | {word for term in explained for word in _ACRONYM.findall(term)}
    first: dict[str, int] = {}
    for match in _ACRONYM.finditer(whole):
        first.setdefault(match.group(), match.start())
    return [
        acronym
        for acronym, start in first.items()
        if acronym not in known and not _ROMAN.fullmatch(acronym) and not _is_explained(acronym, whole, start)
    ]


def _is_explained(acronym: str, whole: str, first_use: int) -> bool:
    given = re.compile(
        rf"\(\s*{acronym}\s*\)|\bou {acronym}\b|\b{acronym}\s*\(|\b{acronym} (?:veut dire|signifie|est le sigle)"
    )
    nearby = whole[max(0, first_use - AROUND) : first_use + len(acronym) + AROUND]
    found = given.search(nearby)
    return found is not None and found.start() <= min(AROUND, first_use)


def is_described(description: str) -> bool:
    """Return whether a description says something; « image 3 » or the name of a file does not."""
    return bool(description.strip()) and _NOT_A_DESCRIPTION.fullmatch(description.strip()) is None


def blocking(lesson: LessonText) -> list[Remark]:
    """Return the remarks that keep a lesson from being published."""
    found = []
    silent = sum(1 for each in lesson.pictures if not each.strip())
    if silent:
        how_many = "Une image n’a" if silent == 1 else f"{silent} images n’ont"
        advice = f"{how_many} pas de description. Dites ce que l’on y voit, en une phrase."
        found.append(Remark("Images à décrire", advice, blocks=True))
    bare = tuple(each.question for each in lesson.questions if not each.is_explained)
    if bare:
        advice = "Écrivez l’explication sous la question : elle se lit après chaque essai, juste ou non."
        found.append(Remark("Questions à expliquer", advice, bare[:MOST_QUOTES], blocks=True))
    if missing := [said for each in lesson.recordings for said in each.missing]:
        found.append(Remark("Sons et vidéos à compléter", " ".join(dict.fromkeys(missing)), blocks=True))
    return found


def advice(lesson: LessonText) -> list[Remark]:
    """Return the remarks that would make the lesson easier to read. None is compulsory."""
    found = []
    if long := long_sentences(lesson.full):
        title = "Une phrase longue" if len(long) == 1 else f"{len(long)} phrases longues"
        hint = f"Plus de {LONGEST_SENTENCE} mots. Souvent, un point au milieu suffit."
        found.append(Remark(title, hint, tuple(long[:MOST_QUOTES])))
    if acronyms := unexplained_acronyms(lesson.full, lesson.explained_words):
        hint = (
            "Écrivez le nom entier la première fois, puis le sigle entre parenthèses. Ou ajoutez un « Mot expliqué »."
        )
        found.append(Remark("Sigles à expliquer", hint, tuple(acronyms)))
    if not lesson.easy:
        found.append(
            Remark("Version facile à lire", "Elle n’est pas encore écrite. Des phrases très courtes, une idée chacune.")
        )
    if not lesson.sources:
        found.append(Remark("Sources", "Aucun fait établi n’est cité. D’où tenez-vous ce que dit la leçon ?"))
    vague = tuple(each for each in lesson.pictures if each.strip() and not is_described(each))
    if vague:
        found.append(Remark("Descriptions d’image", "Dites ce que l’on voit, pas le nom du fichier.", vague))
    if lesson.old_figures:
        hint = "Leur jour de relecture est passé. Le menu « Repères à vérifier » dit où les relire."
        found.append(Remark("Repères à vérifier", hint, lesson.old_figures[:MOST_QUOTES]))
    found += _about_cells(lesson) + _about_questions(lesson) + _about_scenarios(lesson)
    found += _about_reflections(lesson) + _about_recordings(lesson) + _about_tools(lesson)
    return found + _about_length(lesson)


def _about_cells(lesson: LessonText) -> list[Remark]:
    long = tuple(cell for cell in lesson.cells if word_count(cell) > LONGEST_CELL)
    if not long:
        return []
    hint = f"Plus de {LONGEST_CELL} mots dans une case. Dites le reste sous le tableau."
    return [Remark("Cases longues", hint, long[:MOST_QUOTES])]


def _about_questions(lesson: LessonText) -> list[Remark]:
    bare = tuple(choice for each in lesson.questions for choice in each.bare_choices)
    if not bare:
        return []
    hint = "Dites pour chacune pourquoi elle est juste ou non : on apprend aussi en se trompant."
    return [Remark("Réponses sans leur « pourquoi »", hint, bare[:MOST_QUOTES])]


def _about_scenarios(lesson: LessonText) -> list[Remark]:
    found = []
    if long := tuple(each.title for each in lesson.scenarios if each.steps > MOST_STEPS):
        hint = f"Plus de {MOST_STEPS} étapes. On s’y perd : retirez celles qui apprennent le moins."
        found.append(Remark("Scénario long", hint, long))
    if single := tuple(each.title for each in lesson.scenarios if each.endings < FEWEST_ENDINGS):
        hint = f"Écrivez {FEWEST_ENDINGS} fins au moins : plusieurs suites peuvent être bonnes."
        found.append(Remark("Une seule fin", hint, single))
    return found


def _about_reflections(lesson: LessonText) -> list[Remark]:
    asked, found = lesson.reflections, []
    if about_health := tuple(each for each in asked if _HEALTH.search(each)):
        hint = "Demandez ce que la personne sait faire ou veut essayer. Jamais comment elle va."
        found.append(Remark("« Pour vous seulement » parle de santé", hint, about_health))
    if told := tuple(each for each in asked if not each.rstrip().endswith("?")):
        hint = "Finissez par un point d’interrogation : une seule question, ouverte."
        found.append(Remark("« Pour vous seulement » sans question", hint, told))
    if len(asked) > MOST_REFLECTIONS:
        hint = "Une seule par leçon : on y pense mieux. Gardez celle qui sert le plus."
        found.append(Remark("Plusieurs « Pour vous seulement »", hint))
    return found


def _about_recordings(lesson: LessonText) -> list[Remark]:
    long = tuple(each.title for each in lesson.recordings if each.seconds > LONGEST_RECORDING)
    if not long:
        return []
    hint = f"Plus de {LONGEST_RECORDING // 60} minutes. Gardez ce qui sert, ou partagez en plusieurs."
    return [Remark("Son ou vidéo long à suivre", hint, long)]


def _about_tools(lesson: LessonText) -> list[Remark]:
    found, titles = [], [each.title for each in lesson.tools]
    if hidden := tuple(each.title for each in lesson.tools if not each.is_shown):
        hint = "Personne ne peut le lire : la leçon se lit sans lui. Publiez-le, ou retirez-le d’ici."
        found.append(Remark("Outil qui n’est pas publié", hint, hidden))
    if bare := tuple(each.title for each in lesson.tools if each.is_shown and not each.says_why):
        hint = "Dites en une phrase pourquoi il sert ici. Sans elle, la leçon a celle de l’outil."
        found.append(Remark("Outil sans phrase pour l’annoncer", hint, bare))
    if twice := tuple(title for title in dict.fromkeys(titles) if titles.count(title) > 1):
        hint = "Une fois suffit : gardez-le là où l’on s’en sert."
        found.append(Remark("Même outil deux fois", hint, twice))
    return found


def _about_length(lesson: LessonText) -> list[Remark]:
    if lesson.minutes <= LONGEST_LESSON:
        return []
    hint = f"Plus de {LONGEST_LESSON} minutes de lecture. Deux leçons courtes se lisent mieux qu’une longue."
    return [Remark("Leçon longue", hint)]


def remarks(lesson: LessonText) -> list[Remark]:
    """Return all the remarks: first those that keep the lesson from being published, then the advice."""
    return blocking(lesson) + advice(lesson)
