"""`{% passport_news %}` : on the home page, what there is to look at in one's passport, in two queries."""

from typing import Any

from django import template
from django.template import Context

from passport.models import Proposal, Reply

register = template.Library()
SHOWN = 3  # of each sort; the passport shows them all


@register.inclusion_tag("passport/includes/news.html", takes_context=True)
def passport_news(context: Context) -> dict[str, Any]:
    """Answers not read yet, then what finished modules propose; nothing at all when there is neither."""
    user = context["request"].user
    if not user.is_authenticated:
        return {}
    proposals = Proposal.objects.of(user).pending().values_list("source_kind", "source_ref", "source_label")
    events = {(kind, ref): {"kind": kind, "ref": ref, "label": label} for kind, ref, label in proposals}
    return {
        "replies": Reply.objects.of(user).unread().select_related("share")[:SHOWN],
        "events": list(events.values())[:SHOWN],
    }
