"""Finding the list and a sheet of the practice exchange by their address, in one query each."""

from django.http import Http404, HttpRequest

from content.models import PracticeIndexPage, PracticePage
from content.serving import told_open


def find_index() -> PracticeIndexPage:
    """The list of sheets. Http404 when there is none."""
    page = told_open(PracticeIndexPage.objects).first()
    if page is None:
        raise Http404
    page.known_open = not page.restricted
    return page


def find_practice(slug: str) -> PracticePage:
    """A published sheet. Http404 when there is none."""
    practice = told_open(PracticePage.objects).filter(slug=slug).first()
    if practice is None:
        raise Http404
    practice.known_open = not practice.restricted and practice.alias_of_id is None
    return practice


def readable_practice(request: HttpRequest, slug: str) -> PracticePage:
    """A published sheet that whoever asks may read; else Http404."""
    practice = find_practice(slug)
    if not all(restriction.accept_request(request) for restriction in practice.get_view_restrictions()):
        raise Http404
    return practice
