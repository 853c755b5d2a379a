"""A page sent again makes nothing more; the same page with other words is another thing."""

import pytest
from django.urls import reverse

from passport.models import Entry, Occasion
from tests.passport.factories import make_line

pytestmark = pytest.mark.django_db
OWN = {"own_title": "Réparer un vélo", "face": "gained", "practice": "tried", "ref": "r" * 22}


def declare(client, **said: str):
    return client.post(reverse("passport:add_own"), OWN | said, follow=True)


def test_a_line_sent_again_is_the_same_line_and_is_said_to_be_there(client_of):
    for _ in range(2):
        assert "C’est dans votre passeport" in declare(client_of("member")).content.decode()
    assert Entry.objects.count() == 1


def test_a_line_of_the_catalogue_sent_again_is_not_called_a_mistake(client_of, people):
    line = make_line(people.facilitator)
    address = reverse("passport:add_skill", args=[line.skill.slug])
    for _ in range(2):
        assert client_of("member").post(address, OWN).url == reverse("passport:index")
    assert Entry.objects.filter(member=people.member).count() == 1


def test_going_back_to_the_page_and_writing_something_else_makes_another_line(client_of):
    declare(client_of("member"))
    declare(client_of("member"), own_title="Réparer une chaise")
    assert Entry.objects.count() == 2


@pytest.mark.parametrize("ref", ["", "court", "é" * 22, "\x00" * 22, "x" * 10_000])
def test_a_page_without_a_reference_is_sent_for_the_first_time(client_of, ref):
    for _ in range(2):
        assert declare(client_of("member"), ref=ref).status_code == 200
    assert Entry.objects.count() == 2


def test_the_reference_of_another_member_s_page_takes_nothing(client_of):
    declare(client_of("other_member"))
    declare(client_of("member"))
    assert Entry.objects.count() == 2


def test_a_refused_page_keeps_its_reference(client_of):
    page = declare(client_of("member"), own_title="")
    assert page.status_code == 422
    assert f'name="ref" value="{OWN["ref"]}"' in page.content.decode()


def test_an_occasion_sent_again_is_the_same_occasion(client_of, people):
    line = make_line(people.member)
    said = {"happened_on": "2026-05-02", "source_label": "La fête", "ref": "r" * 22}
    for label in ("La fête", "La fête", "Le marché"):
        client_of("member").post(reverse("passport:add_occasion", args=[line.pk]), said | {"source_label": label})
    assert sorted(Occasion.objects.values_list("source_label", flat=True)) == ["La fête", "Le marché"]
