"""The mails that say a page waits, was accepted or sent back: neutral, and only to an address that was proved.

Wagtail's own carry the title of the page, who sent it and what the reader wrote; a sheet of a member is nobody's
business in a mailbox. Who writes and who reads find the page once they are signed in.
"""

from collections.abc import Iterable
from typing import Any

from django.conf import settings
from django.urls import reverse
from wagtail.admin import mail
from wagtail.admin.views.pages import edit
from wagtail.models import TaskState, WorkflowState
from wagtail.signals import task_submitted, workflow_approved, workflow_rejected, workflow_submitted

from accounts.models import User
from accounts.sign_in import own_email
from content.publishing import one_mail
from lib.mail import post

SUBJECT = "Votre compte"
TEXT = """Bonjour,

{news}

Pour savoir quoi, entrez dans votre compte, à cette adresse :

{address}
"""


class _NeutralMail:
    """Of a notifier of Wagtail: who hears of it, without those whose address is not proved; and other words."""

    news: str

    def get_valid_recipients(self, instance: Any, **kwargs: Any) -> set[User]:
        """Return those who want this mail and proved their address."""
        found: set[User] = super().get_valid_recipients(instance, **kwargs)  # type: ignore[misc]
        return {user for user in found if own_email.is_proved(user)}

    def send_notifications(self, _templates: object, _context: object, recipients: set[User], **_: object) -> bool:
        """Send one mail to each who has not had it; return whether this site sends any."""
        told = one_mail.told()
        if told is not None:
            recipients = {user for user in recipients if (user.email, self.news) not in told}
            told.update((user.email, self.news) for user in recipients)
        text = TEXT.format(news=self.news, address=f"{settings.ORIGIN}{reverse('account_login')}")
        return all(post(str(user.email), SUBJECT, text) for user in recipients)


class Waits(_NeutralMail, mail.GroupApprovalTaskStateSubmissionEmailNotifier):
    news = "Quelque chose attend votre relecture."


class Accepted(_NeutralMail, mail.WorkflowStateApprovalEmailNotifier):
    news = "Ce que vous aviez envoyé a été accepté."


class SentBack(_NeutralMail, mail.WorkflowStateRejectionEmailNotifier):
    news = "Ce que vous aviez envoyé vous est rendu, avec un mot."


def _silence(**_: object) -> None:
    """Tell superusers nothing more: they hear of each task already."""


waits, accepted, sent_back = Waits(), Accepted(), SentBack()
RECEIVERS = [
    (task_submitted, TaskState, waits, "group_approval_task_submitted_email_notification"),
    (workflow_submitted, WorkflowState, _silence, "workflow_state_submitted_email_notification"),
    (workflow_rejected, WorkflowState, sent_back, "workflow_state_rejected_email_notification"),
    (workflow_approved, WorkflowState, accepted, "workflow_state_approved_email_notification"),
]


def tell_of_remarks(recipients: Iterable[User], notification: str, context: dict[str, Any]) -> bool:
    """Send Wagtail's mail about remarks to those whose address is proved; its words are in our templates."""
    return bool(
        mail.send_notification([each for each in recipients if own_email.is_proved(each)], notification, context)
    )


def connect() -> None:
    """Take the place of Wagtail's own mails: what is connected under a name a second time is left out."""
    edit.send_notification = tell_of_remarks
    for signal, sender, receiver, name in RECEIVERS:
        signal.disconnect(sender=sender, dispatch_uid=name)
        signal.connect(receiver, sender=sender, dispatch_uid=name)
