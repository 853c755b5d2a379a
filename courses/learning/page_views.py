"""The pages of /formations/, found by their address, then served by Wagtail like any other."""

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse

from content.serving import find, serve_found
from courses.learning.lookup import find_contents, find_reading
from courses.models import ModuleIndexPage


@login_not_required
def modules(request: HttpRequest) -> HttpResponse:
    """Serve « Se former », the list of modules."""
    return serve_found(request, find(ModuleIndexPage))


@login_not_required
def module(request: HttpRequest, module: str) -> HttpResponse:
    """Serve a module."""
    return serve_found(request, find_contents(module).module)


@login_not_required
def lesson(request: HttpRequest, module: str, lesson: str) -> HttpResponse:
    """Serve a lesson."""
    reading = find_reading(module, lesson)
    reading.lesson.reading = reading
    return serve_found(request, reading.lesson)
