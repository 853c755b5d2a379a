"""The hour set for a text of a sheet: it ends as soon as something is sent, asked, refused or taken back.

Whoever set it read one text. What is said afterwards is said of that text, or brings another one: somebody chooses
again, and may set another hour.
"""

import datetime

from django.db.models import CharField, OuterRef, Q, Subquery
from django.db.models.functions import Cast
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from wagtail.models import Page, PageLogEntry, Revision

from content.kept_versions import write_over
from lib.days import OF_PARIS, day_words
from lib.text import NBSP

SET = "wagtail.publish.schedule"  # the line of the journal that Wagtail writes as an hour is set
OVERTAKEN = "Quelque chose a été envoyé, demandé ou refusé depuis que cette heure est choisie."


def end(page: Page) -> None:
    """End the hour of every text of a page, and leave none in the latest one: it would come back unseen."""
    versions = Revision.objects.for_instance(page)
    latest = type(page).objects.filter(pk=page.pk).values("latest_revision")
    for version in versions.filter(Q(approved_go_live_at__isnull=False) | Q(pk__in=latest)):
        if _is_to_come(version.content.get("go_live_at")):
            write_over(version, {**version.content, "go_live_at": None})
    versions.update(approved_go_live_at=None)
    Page.objects.filter(pk=page.pk, go_live_at__gt=timezone.now()).update(go_live_at=None)
    page.refresh_from_db(fields=["go_live_at"])


def _is_to_come(hour: str | None) -> bool:
    moment = parse_datetime(hour) if hour else None
    return moment is not None and moment > timezone.now()


def of(page: Page) -> datetime.datetime | None:
    """Return the moment at which a text of this page comes to the site; None when none is set."""
    hours = Revision.objects.for_instance(page).filter(approved_go_live_at__isnull=False)
    return hours.values_list("approved_go_live_at", flat=True).first()


def of_each(pk: str = "pk") -> Subquery:
    """Return what `of` returns, to annotate pages, or rows that name a page by the field `pk`; no query more."""
    theirs = Revision.objects.page_revisions().filter(object_id=Cast(OuterRef(pk), CharField()))
    return Subquery(theirs.filter(approved_go_live_at__isnull=False).values("approved_go_live_at")[:1])


def said(hour: datetime.datetime) -> str:
    """Return « Paraîtra le 12 mars à 10 h 30 (heure de Paris) »."""
    there = timezone.localtime(hour)
    return f"Paraîtra {day_words(hour)} à {there.hour}{NBSP}h{NBSP}{there.minute:02d} {OF_PARIS}"


def set_at(version: Revision) -> datetime.datetime | None:
    """Return the moment at which somebody last set the hour of this version; None when the journal says nothing."""
    lines = PageLogEntry.objects.filter(revision=version, action=SET).order_by("-timestamp")
    return lines.values_list("timestamp", flat=True).first()
