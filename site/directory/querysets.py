"""Queries about the places of the directory."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from directory.models import Collective, PeerGroup


class PeerGroupQuerySet(models.QuerySet["PeerGroup"]):
    """Queries about peer groups."""

    def listed(self) -> Self:
        """Return the groups shown in the public directory."""
        return self.filter(is_listed=True)


class CollectiveQuerySet(models.QuerySet["Collective"]):
    """Queries about collectives."""

    def nearest_first(self, department_code: str, region: str) -> Self:
        """Sort by distance: same département first, then same region, then the rest, by name."""
        return self.annotate(
            distance=models.Case(
                models.When(department_code=department_code, then=0),
                models.When(region=region, then=1),
                default=2,
                output_field=models.IntegerField(),
            )
        ).order_by("distance", "name")

    def near(self, department_code: str, region: str) -> Self:
        """Return the collectives of the same département, then of the same region; an unknown place is near nothing."""
        around = models.Q(department_code=department_code) if department_code else models.Q(pk__in=[])
        if region:
            around |= models.Q(region=region)
        return self.filter(around).nearest_first(department_code, region)
