"""A workshop prepared from a lesson: its form opens filled in, and the person changes what they like."""

import datetime
import re
from typing import Any

from django import forms
from django.http import Http404

from accounts.requests import MemberRequest
from content.serving import is_readable
from courses.learning.lookup import Contents, find_contents
from courses.learning.ready_sessions import MINUTES, sessions_of
from courses.models import ModulePage
from gatherings.programme.as_shown import SKILLS
from gatherings.programme.forms import WorkshopForm

_SLUG = re.compile(r"[a-zA-Z0-9_-]{1,255}")
LONGEST_WHAT, LONGEST_TITLE = 1000, 120


class PreparedWorkshopForm(WorkshopForm):
    """A workshop of half an hour, unless the person says when it ends. `module`: what it is prepared from."""

    def __init__(self, *args: Any, module: ModulePage, **kwargs: Any) -> None:
        super().__init__(*args, module=module, **kwargs)
        self.fields["formation"] = forms.CharField(widget=forms.HiddenInput, required=False, initial=module.slug)
        self.fields["ends_at"].required = False
        self.fields["ends_at"].help_text = f"Vide : {MINUTES} minutes après le début."

    def _end(self) -> datetime.time | None:
        begins, end = self.cleaned_data.get("begins_at"), super()._end()
        if end or not begins or "ends_at" in self.errors:
            return end
        after = datetime.datetime.combine(datetime.date.min, begins) + datetime.timedelta(minutes=MINUTES)
        return after.time() if after.date() == datetime.date.min else datetime.time.max


def module_asked(request: MemberRequest) -> Contents | None:
    """Return the module that a form is prepared from; None when it names none that the person may read."""
    slug = request.POST.get("formation") or request.GET.get("formation", "")
    if not _SLUG.fullmatch(slug):
        return None
    try:
        contents = find_contents(slug)
    except Http404:
        return None
    return contents if is_readable(request, contents.module) else None


def filled_with(contents: Contents, lesson: str) -> dict[str, Any]:
    """Return what the form shows first: the title of the lesson, what one does, the first skills of the module."""
    skills = dict(zip(SKILLS, (skill.slug for skill in contents.skills), strict=False))
    session = next((each for each in sessions_of(contents) if each.lesson.slug == lesson), None)
    if session is None:
        return {"title": contents.module.title[:LONGEST_TITLE], **skills}
    return {"title": session.lesson.title[:LONGEST_TITLE], "what": session.plan(LONGEST_WHAT), **skills}
