"""How a key figure is named in a text, and how its value takes the place of its name. Pure.

>>> replaced({"text": "Au-dessus de {repère:seuil}."}, {"seuil": "23 000 €"})
{'text': 'Au-dessus de 23 000 €.'}
>>> sorted(names_in(["{repère:seuil}, {Repere : don}"]))
['don', 'seuil']
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

TO_CHECK = "(à vérifier)"  # in the place of a key figure that is no longer there
LONGEST_QUOTE = 40  # signs of a name that an error quotes
Raw = TypeVar("Raw")
_WORD = "rep(?:è|e\N{COMBINING GRAVE ACCENT}?)re"
_REFERENCE = re.compile(rf"(?<!{{)\{{\s*{_WORD}\s*:([^{{}}<>]*)\}}", re.IGNORECASE)
_BEGUN = re.compile(rf"\{{\s*{_WORD}\b", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_IN_TAGS = re.compile(r"(</?[a-z][^<>]*>)", re.IGNORECASE)


def reference(name: str) -> str:
    """Return what an editor types in a text."""
    return f"{{repère:{name}}}"


def _name(match: re.Match[str]) -> str:
    return match[1].strip().casefold()


def texts_of(value: Any) -> Iterator[str]:
    """Yield every text of a raw value, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from texts_of(each)
    elif isinstance(value, list | tuple):
        for each in value:
            yield from texts_of(each)


def names_in(value: Any) -> set[str]:
    """Return the names of the key figures that a text, or a raw value made of texts, asks for."""
    return {_name(match) for text in texts_of(value) if "{" in text for match in _REFERENCE.finditer(text)}


def replaced(value: Raw, values: Mapping[str, str], unknown: str | None = TO_CHECK) -> Raw:
    """Return the same raw value with values in the place of names; `unknown` for a name without one, None to leave it.

    A value holds no sign of HTML (`content.models.KeyFigure`): it goes into rich text as into plain text.
    """
    found: Any = value
    if isinstance(value, str):
        found = _in_words(value, values, unknown) if "{" in value else value
    elif isinstance(value, dict):
        found = {key: replaced(each, values, unknown) for key, each in value.items()}
    elif isinstance(value, list | tuple):
        found = [replaced(each, values, unknown) for each in value]
    return found


def _in_words(text: str, values: Mapping[str, str], unknown: str | None) -> str:
    def value_of(match: re.Match[str]) -> str:
        return values.get(_name(match), match[0] if unknown is None else unknown)

    if "<" not in text:
        return _REFERENCE.sub(value_of, text)
    parts = _IN_TAGS.split(text)  # words, then a tag, in turn: a value never goes into an address
    return "".join(part if at % 2 else _REFERENCE.sub(value_of, part) for at, part in enumerate(parts))


def fault_in(text: str, known: Mapping[str, str]) -> str:
    """Return why a text may not be kept: a name that is not known, or a reference that cannot be read; "" if it may."""
    if "{" not in text:
        return ""
    if missing := sorted(names_in(text) - known.keys()):
        return f"Aucun repère n’a le nom « {missing[0][:LONGEST_QUOTE]} ». Les noms sont dans le menu « Repères »."
    if len(_BEGUN.findall(_TAG.sub("", text))) > len(_REFERENCE.findall(text)):
        return f"Un repère s’écrit d’une traite, sans gras dedans : {reference('son-nom')}."
    if any(_REFERENCE.search(tag) for tag in _IN_TAGS.findall(text)):
        return "Un repère se place dans les mots, pas dans l’adresse d’un lien. Écrivez l’adresse elle-même."
    return ""
