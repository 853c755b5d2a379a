"""What the worker does for workshops: it makes the dates of a new day, and forgets who signed up and who was there.

From the middle of January it counts the year before, once for each group: nothing of that year goes before February.

See docs/privacy.md.
"""

import datetime

from django.utils import timezone

from gatherings.attending.rules import forget_strangers
from gatherings.attestation import rules as attestation
from gatherings.exchange import mediators, meetings, pairs, wishes
from gatherings.figures import rules as figures
from gatherings.models import Opinion, SaidOnce, SignUp, Thanks
from gatherings.own_agenda import rules as own_agenda
from gatherings.presence import skill_offers
from gatherings.presence.rules import forget_over
from gatherings.programme.dates import make_ahead
from gatherings.programme.leaders import forget_news, forget_unanswered
from gatherings.programme.leaders import forget_strangers as forget_former_leaders

DAYS_KEPT = 7  # after a date, who signed up for it


def purge() -> int:
    """Erase the sign-ups of dates over for DAYS_KEPT days, and give back the places of who left the group.

    Who was there is forgotten after thirty days: numbers remain, and what was offered and not kept goes too, since
    its title and its day name the date. Who was asked to lead and did not answer goes with the last date; who led,
    with their place in the group. After twelve months go the thanks that their reader did not keep, and what was
    said of a workshop. Wishes go after three months, or with one's place in the group; a moment that the two did
    not agree to, with its time; one that they did, thirty days after; who put people in touch, with their place in
    the group. Answers too few to be read go once nobody may answer any more, and that a person gave theirs. The
    numbers of papers go after five years, as the years of groups; the address of an agenda, with one's last group.
    """
    make_ahead()
    forget_news()
    limit = timezone.now() - datetime.timedelta(days=DAYS_KEPT)
    erased, _ = SignUp.objects.filter(date__ends_at__lt=limit).delete()
    today = timezone.localdate()
    for past in (
        Thanks.objects.over(today),
        Opinion.objects.over(today),
        Opinion.objects.alone(),
        SaidOnce.objects.over(),
    ):
        erased += past.delete()[0]
    forgotten = forget_strangers() + forget_over() + forget_unanswered() + forget_former_leaders()
    for exchange in (wishes, meetings, mediators, pairs):
        erased += exchange.forget_over()
    erased += own_agenda.forget_over()
    erased += forgotten + skill_offers.forget_old() + attestation.forget_over() + figures.forget_over()
    figures.count_due()  # last: a count that fails keeps nothing from being erased
    return erased
