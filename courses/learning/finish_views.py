"""The end of a module, and what to do with lessons done before signing in."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_safe

from accounts.next_step import onward
from accounts.requests import MemberRequest
from courses.learning.lookup import find_contents, lessons_of
from courses.learning.progress_store import SESSION_KEY, AccountProgress, SessionProgress, store_of
from courses.learning.skill_offers import offer_skills, source_ref
from courses.models import LessonPage, ModulePage
from lib.http import INVALID
from passport.models import SourceKind


@login_not_required
@require_safe
def finished(request: HttpRequest, module: str) -> HttpResponse:
    """« C’est fini » : what happened and what may come next. Not finished yet: back to the module. Writes nothing."""
    contents = find_contents(module)
    page = contents.module
    if not store_of(request).of(page.pk).finished:
        return redirect(page.address)
    proposals_url = reverse(
        "passport:proposals", kwargs={"source_kind": SourceKind.TRAINING.value, "source_ref": source_ref(page)}
    )
    context = {"module": page, "skills": contents.skills, "proposals_url": proposals_url}
    return render(request, "courses/finished.html", context)


def question_after_sign_in(request: HttpRequest) -> str | None:
    """The address of « Garder les leçons faites ? », when this device's session holds some."""
    return reverse("courses:keep_progress") if request.session.get(SESSION_KEY) else None


def _modules_here(request: HttpRequest) -> list[tuple[ModulePage, list[LessonPage]]]:
    """The modules begun on this device and, for each, its live lessons."""
    modules = ModulePage.objects.live().filter(pk__in=SessionProgress(request.session).states())
    return [(module, lessons_of(module)) for module in modules]


@require_http_methods(["GET", "HEAD", "POST"])
def keep_progress(request: MemberRequest) -> HttpResponse:
    """Ask whether what was done before signing in enters the account; sending it twice changes nothing."""
    if not request.session.get(SESSION_KEY):
        return redirect(onward(request))
    if request.method == "POST" and request.POST.get("keep") in {"yes", "no"}:
        if request.POST["keep"] == "yes":
            _keep(request)
        request.session.pop(SESSION_KEY, None)
        return redirect(onward(request))
    visitor = SessionProgress(request.session)
    rows = [
        {"module": module, "lessons": [lesson for lesson in lessons if lesson.pk in visitor.of(module.pk).done]}
        for module, lessons in _modules_here(request)
    ]
    problem = request.method == "POST"
    context = {"rows": rows, "problem": problem}
    return render(request, "courses/keep_progress.html", context, status=INVALID if problem else 200)


def _keep(request: MemberRequest) -> None:
    visitor, member = SessionProgress(request.session), AccountProgress(request.user)
    for module, lessons in _modules_here(request):
        if member.merge(module.pk, visitor.of(module.pk), [lesson.pk for lesson in lessons]):
            offer_skills(request.user, module)
