"""The names that places have borne: what people still call them, whoever renamed them.

Told to nobody: it is looked for in what is written, so that a former name does not say what the present one would.
"""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from directory.models import Place

MOST_KEPT = 20  # former names of one place: whoever renames it again and again does not slow down every page
MOST_OF_GONE = 500  # names of the places that the directory holds no more


class FormerName(models.Model):
    """A name that a place bore, with its town of then; of a place that is gone, neither key is left."""

    peer_group = models.ForeignKey(
        "directory.PeerGroup", on_delete=models.SET_NULL, null=True, related_name="former_names", verbose_name="groupe"
    )
    collective = models.ForeignKey(
        "directory.Collective",
        on_delete=models.SET_NULL,
        null=True,
        related_name="former_names",
        verbose_name="collectif",
    )
    name = models.CharField("nom", max_length=160)
    town = models.CharField("ville", max_length=80, blank=True)

    class Meta:
        verbose_name = "ancien nom"
        verbose_name_plural = "anciens noms"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(peer_group__isnull=True) | models.Q(collective__isnull=True),
                name="directory_formername_of_one_place",
            ),
            models.UniqueConstraint(fields=["peer_group", "name", "town"], name="directory_formername_once_of_a_group"),
            models.UniqueConstraint(
                fields=["collective", "name", "town"], name="directory_formername_once_of_a_collective"
            ),
        ]

    def __str__(self) -> str:
        return self.name


def note(places: "Iterable[tuple[Place, str, str]]") -> None:
    """Keep the name and the town that each place had until now; one statement, none for no place."""
    rows = [FormerName(**{_kind_of(place): place}, name=name, town=town) for place, name, town in places]
    FormerName.objects.bulk_create(rows, batch_size=100, ignore_conflicts=True)


def note_change(place: "Place") -> None:
    """Keep the name that a place about to be saved still has in the database, when it takes another; one query."""
    before = type(place)._default_manager.filter(pk=place.pk).values_list("name", "town").first()
    if before and before != (place.name, place.town):
        note([(place, *before)])


def note_gone(instance: "Place", **_signal: Any) -> None:
    """Keep the name of a place that is deleted. A signal handler."""
    FormerName.objects.create(name=instance.name, town=instance.town)


def forget_oldest() -> int:
    """Delete, beyond MOST_KEPT of one place and MOST_OF_GONE, the oldest; return how many."""
    kept: dict[tuple[int | None, int | None], int] = {}
    over = []
    for key, *place in FormerName.objects.order_by("-pk").values_list("pk", "peer_group", "collective"):
        group, collective = place
        kept[group, collective] = kept.get((group, collective), 0) + 1
        if kept[group, collective] > (MOST_KEPT if group or collective else MOST_OF_GONE):
            over.append(key)
    return FormerName.objects.filter(pk__in=over).delete()[0]


def _kind_of(place: "Place") -> str:
    return "peer_group" if place._meta.model_name == "peergroup" else "collective"
