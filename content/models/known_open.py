"""A page found by its address, whose view restrictions were looked for at the same time."""

from django.db import models
from wagtail.models import Page, PageViewRestriction


class KnownOpen(Page):
    """`known_open` is set by who found the page (content.serving.told_open): restrictions are not asked for twice."""

    known_open = False

    class Meta:
        abstract = True

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        """What restricts this page: nothing, without a query, when that is known."""
        return PageViewRestriction.objects.none() if self.known_open else super().get_view_restrictions()
