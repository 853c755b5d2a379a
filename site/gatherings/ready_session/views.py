"""/ateliers/montrer/<module>/: the half hour that a finished module gives, to print, then to propose."""

from urllib.parse import urlencode

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from content.figures_in_text.values import PREVENTION, value_of
from content.serving import is_readable, refuse_unreadable
from courses.learning import ready_sessions
from courses.learning.finish_views import is_finished_by
from courses.learning.first_proposals import is_first_proposal
from courses.learning.lookup import Contents, find_contents
from courses.learning.ready_sessions import ReadySession
from gatherings.permissions import groups_of


@require_safe
def session(request: MemberRequest, module: str) -> HttpResponse:
    """Show the session to whoever finished the module and is in a group; lead the others back to the module.

    `lecon` chooses the lesson; without it, the first that speaks of nothing hard. Raise Http404 for a module that gives
    no session. Write nothing.
    """
    contents = find_contents(module)
    refuse_unreadable(request, contents.module)
    if not groups_of(request.user).exists() or not is_finished_by(request, contents):
        return redirect(contents.module.address)
    offered = [each for each in ready_sessions.sessions_of(contents) if is_readable(request, each.lesson)]
    if not offered:
        raise Http404
    chosen = _chosen(offered, request.GET.get("lecon", ""))
    return render(request, "gatherings/ready_session.html", _context(contents, offered, chosen))


def _chosen(offered: list[ReadySession], slug: str) -> ReadySession:
    """Return the session of the lesson asked for; else the first whose lesson has nothing to say before it is read."""
    asked = next((each for each in offered if each.lesson.slug == slug), None)
    return asked or next((each for each in offered if not each.lesson.content_note), offered[0])


def _context(contents: Contents, offered: list[ReadySession], chosen: ReadySession) -> dict[str, object]:
    module, lesson = contents.module, chosen.lesson
    asked = urlencode({"formation": module.slug, "lecon": lesson.slug})
    return {
        "module": module,
        "lesson": lesson,
        "session": chosen,
        "others": [each.lesson for each in offered if each is not chosen],
        "is_first_proposal": is_first_proposal(module),
        "prevention": value_of(*PREVENTION),
        "minutes": {
            "all": ready_sessions.MINUTES,
            "essential": ready_sessions.ESSENTIAL,
            "trying": ready_sessions.TRYING,
            "asking": ready_sessions.ASKING,
        },
        "together": reverse("courses:together", args=[module.slug, lesson.slug]),
        "propose": f"{reverse('gatherings:propose')}?{asked}",
    }
