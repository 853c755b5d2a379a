"""A text is approved where it is read: its page in the editor, never the address of the action alone.

The button of the home page of the admin sends nothing of the text, which another moderator may have changed since.
"""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse

from lib.http import View
from lib.text import no_break

ACTION = "wagtailadmin_pages:workflow_action"
READ_FIRST = no_break("Lisez ce texte, puis choisissez « Approuver et Publier » au bas de cette page.")


def approved_where_read(view: View) -> View:
    """Lead whoever approves by the address of the action to the page, whose form sends the text that they read."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        match = request.resolver_match
        approves = match and match.view_name == ACTION and kwargs["action_name"] == "approve"
        if not approves or not request.user.is_authenticated:
            return view(request, *args, **kwargs)
        messages.warning(request, READ_FIRST)
        editor = reverse("wagtailadmin_pages:edit", args=[kwargs["page_id"]])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":  # the dialogs of Wagtail expect JSON
            return JsonResponse({"step": "success", "redirect": editor})
        return HttpResponseRedirect(editor)

    return wrapped
