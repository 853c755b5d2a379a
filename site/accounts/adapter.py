"""How allauth behaves here: no open sign-up, French words, neutral mails."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by one's group, never by a form on the open web."""
        return False


class MFAAdapter(DefaultMFAAdapter):
    """The second factor."""
