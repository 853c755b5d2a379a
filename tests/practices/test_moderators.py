"""The moderators a case may be handed over to, and who takes part: the places of today, in this app alone."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.utils import timezone

from accounts.models import Membership
from content.admin.roles import MODERATORS, ensure_roles
from content.practices.permissions import moderates, moderators, takes_part
from tests.people import KINDS, person
from tests.practices.sent_sheets import moderator

pytestmark = pytest.mark.django_db
RIGHT = "change_reviewcase"


@pytest.fixture
def right(index) -> Permission:
    """Return the right to moderate, once the roles hold it."""
    ensure_roles()
    return Permission.objects.get(content_type__app_label="content", codename=RIGHT)


def test_the_moderators_are_those_who_moderate_each_once_and_by_name(people, right):
    for kind in KINDS:
        people.of(kind)
    twice = moderator("Zoé")
    twice.user_permissions.add(right)
    other_role = Group.objects.create(name="Autre rôle")
    other_role.permissions.add(right)
    twice.groups.add(other_role)
    moderator("Alix")
    gone = moderator("Partie")
    gone.is_active = False
    gone.save()
    names = [user.display_name for user in moderators()]
    assert names == sorted(names)
    assert sorted(names) == sorted(["Alix", people.moderator.display_name, people.superuser.display_name, "Zoé"])
    assert all(moderates(user) for user in moderators())
    assert not moderates(gone)


def test_a_right_of_the_same_name_elsewhere_makes_no_moderator(right):
    elsewhere = ContentType.objects.exclude(app_label="content").first()
    person("Ailleurs").user_permissions.add(
        Permission.objects.create(content_type=elsewhere, codename=RIGHT, name="Autre chose")
    )
    assert not moderators().filter(display_name="Ailleurs").exists()
    assert Group.objects.get(name=MODERATORS).permissions.filter(pk=right.pk).exists()


def test_a_referent_who_left_their_group_takes_no_part_any_more(people):
    held = Membership.objects.create(user=people.referent, peer_group=people.here)
    assert takes_part(people.referent)
    today = timezone.localdate()
    Membership.objects.filter(pk=held.pk).update(ends_on=today, left_at=timezone.now())
    assert not takes_part(people.referent)
