"""A text is approved where it is read: its page in the editor, never the address of the action alone.

The button of the home page of the admin sends nothing of the text, which another moderator may have changed since. The
form of the page says what it showed (content.as_shown): the page is held from there until what it asks is done.
"""

from functools import wraps
from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponseRedirect, JsonResponse
from django.http.response import HttpResponseBase
from django.urls import reverse
from wagtail.models import Page

from content.publishing.gate import NotReadyError
from lib.http import View
from lib.text import no_break

ACTION = "wagtailadmin_pages:workflow_action"
FORMS = {"wagtailadmin_pages:edit", "wagtailadmin_pages:revisions_revert"}
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


def one_at_a_time(view: View) -> View:
    """Hold a page while the form of its editor is read and done: nobody saves, signs or takes a name off meanwhile."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        match = request.resolver_match
        if request.method != "POST" or match is None or match.view_name not in FORMS:
            return view(request, *args, **kwargs)
        with transaction.atomic():
            Page.objects.select_for_update().filter(pk=kwargs["page_id"]).first()
            try:
                return view(request, *args, **kwargs)
            except NotReadyError as error:
                refused = error
        raise refused  # the version that was saved stays, and so does the reading

    return wrapped
