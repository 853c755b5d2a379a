"""The nightly purge of the accounts app."""

import datetime

from django.core.management import call_command

from accounts import closed_house, journal, kept_texts
from accounts.account import erasures, inactivity
from accounts.coordination import prepared_file
from accounts.groups import joining, planned_places
from accounts.models import Draft, Turn
from accounts.secret_code import reset_by_two, second_slip
from accounts.secret_code import rules as secret_code

RESETS_KEPT = datetime.timedelta(days=90)
INVITATIONS_KEPT = datetime.timedelta(days=30)


def purge() -> int:
    """Delete ended sessions, old drafts, acts, codes and invitations; forget old tries; notify, then erase people
    absent for long.

    Return the number of rows deleted and accounts erased, sessions not counted.
    """
    call_command("clearsessions")
    dropped, _ = Draft.objects.filter(pk__in=closed_house.over_drafts(kept_texts.DAYS_KEPT)).delete()
    dropped += journal.purge() + reset_by_two.purge(RESETS_KEPT) + joining.purge(INVITATIONS_KEPT)
    dropped += second_slip.purge() + prepared_file.purge()
    planned_places.purge()
    dropped += Turn.objects.over().delete()[0] + erasures.purge()
    secret_code.forget_tries()
    inactivity.send_notices()
    return dropped + inactivity.erase_inactive()
