"""`{% passport_news %}` : the member's home page says what waits in their passport, in three queries."""

from typing import Any

from django import template
from django.template import Context

from passport.confirmations.rules import to_look_at
from passport.models import Proposal, Reply

register = template.Library()
SHOWN = 3  # of each sort; the passport shows them all


@register.inclusion_tag("passport/includes/news.html", takes_context=True)
def passport_news(context: Context) -> dict[str, Any]:
    """Return unread replies, confirmations, then what finished modules and peers propose; nothing for a visitor."""
    user = context["request"].user
    if not user.is_authenticated:
        return {}
    proposals = Proposal.objects.of(user).pending().values_list("source_kind", "source_ref", "source_label")
    events = {(kind, ref): {"kind": kind, "ref": ref, "label": label} for kind, ref, label in proposals}
    return {
        "replies": Reply.objects.of(user).unread().select_related("share")[:SHOWN],
        **to_look_at(user),
        "events": list(events.values())[:SHOWN],
    }
