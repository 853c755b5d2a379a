"""Inactive accounts: two notices, then erased after 36 months; and who comes back (docs/architecture.md#principles).

Nothing is erased before 36 months without a sign-in AND two notices, at 30 and 34 months, sent to an address that the
person proved. The site never erases a person it cannot notify (docs/privacy.md says why), nor one who runs a group,
has rights in the admin, or holds an open session.
"""

import datetime
from typing import TYPE_CHECKING, TypedDict, cast

import structlog
from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from accounts import personal_data
from accounts.models import Membership, Session, User
from accounts.permissions import ADMIN_RIGHTS
from lib.days import months_after, months_before
from lib.french_dates import write_day
from lib.mail import post

if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class LastSeen(TypedDict):
        last_seen: datetime.datetime

    Absent = WithAnnotations[User, LastSeen]

logger = structlog.get_logger("entrepairs.accounts")
NOTICES = (30, 34)  # months without a sign-in
ERASED_AFTER = 36  # months
BETWEEN = 2  # months at least from one notice to what follows, whatever was late
AWAY = datetime.timedelta(days=60)  # since the last sign-in: then a person is welcomed back
AT_ONCE = 50  # people at each run: the others wait for the next
CAME_BACK = "came_back"  # in the session that has just begun, until « Bon retour » is answered
SUBJECT = "Votre compte"
TEXT = """Bonjour,

Vous n’êtes pas entré dans votre compte depuis le {last}.

Pour le garder, entrez une fois avant le {until}, à cette adresse :

{address}

Si vous ne faites rien, il sera effacé après ce jour, avec tout ce qu’il contient.
"""


def was_away(last_login: datetime.datetime | None) -> bool:
    """Return whether a person who signs in today had not done so for AWAY."""
    return last_login is not None and timezone.localdate(last_login) <= timezone.localdate() - AWAY


def welcome_back(sender: type, request: HttpRequest, user: User, **_: object) -> None:
    """Cancel the notices of a person who signs in; after a long absence, note it in the session for « Bon retour ».

    A session open elsewhere says that the person was here: one lasts ninety days, more than AWAY.

    Receives django.contrib.auth's `user_logged_in` before its own receiver changes `last_login` (accounts.apps).
    """
    if was_away(user.last_login) and not Session.objects.filter(user=user, expire_date__gt=timezone.now()).exists():
        request.session[CAME_BACK] = True
    if user.notices_sent:
        User.objects.filter(pk=user.pk).update(notices_sent=0, noticed_on=None)


def offer(request: HttpRequest) -> str | None:
    """Return the address of « Bon retour » for who has just come back (a step of accounts.next_step)."""
    return reverse("accounts:welcome_back") if request.session.get(CAME_BACK) else None


def _absent_for(months: int) -> "QuerySet[Absent]":
    """Return the people who may be notified or erased, whose last sign-in (else opening) is that old."""
    limit = months_before(timezone.localdate(), months) + datetime.timedelta(days=1)
    midnight = timezone.make_aware(datetime.datetime.combine(limit, datetime.time.min))
    proved = EmailAddress.objects.filter(user=OuterRef("pk"), verified=True, email__iexact=OuterRef("email"))
    here = Session.objects.filter(user=OuterRef("pk"), expire_date__gt=timezone.now())
    people = User.objects.annotate(last_seen=Coalesce("last_login", "date_joined")).filter(last_seen__lt=midnight)
    people = people.filter(Exists(proved), ~Exists(here), is_active=True)
    keeping = User.objects.filter(ADMIN_RIGHTS).values("pk")
    return people.exclude(pk__in=Membership.objects.running().values("user")).exclude(pk__in=keeping).order_by("pk")


def _last_notice_is_old_enough() -> Q:
    """Return the condition that the last notice, if any, is BETWEEN months old."""
    return Q(noticed_on__isnull=True) | Q(noticed_on__lte=months_before(timezone.localdate(), BETWEEN))


def send_notices() -> int:
    """Send the notices that are due; return how many. A person gets one, whatever the number of workers."""
    if not settings.MAIL_IS_SENT:
        return 0
    sent = 0
    for number, months in enumerate(NOTICES):
        for user in _absent_for(months).filter(_last_notice_is_old_enough(), notices_sent=number)[:AT_ONCE]:
            sent += _send_notice(user, number)
    return sent


def _send_notice(user: "Absent", number: int) -> bool:
    today = timezone.localdate()
    with transaction.atomic():
        mine = User.objects.filter(pk=user.pk, notices_sent=number, last_login=user.last_login)
        if not mine.update(notices_sent=F("notices_sent") + 1, noticed_on=today):
            return False
        last = timezone.localdate(user.last_seen)
        left = BETWEEN * (len(NOTICES) - number)
        until = max(months_after(last, ERASED_AFTER), months_after(today, left))
        text = TEXT.format(
            last=write_day(last, "j F Y"),
            until=write_day(until, "j F Y"),
            address=f"{settings.ORIGIN}{reverse('account_login')}",
        )
        post(cast("str", user.email), SUBJECT, text)  # proved: see _absent_for
    return True


def erase_inactive() -> int:
    """Erase the people who were notified twice and did not sign in; return how many."""
    due = _absent_for(ERASED_AFTER).filter(
        _last_notice_is_old_enough(), notices_sent__gte=len(NOTICES), noticed_on__isnull=False
    )
    erased = 0
    for pk in list(due.values_list("pk", flat=True)[:AT_ONCE]):
        with transaction.atomic():
            User.objects.select_for_update().get(pk=pk)
            user = due.filter(pk=pk).first()  # asked again: they may be signing in at this very moment
            if user is not None:
                personal_data.erase(user)
                erased += 1
    if erased:
        logger.info("accounts erased after 36 months", count=erased)
    return erased
