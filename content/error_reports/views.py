"""« Signaler une erreur », for any visitor: one line, no account, no cookie; the origin of the POST is its proof."""

from typing import Any, cast

from django import forms
from django.contrib.auth.decorators import login_not_required
from django.core.validators import MaxLengthValidator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache

from content.error_reports import rules
from content.models.messages import LONGEST_ERROR
from content.private_words import visitor_key
from lib.http import CREATED, INVALID, TOO_MANY, form_view, same_origin
from lib.idempotency import RefField, name_of_form
from lib.limits import within_limit
from lib.text import NBSP, writable

HELP = f"Une phrase suffit. {{room}}{NBSP}signes au plus. N’écrivez aucun nom de personne."
TOO_LONG = f"Votre phrase est trop longue{NBSP}: {{room}}{NBSP}signes au plus."


class ErrorReportForm(forms.Form):
    """One line about what is wrong."""

    text = forms.CharField(
        label=f"Qu’est-ce qui ne va pas{NBSP}?",
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={
            "required": "Dites en une phrase ce qui ne va pas.",
        },
    )
    ref = RefField()

    def __init__(self, *args: Any, before: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        room = LONGEST_ERROR - len(before)
        line = cast("forms.CharField", self.fields["text"])
        line.help_text = HELP.format(room=room)
        line.widget.attrs["maxlength"] = str(room)
        line.validators.append(MaxLengthValidator(room, TOO_LONG.format(room=room)))

    def clean_text(self) -> str:
        """Return the line without the signs that no file can hold."""
        return writable(self.cleaned_data["text"])


@never_cache
@login_not_required
@same_origin
@form_view
def report(request: HttpRequest, kind: str, name: str) -> HttpResponse:
    """Keep a line about a page or a place. Raise Http404 for what not everybody may read."""
    subject = rules.SUBJECTS[kind](name)
    if subject is None:
        raise Http404("nothing that anybody may read")
    form = ErrorReportForm(request.POST if request.method == "POST" else None, before=subject.before)
    context = {"subject": subject, "form": form}
    if not form.is_bound:
        return render(request, "content/report_error.html", context)
    if not form.is_valid():
        return render(request, "content/report_error.html", context, status=INVALID)
    if not within_limit(request, "error_report", key=visitor_key(request)):
        return render(request, "content/report_error.html", context | {"too_many": True}, status=TOO_MANY)
    rules.keep(subject, form.cleaned_data["text"], name_of_form(form, subject.thing))
    return render(request, "content/error_reported.html", context, status=CREATED)
