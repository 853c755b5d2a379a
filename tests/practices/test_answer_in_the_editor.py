"""« Publier » in the editor, on an answer about rights: it wants a ground there too, whoever read it."""

import pytest

from content.publishing.relays import NO_GROUND
from tests.courses.factories import FactFactory
from tests.practices.factories import make_practice
from tests.practices.sent_sheets import in_the_admin, is_live
from tests.practices.test_two_readers import edit, publish_in_editor

pytestmark = pytest.mark.django_db


def answer(index, **more):
    sheet = make_practice(index, title="Changer de nom", slug="changer", is_answer=True, about_rights=True, **more)
    sheet.live = False
    sheet.save_revision()
    sheet.save()
    return sheet


def test_an_answer_without_a_ground_waits_although_two_have_read_it(people, second, index):
    sheet = answer(index)
    publish_in_editor(in_the_admin(people.moderator), sheet)
    client = in_the_admin(second)
    said = client.get(publish_in_editor(client, sheet).url).text
    assert NO_GROUND in said
    assert not is_live(sheet)


def test_an_answer_with_its_source_is_published_there_by_two(people, second, index):
    sheet = answer(index, facts=[FactFactory()])
    for moderator in (people.moderator, second):
        edit(in_the_admin(moderator), sheet, limits="Demander au point-justice.", **{"action-publish": "oui"})
    assert is_live(sheet)
