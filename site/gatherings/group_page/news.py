"""What is new in a group, and needs no person: workshops seen for the first time, modules it read together."""

import datetime
from collections.abc import Collection

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils import timezone

from content.serving import open_to_all, reachable
from courses.models import GroupReading, ModulePage
from directory.models import PeerGroup
from gatherings.models import Workshop, WorkshopDate

LATELY = datetime.timedelta(days=30)
MOST = 5  # of a kind


def new_workshops(group: PeerGroup, but: Collection[int]) -> list[WorkshopDate]:
    """Return the next date of the workshops written lately; not of one whose title was there before. One query.

    `but`: the keys of those that the page shows already.
    """
    shown = Workshop.objects.shown().for_members_of([group])
    before = shown.filter(title=OuterRef("title"), pk__lt=OuterRef("pk"))
    new = shown.filter(proposed_on__gte=timezone.localdate() - LATELY).exclude(Exists(before) | Q(pk__in=but))
    coming = WorkshopDate.objects.ahead().filter(is_cancelled=False)
    first = coming.filter(workshop=OuterRef("workshop")).values("pk")[:1]
    dates = coming.filter(workshop__in=new, pk=Subquery(first)).select_related("workshop__peer_group")
    return list(dates.order_by("-workshop__proposed_on", "-workshop__pk")[:MOST])


def modules_read(group: PeerGroup) -> list[ModulePage]:
    """Return the modules that a group said lately it read together, and lets be said; one query."""
    said = GroupReading.objects.filter(
        peer_group=group, set_aside_on__isnull=True, said_on__gte=timezone.localdate() - LATELY
    ).exclude(credit=GroupReading.Credit.NOTHING)
    day = said.filter(module_key=OuterRef("translation_key")).values("said_on")[:1]
    pages = open_to_all(reachable(ModulePage.objects)).filter(translation_key__in=said.values("module_key"))
    return list(pages.only("title", "slug").order_by(Subquery(day).desc(), "pk")[:MOST])
