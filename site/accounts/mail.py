"""Mails. Neutral from the subject to the last line: they may be read over a shoulder (1-product.md, principle 2)."""

import structlog
from django.conf import settings
from django.core.mail import send_mail

logger = structlog.get_logger("entrepairs.accounts")


def post(to: str, subject: str, text: str) -> bool:
    """Send one mail; False when this site sends none, or when the mail server is away (said in the log, without `to`).

    Neither `subject` nor `text` names a group, the site, or what it is for.
    """
    if not settings.MAIL_IS_SENT:
        return False
    try:
        send_mail(subject, text, None, [to])
    except OSError as error:  # SMTPException is one
        logger.error("mail not sent", error=type(error).__name__)
        return False
    return True
