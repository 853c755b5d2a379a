"""What the exchange of wishes holds for the access table (see `world`)."""

import datetime

from django.utils import timezone

from accounts.models import Membership
from gatherings.exchange import meetings, pairs, wishes
from gatherings.models import Mediator, Side
from gatherings.own_agenda import rules as own_agenda
from passport.models import Skill
from tests.passport.factories import make_skill
from tests.people import People

OF_GROUP = ("wishes", "wish_remove", "wishes_renew", "wishes_stop", "pairs", "mediating", "mediators")


def exchange_of(people: People, skill: Skill) -> dict[str, dict]:
    """Have the facilitator put people in touch, the member be asked to, and be proposed a moment with the board's.

    The member has an agenda. Another pair of the two waits. Return the arguments of the addresses.
    """
    shows, learns, facilitates = (
        Membership.objects.get(user=user) for user in (people.member, people.board_member, people.facilitator)
    )
    wishes.add(shows, skill, Side.SHOWS)
    wishes.add(learns, skill, Side.LEARNS)
    (pair,) = pairs.fitting(people.here)
    meeting = meetings.propose(pair, timezone.now() + datetime.timedelta(days=3), "La cuisine")
    other = make_skill("Faire du pain")
    wishes.add(shows, other, Side.SHOWS)
    wishes.add(learns, other, Side.LEARNS)
    asked = Mediator.objects.create(membership=shows, named_by=people.board_member)
    now = timezone.now()
    Mediator.objects.create(membership=facilitates, accepted_at=now, confirmed_at=now)
    group = {"slug": people.here.slug}
    return {
        **{f"group_life:{name}": group for name in OF_GROUP},
        **{f"group_life:mediator_{act}": {**group, "pk": asked.pk} for act in ("confirm", "end")},
        "gatherings:meeting": {"pk": meeting.pk},
        "agenda:feed": {"token": own_agenda.make(people.member)},
    }
