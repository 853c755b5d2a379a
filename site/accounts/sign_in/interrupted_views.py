"""/compte/reprendre/: the forms sent after the session had ended."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts import next_step
from accounts.requests import MemberRequest
from accounts.sign_in import interrupted_forms


@require_safe
def begun(request: MemberRequest) -> HttpResponse:
    """Show the kept forms, for the member to send again or drop."""
    kept = [
        {
            "draft": draft,
            "page": interrupted_forms.page_title(draft),
            "fields": fields,
            "texts": [text for text in _flat(fields) if _is_text(text)],
        }
        for draft, fields in ((draft, interrupted_forms.read(draft)) for draft in interrupted_forms.begun(request.user))
    ]
    context = {"kept": kept, "draft_field": interrupted_forms.FIELD, "onward": next_step.target(request)}
    return render(request, "accounts/drafts.html", context)


def _is_text(value: str) -> bool:
    """Return whether a value reads as words: not a number, a reference, a date or a choice among several."""
    return " " in value.strip() or (value.isalpha() and not value.islower())


def _flat(fields: dict[str, list[str]]) -> list[str]:
    return [value for values in fields.values() for value in values]


@require_POST
def forget_begun(request: MemberRequest, pk: int) -> HttpResponse:
    """Drop a draft of the member; leave another person's alone without a word."""
    request.user.drafts.filter(pk=pk).delete()
    return redirect("accounts:drafts")
