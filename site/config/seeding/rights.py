"""Rights that a new version brings to the groups of an installation already running: each is given once."""

from django.contrib.auth.models import Group
from django.contrib.contenttypes.models import ContentType
from django.db import transaction

from config.models import SeedRecord
from content.admin.roles import BROUGHT_LATER, grant_once


def bring_new_rights() -> None:
    """Give each right of BROUGHT_LATER that was never given here; what people took back stays taken back."""
    known = set(SeedRecord.objects.filter(key__startswith="right:").values_list("key", flat=True))
    for name, rights in BROUGHT_LATER.items():
        for right in rights:
            if f"right:{name}:{right}" not in known:
                _bring(name, right)


@transaction.atomic
def _bring(name: str, right: str) -> None:
    group = grant_once(name, right)
    if group is not None:
        SeedRecord.objects.create(
            key=f"right:{name}:{right}",
            content_type=ContentType.objects.get_for_model(Group),
            object_id=group.pk,
        )
