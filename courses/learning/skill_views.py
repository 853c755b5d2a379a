"""The page of a skill, as anybody may read it: what it is, what teaches it, how to keep it."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from content.models import PracticePage
from content.serving import open_to_all, reachable
from courses.models import ModulePage
from passport.models import Skill

MOST_SHOWN = 12


@login_not_required
@require_safe
def skill(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a skill proposed to members, the modules that teach it and the sheets that name it. Nothing of a person."""
    found = get_object_or_404(Skill.objects.offered().select_related("domain"), slug=slug)
    modules, sheets = (
        open_to_all(reachable(pages)).filter(skills=found).order_by("title")[:MOST_SHOWN]
        for pages in (ModulePage.objects.all(), PracticePage.objects.all())
    )
    context = {"skill": found, "indicators": found.indicators.all(), "modules": modules, "sheets": sheets}
    return render(request, "courses/skill.html", context)
