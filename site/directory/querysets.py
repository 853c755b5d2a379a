"""What one asks of places, in the directory's own words."""

from typing import TYPE_CHECKING, Self

from django.db import models

if TYPE_CHECKING:
    from directory.models import Collective, PeerGroup


class PeerGroupQuerySet(models.QuerySet["PeerGroup"]):
    def listed(self) -> Self:
        """Groups shown in the public directory."""
        return self.filter(is_listed=True)


class CollectiveQuerySet(models.QuerySet["Collective"]):
    def nearest_first(self, department_code: str, region: str) -> Self:
        """Same département first, then same region, then the rest, by name."""
        return self.annotate(
            distance=models.Case(
                models.When(department_code=department_code, then=0),
                models.When(region=region, then=1),
                default=2,
                output_field=models.IntegerField(),
            )
        ).order_by("distance", "name")

    def near(self, department_code: str, region: str) -> Self:
        """Collectives of the same département, then of the same region; unknown is near nothing."""
        around = models.Q(department_code=department_code) if department_code else models.Q(pk__in=[])
        if region:
            around |= models.Q(region=region)
        return self.filter(around).nearest_first(department_code, region)
