"""The shared password of a page or of a collection: five guesses from one network, then a quarter of an hour."""

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Collection, CollectionViewRestriction, PageViewRestriction

from tests.courses.factories import build_site, module_with

pytestmark = pytest.mark.django_db
RIGHT, OTHER = "sept papillons", "six papillons"


def page_door() -> str:
    module = module_with(build_site(), lessons=1)
    closed = PageViewRestriction.objects.create(page=module, restriction_type="password", password=RIGHT)
    return reverse("wagtailcore_authenticate_with_password", args=[closed.pk, module.pk])


def collection_door() -> str:
    inside = Collection.get_first_root_node().add_child(name="Fermée")
    closed = CollectionViewRestriction.objects.create(collection=inside, restriction_type="password", password=RIGHT)
    return reverse("wagtaildocs_authenticate_with_password", args=[closed.pk])


def guess(door: str, password: str, network: str = "192.0.2.1") -> int:
    data = {"password": password, "return_url": "/aide/"}
    return Client(REMOTE_ADDR=network).post(door, data).status_code


@pytest.mark.parametrize("make", [page_door, collection_door])
def test_a_sixth_guess_from_one_network_is_refused_and_others_are_not(make):
    door = make()
    assert Client().get(door).status_code == 200
    assert [guess(door, OTHER) for _ in range(6)] == [200] * 5 + [429]
    assert guess(door, RIGHT) == 429
    assert guess(door, RIGHT, network="198.51.100.1") == 302


@pytest.mark.parametrize("make", [page_door, collection_door])
def test_who_knows_the_password_is_never_kept_out(make):
    door = make()
    for _ in range(3):
        assert [guess(door, OTHER) for _ in range(4)] == [200] * 4
        assert guess(door, RIGHT) == 302
