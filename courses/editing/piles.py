"""What waits to be read in the admin, as numbers and days: on the home of who writes or publishes, and in « À relire ».

Never a title: the home opens without the second factor that the admin asks for.
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import Count, Min, QuerySet
from django.urls import reverse
from wagtail.models import Page, TaskState, WorkflowState

from accounts.home_blocks import Block, Line, Part, Parts
from accounts.models import User
from accounts.requests import MemberRequest
from content.admin.roles import writes_pages
from content.error_reports import desk as error_reports
from content.models import ErrorReport, PracticePage, ReviewCase
from content.practices.permissions import moderates
from courses.group_remarks import rules as group_remarks
from courses.models import GroupRemark
from lib.days import since_words

TO_PUBLISH = "À lire et à publier"
SHEETS = "Fiches de pratique à lire"
SENT = "Ce que vous avez soumis"
REMARK = "une remarque vous attend"


@dataclass(frozen=True)
class Pile:
    """Things of one kind that wait: how many, since when the oldest does, and the list where they are read."""

    title: str
    number: int
    oldest: datetime.date | datetime.datetime
    url: str

    @property
    def since(self) -> str:
        """Return « depuis 12 jours », or « la plus ancienne depuis 12 jours » of several."""
        return since_words(self.oldest) if self.number == 1 else f"la plus ancienne {since_words(self.oldest)}"

    @property
    def said(self) -> str:
        """Return « Fiches de pratique à lire : 3, la plus ancienne depuis 12 jours », or « une, depuis 12 jours »."""
        return f"{self.title} : {'une' if self.number == 1 else self.number}, {self.since}"


def sheet_types() -> list[int]:
    """Return the content type of practice sheets, which have a desk of their own."""
    return [ContentType.objects.get_for_models(Page, PracticePage)[PracticePage].pk]


def pages_to_publish(user: User) -> QuerySet[TaskState]:
    """Return what an editor submitted and this user may review, practice sheets left out."""
    waiting: QuerySet[TaskState] = TaskState.objects.reviewable_by(user)
    return waiting.exclude(workflow_state__content_type__in=sheet_types())


def said_of_texts() -> list[Pile]:
    """Return the remarks of groups and the reported errors that nobody has looked at yet: two queries."""
    remarks = GroupRemark.objects.filter(state=GroupRemark.State.NEW)
    errors = ErrorReport.objects.filter(state=ErrorReport.State.NEW)
    found = (
        _pile(group_remarks.TITLE, remarks, "sent_on", reverse("courses_group_remarks")),
        _pile(error_reports.TITLE, errors, "received_on", reverse("content_error_reports")),
    )
    return [pile for pile in found if pile]


def _pile(title: str, waiting: QuerySet[Any], since: str, url: str) -> Pile | None:
    told = waiting.order_by().aggregate(number=Count("pk"), oldest=Min(since))
    return Pile(title, told["number"], told["oldest"], url) if told["number"] else None


def _piles(user: User) -> Iterator[Pile | None]:
    yield _pile(TO_PUBLISH, pages_to_publish(user), "started_at", reverse("review_together"))
    if moderates(user):
        yield _pile(SHEETS, ReviewCase.objects.for_moderators(), "opened_at", reverse("moderation:queue"))
    if writes_pages(user):
        yield from said_of_texts()


def _has_remarks(user: User) -> bool:
    sent = WorkflowState.objects.filter(requested_by=user, status=WorkflowState.STATUS_NEEDS_CHANGES)
    return sent.exclude(content_type__in=sheet_types()).exists()


def blocks(request: MemberRequest, parts: Parts) -> list[Block]:
    """Return the block of who enters the admin: a bounded number of queries, whatever waits."""
    user, desk = request.user, reverse("wagtailadmin_home")
    lines = [Line(pile.said, pile.url) for pile in _piles(user) if pile]
    if _has_remarks(user):
        lines.insert(0, Line(f"{SENT} : {REMARK}", desk))
    title = "Vous relisez et publiez" if moderates(user) else "Vous écrivez pour le site"
    return [Block(Part.WRITER, title, lines=lines, door=Line("Ouvrir l’espace de rédaction", desk))]
