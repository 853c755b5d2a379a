"""The training of each office of a board: its path, its module, and the skills that its end offers."""

from collections.abc import Iterator
from typing import Any

from config.seeding.files import load
from config.seeding.seeder import Item, Seeder
from courses.models import ModulePage, OfficeModule, OfficeTraining, PathPage
from passport.models import Skill


def offices(seeder: Seeder) -> Iterator[Item[OfficeTraining]]:
    """Yield one item per office, without what people deleted (a path, a module, a skill)."""
    for data in load("offices"):
        yield _office(seeder, data)


def _office(seeder: Seeder, data: dict[str, Any]) -> Item[OfficeTraining]:
    def write(present: OfficeTraining | None) -> OfficeTraining:
        made = present or OfficeTraining(office=data["office"])
        made.path = PathPage.objects.filter(pk=seeder.object_id(f"page:parcours/{data['path']}")).first()
        made.module = ModulePage.objects.filter(pk=seeder.object_id(f"page:formations/{data['module']}")).first()
        made.full_clean()
        made.save()
        _write_following(seeder, made, data["following"])
        made.skills.set(Skill.objects.filter(slug__in=data["skills"]))
        return made

    return Item(
        key=f"office:{data['office']}",
        payload=data,
        model=OfficeTraining,
        find=lambda: OfficeTraining.objects.filter(office=data["office"]).first(),
        write=write,
        read=_read,
    )


def _write_following(seeder: Seeder, training: OfficeTraining, slugs: list[str]) -> None:
    keys = [seeder.object_id(f"page:formations/{slug}") for slug in slugs]
    known = ModulePage.objects.in_bulk([key for key in keys if key])
    OfficeModule.objects.filter(training=training).delete()
    OfficeModule.objects.bulk_create(
        OfficeModule(training=training, module=known[key], sort_order=order)
        for order, key in enumerate(keys)
        if key in known
    )


def _read(made: OfficeTraining) -> dict[str, Any]:
    read: dict[str, Any] = {
        "path": made.path_id,
        "module": made.module_id,
        "skills": sorted(made.skills.values_list("slug", flat=True)),
    }
    # Absent when empty, as before there was such a list: what an installed site wrote is still known as ours.
    following = list(OfficeModule.objects.filter(training=made).values_list("module", flat=True))
    return {**read, "following": following} if following else read
