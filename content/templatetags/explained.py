"""`{% explained "mandat" %}`: a word of the interface with its meaning, where it stands. It needs no script."""

from collections.abc import Iterable

from django import template

from accounts import names
from content.glossary.shown import terms_by_key

register = template.Library()


@register.inclusion_tag("content/glossary/explained.html")
def explained(key: str) -> dict[str, str]:
    """Return a word and its meaning, by its code in the words explained; nothing for a word that is not written."""
    word, meaning = terms_by_key().get(key, ("", ""))
    return {"word": word, "meaning": meaning}


@register.filter
def have_a_mark(choices: Iterable[tuple[str, str]]) -> bool:
    """Return whether a name among choices holds the mark that tells two people apart."""
    return names.has_mark(called for _, called in choices)
