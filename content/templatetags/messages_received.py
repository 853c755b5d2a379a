"""How many messages wait for the coordination."""

from django import template

from content.models import ContactMessage

register = template.Library()


@register.simple_tag
def waiting_messages() -> int:
    """Return how many messages nobody has answered nor closed; one query."""
    return ContactMessage.objects.filter(state=ContactMessage.State.RECEIVED).count()
