"""What one network may write through a share in a day: lines of its journal, messages to its holder."""

from django.http import HttpRequest

from accounts.sign_in.guesses import network_of
from lib.limits import within_limit
from passport.models import Opening, Share


def may_read_once_more(request: HttpRequest, share: Share) -> bool:
    """Count one line of the journal of a share, from the network of the reader."""
    return within_limit(request, "share_reading", key=f"{share.pk} {network_of(request)}")


def may_write(request: HttpRequest, opening: Opening) -> bool:
    """Count one message, of this opening and of all those of one network: each is another opening."""
    of_the_day = within_limit(request, "share_replies", key=f"{opening.share_id} {network_of(request)}")
    return of_the_day and within_limit(request, "share_reply", key=opening.ref)
