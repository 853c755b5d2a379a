"""What the first content wrote, by the keys of its files."""

from collections.abc import Collection

from config.models import SeedRecord


def pages_of(keys: Collection[str]) -> dict[str, int]:
    """Return the primary keys of what was written under each of these keys, less those that never were."""
    return dict(SeedRecord.objects.filter(key__in=keys).values_list("key", "object_id"))
