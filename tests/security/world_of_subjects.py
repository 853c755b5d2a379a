"""What the committee of lessons holds for the access table (see `world`)."""

from courses.models import CommitteeSeat
from tests.courses.committee_kit import decided, seat_of, subject_of
from tests.people import People, member_named


def subjects_of(people: People) -> dict[str, dict]:
    """Have the member sit with two others; somebody else offers to. A subject waits, one is chosen."""
    for each in (people.member, member_named(people.here, "Alice"), member_named(people.elsewhere, "Bruno")):
        seat_of(each)
    waits, chosen = subject_of(people.other_member), decided()
    offered = CommitteeSeat.objects.create(user=people.board_member)
    return {
        "courses:take_back_subject": {"pk": waits.pk},
        "courses:weigh_subject": {"pk": waits.pk},
        "courses:write_subject": {"pk": chosen.pk},
        **{f"courses:{act}_seat": {"pk": offered.pk} for act in ("name", "confirm", "end")},
    }
