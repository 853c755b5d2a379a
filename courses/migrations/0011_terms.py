"""Each explained word is written once, in `content.Term`; a block names it.

No word is lost: a block keeps the meaning it had, as the meaning of its lesson alone. The seed then writes anew the
lessons that nobody changed, with the meaning of all.
"""

import json
from collections.abc import Callable, Iterator
from typing import Any

import courses.blocks
import wagtail.fields
from django.db import migrations
from django.utils.text import slugify
from wagtail.blocks import StreamValue

from lib.text import fold, fold_words

DRAWN_FROM_LESSONS = "lecon-"
Raw = dict[str, Any]
Change = Callable[[Raw], Raw]


def _blocks(body: StreamValue) -> list[Raw]:
    return [body.raw_data[place] for place in range(len(body.raw_data))]


def _changed(blocks: list[Raw], change: Change) -> list[Raw]:
    return [{**each, "value": change(each["value"])} if each["type"] == "glossary" else each for each in blocks]


def _holds(blocks: list[Raw]) -> bool:
    return any(each["type"] == "glossary" for each in blocks)


def _revisions(apps) -> Iterator[Any]:
    """Yield the revisions of lessons, drafts too."""
    kind = apps.get_model("contenttypes", "ContentType").objects.filter(app_label="courses", model="lessonpage").first()
    if kind:
        yield from apps.get_model("wagtailcore", "Revision").objects.filter(content_type=kind).iterator(chunk_size=50)


def rewrite(apps, change: Change) -> None:
    """Change the value of every glossary block: of pages first, then of their revisions."""
    lessons = apps.get_model("courses", "LessonPage").objects.order_by("path")
    for lesson in lessons.iterator(chunk_size=50):
        blocks = _blocks(lesson.body)
        if _holds(blocks):
            body = StreamValue(lesson.body.stream_block, _changed(blocks, change), is_lazy=True)
            lessons.filter(pk=lesson.pk).update(body=body)
    for revision in _revisions(apps):
        blocks = json.loads(revision.content.get("body") or "[]")
        if _holds(blocks):
            revision.content["body"] = json.dumps(_changed(blocks, change))
            revision.save(update_fields=["content"])


def draw_terms(apps, _schema_editor) -> None:
    """Make a term of each word, with the first meaning met; the block keeps its own."""
    terms = apps.get_model("content", "Term").objects
    known: dict[str, int] = dict(terms.values_list("folded", "pk"))
    keys: set[str] = set(terms.values_list("key", flat=True))

    def to_reference(value: Raw) -> Raw:
        word, meaning = (value.get("term") or "").strip(), value.get("meaning") or ""
        folded = (fold_words(word) or fold(word))[:200]
        if folded and folded not in known:
            key = _free_key(folded, keys)
            known[folded] = terms.create(key=key, word=word[:80], folded=folded, meaning=meaning[:300]).pk
        return {"term": known.get(folded), "meaning_here": meaning}

    rewrite(apps, to_reference)


def _free_key(folded: str, keys: set[str]) -> str:
    start = DRAWN_FROM_LESSONS + (slugify(folded)[:60].strip("-") or "mot")
    key = next(each for each in (start, *(f"{start}-{n}" for n in range(2, 10_000))) if each not in keys)
    keys.add(key)
    return key


def write_back(apps, _schema_editor) -> None:
    """Write the word and its meaning in each block again."""
    known = {each.pk: each for each in apps.get_model("content", "Term").objects.all()}

    def to_words(value: Raw) -> Raw:
        term = known.get(value.get("term"))
        meaning = value.get("meaning_here") or (term.meaning if term else "")
        return {"term": term.word if term else "", "meaning": meaning}

    rewrite(apps, to_words)


class Migration(migrations.Migration):
    dependencies = [
        ("content", "0009_terms"),
        ("courses", "0010_tried_with_groups"),
    ]

    operations = [
        migrations.RunPython(draw_terms, write_back),
        migrations.AlterField(
            model_name="lessonpage",
            name="body",
            field=wagtail.fields.StreamField(
                [
                    ("brief", 2),
                    ("text", 5),
                    ("example", 8),
                    ("to_do", 10),
                    ("question", 19),
                    ("order", 23),
                    ("match", 28),
                    ("short_answer", 32),
                    ("steps", 35),
                    ("scenario", 48),
                    ("table", 55),
                    ("tool", 58),
                    ("warning", 60),
                    ("call", 65),
                    ("picture", 69),
                    ("document", 72),
                    ("glossary", 75),
                ],
                block_lookup={
                    0: ("wagtail.blocks.CharBlock", (), {"label": "Phrase", "max_length": 200}),
                    1: ("wagtail.blocks.ListBlock", (0,), {"label": "Phrases", "min_num": 1}),
                    2: ("wagtail.blocks.StructBlock", [[("points", 1)]], {}),
                    3: ("wagtail.blocks.CharBlock", (), {"label": "Intertitre", "max_length": 120, "required": False}),
                    4: (
                        "content.blocks.text.WrittenBlock",
                        (),
                        {"features": ["bold", "ul", "ol", "link", "h3"], "label": "Texte"},
                    ),
                    5: ("wagtail.blocks.StructBlock", [[("heading", 3), ("text", 4)]], {}),
                    6: ("wagtail.blocks.CharBlock", (), {"label": "Titre", "max_length": 120, "required": False}),
                    7: (
                        "content.blocks.text.WrittenBlock",
                        (),
                        {"features": ["bold", "ul", "ol", "link", "h3"], "label": "Exemple"},
                    ),
                    8: ("wagtail.blocks.StructBlock", [[("title", 6), ("text", 7)]], {}),
                    9: (
                        "content.blocks.text.WrittenBlock",
                        (),
                        {"features": ["bold", "ul", "ol", "link", "h3"], "label": "À faire"},
                    ),
                    10: ("wagtail.blocks.StructBlock", [[("text", 9)]], {}),
                    11: ("wagtail.blocks.CharBlock", (), {"label": "Question", "max_length": 300}),
                    12: (
                        "wagtail.blocks.ChoiceBlock",
                        [],
                        {
                            "choices": [
                                ("single", "Une seule bonne réponse"),
                                ("multiple", "Plusieurs bonnes réponses"),
                                ("true_false", "Vrai ou faux"),
                            ],
                            "label": "Sorte",
                        },
                    ),
                    13: ("wagtail.blocks.CharBlock", (), {"label": "Réponse", "max_length": 250}),
                    14: ("wagtail.blocks.BooleanBlock", (), {"label": "C’est juste", "required": False}),
                    15: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Pourquoi (pour ce choix)", "max_length": 400, "required": False},
                    ),
                    16: ("wagtail.blocks.StructBlock", [[("text", 13), ("is_right", 14), ("explanation", 15)]], {}),
                    17: (
                        "wagtail.blocks.ListBlock",
                        (16,),
                        {"label": "Réponses possibles", "max_num": 8, "min_num": 2},
                    ),
                    18: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {
                            "help_text": "Montrée après chaque essai, juste ou non.",
                            "label": "Explication",
                            "max_length": 800,
                            "rows": 3,
                        },
                    ),
                    19: (
                        "wagtail.blocks.StructBlock",
                        [[("question", 11), ("kind", 12), ("choices", 17), ("explanation", 18)]],
                        {},
                    ),
                    20: ("wagtail.blocks.CharBlock", (), {"label": "Consigne", "max_length": 300}),
                    21: ("wagtail.blocks.CharBlock", (), {"label": "Étape", "max_length": 200}),
                    22: (
                        "wagtail.blocks.ListBlock",
                        (21,),
                        {
                            "help_text": "Les lecteurs les voient mélangées.",
                            "label": "Étapes, dans le bon ordre",
                            "max_num": 8,
                            "min_num": 3,
                        },
                    ),
                    23: (
                        "wagtail.blocks.StructBlock",
                        [[("question", 20), ("steps", 22), ("explanation", 18)]],
                        {"group": "Exercices"},
                    ),
                    24: ("wagtail.blocks.CharBlock", (), {"label": "À gauche", "max_length": 120}),
                    25: ("wagtail.blocks.CharBlock", (), {"label": "À droite", "max_length": 120}),
                    26: ("wagtail.blocks.StructBlock", [[("left", 24), ("right", 25)]], {}),
                    27: (
                        "wagtail.blocks.ListBlock",
                        (26,),
                        {
                            "help_text": "Plusieurs lignes peuvent avoir le même texte à droite.",
                            "label": "Paires",
                            "max_num": 6,
                            "min_num": 2,
                        },
                    ),
                    28: (
                        "wagtail.blocks.StructBlock",
                        [[("question", 20), ("pairs", 27), ("explanation", 18)]],
                        {"group": "Exercices"},
                    ),
                    29: ("wagtail.blocks.CharBlock", (), {"label": "Réponse juste", "max_length": 100}),
                    30: (
                        "wagtail.blocks.ListBlock",
                        (29,),
                        {
                            "help_text": "La première est celle que l’on montre. Accents, majuscules et espaces ne comptent pas.",
                            "label": "Réponses justes",
                            "max_num": 10,
                            "min_num": 1,
                        },
                    ),
                    31: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Montré après le premier essai, si besoin.",
                            "label": "Indice",
                            "max_length": 200,
                            "required": False,
                        },
                    ),
                    32: (
                        "wagtail.blocks.StructBlock",
                        [[("question", 11), ("accepted", 30), ("explanation", 18), ("hint", 31)]],
                        {"group": "Exercices"},
                    ),
                    33: ("wagtail.blocks.CharBlock", (), {"label": "Étape", "max_length": 250}),
                    34: ("wagtail.blocks.ListBlock", (33,), {"label": "Étapes", "min_num": 2}),
                    35: ("wagtail.blocks.StructBlock", [[("title", 6), ("steps", 34)]], {"group": "Plus"}),
                    36: ("wagtail.blocks.CharBlock", (), {"label": "Titre", "max_length": 120}),
                    37: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {"label": "Pour commencer", "max_length": 400, "required": False, "rows": 2},
                    ),
                    38: (
                        "wagtail.blocks.RegexBlock",
                        ("^\\s*[A-Za-z0-9]+\\s*$",),
                        {
                            "error_messages": {
                                "invalid": "Des lettres sans accent et des chiffres, rien d’autre. Par exemple : 3 ou fin1."
                            },
                            "help_text": "Par exemple : 3 ou fin1. Les choix disent ce nom ; les lecteurs ne le voient pas.",
                            "label": "Nom court",
                            "max_length": 20,
                        },
                    ),
                    39: (
                        "content.blocks.text.WrittenBlock",
                        (),
                        {"features": ["bold", "ul", "ol", "link"], "label": "Texte"},
                    ),
                    40: ("wagtail.blocks.BooleanBlock", (), {"label": "C’est une fin", "required": False}),
                    41: ("wagtail.blocks.CharBlock", (), {"label": "Choix", "max_length": 250}),
                    42: (
                        "wagtail.blocks.TextBlock",
                        (),
                        {
                            "help_text": "Ce que l’on voit ou entend ensuite. Sans juger.",
                            "label": "Ce qui se passe",
                            "max_length": 400,
                            "rows": 2,
                        },
                    ),
                    43: (
                        "wagtail.blocks.RegexBlock",
                        ("^\\s*[A-Za-z0-9]+\\s*$",),
                        {
                            "error_messages": {
                                "invalid": "Des lettres sans accent et des chiffres, rien d’autre. Par exemple : 3 ou fin1."
                            },
                            "help_text": "Le nom court de l’étape.",
                            "label": "Mène à l’étape",
                            "max_length": 20,
                        },
                    ),
                    44: ("wagtail.blocks.StructBlock", [[("text", 41), ("consequence", 42), ("leads_to", 43)]], {}),
                    45: (
                        "wagtail.blocks.ListBlock",
                        (44,),
                        {
                            "default": [],
                            "help_text": "Deux au moins. Une fin n’en a pas.",
                            "label": "Choix",
                            "max_num": 5,
                        },
                    ),
                    46: (
                        "wagtail.blocks.StructBlock",
                        [[("name", 38), ("title", 36), ("text", 39), ("is_ending", 40), ("choices", 45)]],
                        {},
                    ),
                    47: (
                        "wagtail.blocks.ListBlock",
                        (46,),
                        {
                            "help_text": "La première étape ouvre le scénario. On peut revenir à une étape d’avant.",
                            "label": "Étapes et fins",
                            "max_num": 20,
                            "min_num": 2,
                        },
                    ),
                    48: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 36), ("intro", 37), ("steps", 47)]],
                        {"group": "Plus"},
                    ),
                    49: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Ce que montre le tableau, en quelques mots.",
                            "label": "Titre",
                            "max_length": 120,
                        },
                    ),
                    50: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"icon": "pilcrow", "label": "Texte", "max_length": 300, "required": False},
                    ),
                    51: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"icon": "decimal", "label": "Montant", "max_length": 30, "required": False},
                    ),
                    52: (
                        "wagtail.contrib.typed_table_block.blocks.TypedTableBlock",
                        [[("text", 50), ("amount", 51)]],
                        {"label": "Colonnes et lignes"},
                    ),
                    53: (
                        "wagtail.blocks.BooleanBlock",
                        (),
                        {"label": "La dernière ligne est un total", "required": False},
                    ),
                    54: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Une ligne du tableau, dite en une phrase.",
                            "label": "Lire une ligne à voix haute",
                            "max_length": 300,
                            "required": False,
                        },
                    ),
                    55: (
                        "wagtail.blocks.StructBlock",
                        [[("title", 49), ("table", 52), ("total", 53), ("aloud", 54)]],
                        {"group": "Plus"},
                    ),
                    56: ("wagtail.blocks.PageChooserBlock", (), {"label": "Outil", "page_type": ["content.ToolPage"]}),
                    57: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Une phrase. Vide : celle de l’outil.",
                            "label": "Pourquoi, ici",
                            "max_length": 200,
                            "required": False,
                        },
                    ),
                    58: ("wagtail.blocks.StructBlock", [[("tool", 56), ("words", 57)]], {"group": "Plus"}),
                    59: (
                        "content.blocks.text.WrittenBlock",
                        (),
                        {"features": ["bold", "ul", "ol", "link", "h3"], "label": "Attention"},
                    ),
                    60: ("wagtail.blocks.StructBlock", [[("text", 59)]], {"group": "Plus"}),
                    61: ("wagtail.blocks.CharBlock", (), {"label": "Qui appeler", "max_length": 120}),
                    62: ("wagtail.blocks.CharBlock", (), {"label": "Numéro", "max_length": 20, "required": False}),
                    63: ("wagtail.blocks.CharBlock", (), {"label": "Quand", "max_length": 200, "required": False}),
                    64: ("wagtail.blocks.URLBlock", (), {"label": "Adresse internet", "required": False}),
                    65: (
                        "wagtail.blocks.StructBlock",
                        [[("who", 61), ("number", 62), ("when", 63), ("link", 64)]],
                        {"group": "Plus"},
                    ),
                    66: ("wagtail.images.blocks.ImageChooserBlock", (), {"label": "Image"}),
                    67: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Lu à voix haute aux personnes qui ne voient pas l’image.",
                            "label": "Ce que montre l’image",
                            "max_length": 250,
                        },
                    ),
                    68: ("wagtail.blocks.CharBlock", (), {"label": "Légende", "max_length": 200, "required": False}),
                    69: (
                        "wagtail.blocks.StructBlock",
                        [[("image", 66), ("alt_text", 67), ("caption", 68)]],
                        {"group": "Plus"},
                    ),
                    70: ("wagtail.documents.blocks.DocumentChooserBlock", (), {"label": "Document"}),
                    71: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {"label": "Nom affiché", "max_length": 120, "required": False},
                    ),
                    72: ("wagtail.blocks.StructBlock", [[("document", 70), ("label", 71)]], {"group": "Plus"}),
                    73: ("wagtail.snippets.blocks.SnippetChooserBlock", ("content.Term",), {"label": "Mot"}),
                    74: (
                        "wagtail.blocks.CharBlock",
                        (),
                        {
                            "help_text": "Vide, le plus souvent : la leçon montre le sens écrit dans « Mots expliqués ».",
                            "label": "Autre sens, dans cette leçon seulement",
                            "max_length": 300,
                            "required": False,
                        },
                    ),
                    75: ("wagtail.blocks.StructBlock", [[("term", 73), ("meaning_here", 74)]], {"group": "Plus"}),
                },
                default=courses.blocks.empty_lesson,
                verbose_name="leçon",
            ),
        ),
    ]
