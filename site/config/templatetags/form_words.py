"""`{{ form|what_is_needed }}`: which fields of a form must be filled, said once above it."""

from django import forms, template

register = template.Library()
ALL = "Tout est à remplir."
MOST = "Tout est à remplir, sauf ce qui est marqué (facultatif)."


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
