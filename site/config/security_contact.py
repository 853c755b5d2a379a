"""Whom to tell of a weakness: /.well-known/security.txt (RFC 9116), from « Réglages du site »."""

import datetime
from urllib.parse import quote, urlsplit

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from content.models import current_settings

GOOD_FOR = datetime.timedelta(days=180)  # RFC 9116: less than a year


def _contact() -> str:
    """Return the address to write to, or the page where a message needs none."""
    known = current_settings()
    if known.contact_email:
        return f"mailto:{quote(known.contact_email, safe='@')}"
    return f"{settings.ORIGIN}{reverse('contact:write')}"


@login_not_required
@require_safe
def security_txt(request: HttpRequest) -> HttpResponse:
    """Say whom to tell of a weakness. Raises Http404 on the neutral host of shares: the file would name the site."""
    if settings.PASSPORT_ORIGIN and request.get_host() == urlsplit(settings.PASSPORT_ORIGIN).netloc:
        raise Http404("the neutral host names nobody")
    midnight = timezone.now().astimezone(datetime.UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    lines = [
        f"Contact: {_contact()}",
        f"Expires: {midnight + GOOD_FOR:%Y-%m-%dT%H:%M:%SZ}",
        "Preferred-Languages: fr, en",
        f"Canonical: {settings.ORIGIN}{reverse('security_txt')}",
    ]
    return HttpResponse("\n".join([*lines, ""]), content_type="text/plain; charset=utf-8")
