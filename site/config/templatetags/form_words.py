"""`{{ form|what_is_needed }}`: which fields of a form must be filled, said once above it. `{{ words|unbroken }}`."""

from django import forms, template
from django.template.defaultfilters import stringfilter

from lib import text

register = template.Library()
ALL = "Tout est à remplir."
MOST = "Tout est à remplir, sauf ce qui est marqué (facultatif)."


@register.filter(is_safe=True)
@stringfilter
def unbroken(words: str) -> str:
    """Return the words written in code as French sets them: no line begins with a sign or ends with an opening mark."""
    return text.no_break(words)


@register.filter
def what_is_needed(form: forms.BaseForm) -> str:
    """Return the sentence, empty where one field alone is asked for or nothing must be filled.

    A box to tick counts for nothing: left empty, it is an answer.
    """
    asked = [bound.field for bound in form.visible_fields() if not isinstance(bound.field.widget, forms.CheckboxInput)]
    needed = [field for field in asked if field.required]
    if len(asked) < 2 or not needed:
        return ""
    return ALL if needed == asked else MOST
