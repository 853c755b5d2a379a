"""Mails. Neutral from the subject to the last line: they may be read over a shoulder (1-product.md, principle 2)."""

from django.conf import settings
from django.core.mail import send_mail


def post(to: str, subject: str, text: str) -> bool:
    """Hand one mail to the worker (config.operations.mail); False when this site sends none.

    Neither `subject` nor `text` names a group, the site, or what it is for.
    """
    if settings.MAIL_IS_SENT:
        send_mail(subject, text, None, [to])
    return settings.MAIL_IS_SENT
