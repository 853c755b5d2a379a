"""« Garder les leçons faites ? », asked after signing in about the lessons done before, on this device."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from accounts.next_step import onward
from accounts.requests import MemberRequest
from content.serving import reachable
from courses.learning.lookup import lessons_of
from courses.learning.progress_store import SESSION_KEY, AccountProgress, Progress, SessionProgress
from courses.learning.skill_offers import offer_skills
from courses.models import LessonPage, ModulePage
from lib.http import INVALID, form_view


def question_after_sign_in(request: HttpRequest) -> str | None:
    """Return the address of the question when the session holds lessons done before (a step of accounts.next_step)."""
    return reverse("courses:keep_progress") if request.session.get(SESSION_KEY) else None


@form_view
def keep_progress(request: MemberRequest) -> HttpResponse:
    """Ask whether what the visitor did enters the account of the member; a second answer changes nothing."""
    if not request.session.get(SESSION_KEY):
        return HttpResponseRedirect(onward(request))
    visitor = SessionProgress(request.session)
    if request.method == "POST" and request.POST.get("keep") in {"yes", "no"}:
        if request.POST["keep"] == "yes":
            _keep(request, visitor)
        request.session.pop(SESSION_KEY, None)
        return HttpResponseRedirect(onward(request))
    rows = [
        {"module": module, "lessons": [lesson for lesson in lessons if lesson.pk in progress.done]}
        for module, lessons, progress in _begun(visitor)
    ]
    problem = request.method == "POST"
    context = {"rows": rows, "problem": problem}
    return render(request, "courses/keep_progress.html", context, status=INVALID if problem else 200)


def _begun(visitor: SessionProgress) -> Iterator[tuple[ModulePage, list[LessonPage], Progress]]:
    """Yield the published modules that the visitor began, each with its live lessons and where the visitor is."""
    for module in reachable(ModulePage.objects).filter(pk__in=visitor.begun_modules()):
        lessons = lessons_of(module)
        yield module, lessons, visitor.progress_in(module.pk, [lesson.pk for lesson in lessons])


def _keep(request: MemberRequest, visitor: SessionProgress) -> None:
    member = AccountProgress(request.user)
    for module, lessons, progress in _begun(visitor):
        if member.merge(module.pk, progress, [lesson.pk for lesson in lessons]):
            offer_skills(request.user, module)
