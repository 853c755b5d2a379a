"""The part of courses in « Tout ce que le site sait de moi »."""

from accounts.personal_data import export
from tests.courses.factories import address


def test_my_data_holds_the_lessons_done_by_the_member_alone(member, people, module, lessons):
    member.post(address(lessons[0], "fini"), {"action": "done"})
    (told,) = export(people.member)["formations"]
    assert told["formation"] == module.title
    assert [line["leçon"] for line in told["leçons"]] == [lessons[0].title]
    assert export(people.other_member)["formations"] == []
