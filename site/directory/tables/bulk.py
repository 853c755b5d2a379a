"""Many groups written at once, in a few statements: each with its revision and its line in the journal of the admin.

Saved one by one, seven hundred would keep the only writer of SQLite busy for a minute. What follows a save, the search
and the pages kept, is told once.
"""

from collections.abc import Iterable, Sequence

from django.contrib.auth.models import AbstractBaseUser
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone
from wagtail.models import ModelLogEntry, Revision
from wagtail.search.backends import get_search_backends

from directory import former_names
from directory.editing import COORDINATION
from directory.models import PeerGroup, forget_former_contacts
from directory.slugs import free_slug

Values = dict[str, str]
BATCH = 100  # rows in one statement
FOLLOWING = ("department", "region")  # they follow from the département


def add(groups: Sequence[PeerGroup], by: AbstractBaseUser) -> None:
    """Write new groups. Raise ValidationError, and IntegrityError for an address taken meanwhile."""
    taken = set(PeerGroup.objects.values_list("slug", flat=True))
    for group in groups:
        group.slug = free_slug(group.name, group.town, taken)
        taken.add(group.slug)
        group.source_title = group.source_title or COORDINATION
        _settle(group)
    PeerGroup.objects.bulk_create(groups, batch_size=BATCH)
    _keep_versions(groups, by, "wagtail.create")


def correct(changes: Sequence[tuple[PeerGroup, Values]], by: AbstractBaseUser) -> None:
    """Write what changes of groups that whoever calls holds. Raise ValidationError."""
    _keep_versions([group for group, _ in changes if not group.latest_revision_id], None, "wagtail.edit")
    former_names.note((group, group.name, group.town) for group, values in changes if _is_renamed(group, values))
    written = {"source_title", "source_url", "checked_on", *FOLLOWING}
    for group, values in changes:
        for name, value in {"source_title": COORDINATION, "source_url": "", **values}.items():
            setattr(group, name, value)
        if "name" in values:  # the column asks for the name that the group gave itself
            group.name_is_official, group.confirmed_name = True, ""
            written |= {"name_is_official", "confirmed_name"}
        written |= values.keys()
        _settle(group)
    groups = [group for group, _ in changes]
    PeerGroup.objects.bulk_update(groups, sorted(written), batch_size=BATCH)
    rewritten = [group for group, values in changes if "public_contact" in values]
    for start in range(0, len(rewritten), BATCH):
        forget_former_contacts(rewritten[start : start + BATCH])
    _keep_versions(groups, by, "wagtail.edit")


def _is_renamed(group: PeerGroup, values: Values) -> bool:
    return any(values.get(field, getattr(group, field)) != getattr(group, field) for field in ("name", "town"))


def tell(groups: Sequence[PeerGroup]) -> None:
    """Tell the search of these groups, and all that listens to one saved group that the directory changed."""
    if not groups:
        return
    groups[-1].save(update_fields=["checked_on"])
    for backend in get_search_backends(with_auto_update=True):
        backend.add_bulk(PeerGroup, list(groups))


def _settle(group: PeerGroup) -> None:
    group.checked_on = timezone.localdate()
    group.follow_department()
    group.clean_fields(exclude=["latest_revision"])  # it would be asked for, group by group


def _keep_versions(groups: Sequence[PeerGroup], by: AbstractBaseUser | None, action: str) -> None:
    kind, now = ContentType.objects.get_for_model(PeerGroup), timezone.now()
    versions = Revision.objects.bulk_create(
        (
            Revision(
                content_type=kind,
                base_content_type=kind,
                object_id=str(group.pk),
                user=by,
                created_at=now,
                content=group.serializable_data(),
                object_str=str(group),
            )
            for group in groups
        ),
        batch_size=BATCH,
    )
    for group, version in zip(groups, versions, strict=True):
        group.latest_revision = version
    PeerGroup.objects.bulk_update(groups, ["latest_revision"], batch_size=BATCH)
    ModelLogEntry.objects.bulk_create(_lines(groups, by, action, kind), batch_size=BATCH)


def _lines(
    groups: Iterable[PeerGroup], by: AbstractBaseUser | None, action: str, kind: ContentType
) -> Iterable[ModelLogEntry]:
    for group in groups:
        yield ModelLogEntry(
            content_type=kind,
            object_id=str(group.pk),
            label=str(group),
            action=action,
            timestamp=timezone.now(),
            user=by,
            revision=group.latest_revision,
            content_changed=True,
        )
