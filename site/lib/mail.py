"""Mails: neutral from the subject to the last line, since they may be read over a shoulder.

See docs/architecture.md#principles.
"""

from django.conf import settings
from django.core.mail import send_mail


def post(to: str, subject: str, text: str) -> bool:
    """Hand one mail to the worker (settings.EMAIL_BACKEND); return False when this site sends none.

    Neither `subject` nor `text` may name the site, what it is for, or a place its reader goes to.
    """
    if settings.MAIL_IS_SENT:
        send_mail(subject, text, None, [to])
    return settings.MAIL_IS_SENT
