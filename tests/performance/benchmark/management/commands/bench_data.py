"""Fill a scratch database with people: SCALE 1 is 7 groups and 350 members, SCALE 100 is all the GEM of France.

It prints, as JSON, the addresses to measure and the cookies of the people who open them.
"""

import argparse
import itertools
import json
import random
import time
from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.contrib.auth.models import Group
from django.core.management.base import BaseCommand, CommandError
from django.db import models, transaction
from django.utils import timezone

from accounts.models import Membership, User
from accounts.models.session import SessionStore
from content.admin.roles import MODERATORS
from courses.models import Enrolment, LessonDone, LessonPage, ModulePage
from directory.models import PeerGroup
from passport.models import Entry, Face, Practice, Share, Skill
from passport.sharing import rules as sharing

GROUPS, MEMBERS, LESSON_ROWS, ENTRIES = 7, 350, 10_000, 3_500  # at SCALE 1
BATCH = 5_000
MARK = "banc d’essai"
TYPICAL_ENTRIES, MANY_ENTRIES = 20, 200


class Command(BaseCommand):
    help = "Fill a scratch database for `make bench`. Refuses one where people already write."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Take the scale."""
        parser.add_argument("--scale", type=int, default=1)

    def handle(self, *args: Any, **options: Any) -> None:
        """Fill the database, then print what to measure."""
        if User.objects.exists():
            raise CommandError("People already write here: only an empty database is filled.")
        random.seed(1)
        scale = options["scale"]
        with transaction.atomic():
            members = people(scale)
            learning(members, scale)
            passports(members, scale)
        self.stdout.write(json.dumps(World(members).description()))


def _in_batches(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    rows = iter(rows)
    while batch := list(itertools.islice(rows, BATCH)):
        model._default_manager.bulk_create(batch)


def people(scale: int) -> list[int]:
    """Make groups and their members; return the keys of the members."""
    _in_batches(
        PeerGroup,
        (
            PeerGroup(
                slug=f"banc-{n}",
                name=f"Groupe {n} ({MARK})",
                region="Normandie",
                department="Seine-Maritime",
                department_code="76",
            )
            for n in range(GROUPS * scale)
        ),
    )
    groups = list(PeerGroup.objects.filter(slug__startswith="banc-").values_list("pk", flat=True))
    _in_batches(User, (User(display_name=f"Personne {n}", password="!") for n in range(MEMBERS * scale)))
    keys = list(User.objects.order_by("pk").values_list("pk", flat=True))
    _in_batches(
        Membership,
        (Membership(user_id=pk, peer_group_id=groups[index % len(groups)]) for index, pk in enumerate(keys)),
    )
    return keys


def learning(members: list[int], scale: int) -> None:
    """Make modules begun and lessons done, the same number for each member."""
    lessons: dict[int, list[int]] = {}
    module_keys = {page.path: page.pk for page in ModulePage.objects.live()}
    for lesson in LessonPage.objects.live().order_by("path"):
        lessons.setdefault(module_keys[lesson.path[:-4]], []).append(lesson.pk)
    modules = list(lessons)
    each = LESSON_ROWS * scale // len(members)
    now = timezone.now()

    def begun() -> Iterator[Enrolment]:
        for pk in members:
            left = each
            for module in modules:
                if left > 0:
                    yield Enrolment(user_id=pk, module_id=module, started_at=now, touched_at=now)
                    left -= len(lessons[module])

    def done() -> Iterator[LessonDone]:
        left = dict.fromkeys(members, each)
        for user, module in Enrolment.objects.order_by("pk").values_list("user_id", "module_id").iterator():
            for lesson in lessons[module][: left[user]]:
                yield LessonDone(user_id=user, lesson_id=lesson, done_at=now)
            left[user] -= len(lessons[module])

    _in_batches(Enrolment, begun())
    _in_batches(LessonDone, done())


def passports(members: list[int], scale: int) -> None:
    """Make entries of passports; one person has a typical number of them, another two hundred."""
    skills = list(Skill.objects.values_list("pk", flat=True))
    each = ENTRIES * scale // len(members)

    def entries() -> Iterator[Entry]:
        for pk in members[2:]:
            for skill in random.sample(skills, each):
                yield Entry(member_id=pk, skill_id=skill, face=Face.GAINED, practice=Practice.WITH_HELP)
        for pk, number in ((members[0], TYPICAL_ENTRIES), (members[1], MANY_ENTRIES)):
            for n in range(number):
                yield Entry(member_id=pk, own_title=f"Ligne {n}", face=Face.SHARED, practice=Practice.WITHOUT_HELP)

    _in_batches(Entry, entries())


def cookie_of(user: User, *, second_factor: bool = False) -> str:
    """Open a session for that person and return its cookie as a browser sends it."""
    session = SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    if second_factor:
        session["account_authentication_methods"] = [{"method": "mfa", "type": "totp", "at": time.time()}]
        session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


class World:
    """The people and things the table measures."""

    def __init__(self, members: list[int]) -> None:
        self.member, self.long = (User.objects.get(pk=pk) for pk in members[:2])
        self.moderator = User.objects.create_user(display_name="Modération")
        self.moderator.groups.add(Group.objects.get(name=MODERATORS))

    def _share(self) -> Share:
        entries = Entry.objects.of(self.member)[:4]
        request = sharing.ShareRequest(
            entry_ids=[entry.pk for entry in entries],
            recipient_label=MARK,
            shown_name="Personne",
            way=Share.Way.TOGETHER,
        )
        return sharing.open_share(self.member, request, prepared_as="banc-d-essai-banc-d-essai")

    def description(self) -> dict[str, Any]:
        """Return what `make bench` needs: addresses, cookies, a choice to answer with."""
        lesson = next(each for each in LessonPage.objects.live() if "question" in {b.block_type for b in each.body})
        module = lesson.get_parent()
        question = next(block for block in lesson.body if block.block_type == "question")
        return {
            "module": f"/formations/{module.slug}/",
            "lesson": f"/formations/{module.slug}/{lesson.slug}/",
            "question": str(question.id),
            "choice": str(question.value["choices"].bound_blocks[0].id),
            "share": "/p/" + self._share().address.rsplit("/", 1)[1],
            "member": cookie_of(self.member),
            "long": cookie_of(self.long),
            "moderator": cookie_of(self.moderator, second_factor=True),
        }
