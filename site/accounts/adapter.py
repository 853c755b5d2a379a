"""How allauth behaves here: no open sign-up, plain French, neutral mails, questions after signing in."""

from typing import Any

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect

from accounts import after_sign_in
from accounts.models import User
from accounts.sealing import seal, unseal

logger = structlog.get_logger("entrepairs.accounts")
NOT_THE_PAIR = "Ce n’est pas le bon identifiant ou le bon mot de passe. Prenez votre temps."
REST = "Il y a eu plusieurs essais. Faisons une pause : vous pourrez essayer encore dans 15 minutes."
WRONG_CODE = "Ce n’est pas le bon code. Attendez le code suivant, puis prenez votre temps."


class AccountAdapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": NOT_THE_PAIR,
        "email_password_mismatch": NOT_THE_PAIR,
        "invalid_login": NOT_THE_PAIR,
        "incorrect_password": "Ce n’est pas le bon mot de passe. Prenez votre temps.",
        "enter_current_password": "Ce n’est pas votre mot de passe actuel. Prenez votre temps.",
        "incorrect_code": WRONG_CODE,
        "too_many_login_attempts": REST,
        "rate_limited": REST,
        "email_taken": "Cette adresse e-mail sert déjà à une autre personne.",
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by one's group, never by a form on the open web."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """No JSON twin of the sign-in pages."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Whether one may be led there; an address that cannot be read is not one (allauth lets the error through)."""
        try:
            return super().is_safe_url(url)
        except ValueError:
            return False

    def format_email_subject(self, subject: str) -> str:
        """The subject alone: the name of the site may disclose (1-product.md, principle 2)."""
        return subject

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Only to those who have a password: an e-mail address must not open a card's account.

        A mail server away is written in the log: an error page would say which addresses have an account.
        """
        if not user.has_usable_password():
            return
        try:
            super().send_password_reset_mail(user, email, context)
        except OSError as error:  # SMTPException is one
            logger.error("mail not sent", error=type(error).__name__)

    def post_login(self, request: HttpRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Go where the person was going, by way of the questions asked after signing in."""
        response = super().post_login(request, user, **kwargs)
        if isinstance(response, HttpResponseRedirect):
            response.headers["Location"] = after_sign_in.first_stop(request, response.url)
        return response


class MFAAdapter(DefaultMFAAdapter):
    """The second factor: its secret is sealed with keys kept outside the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
    }

    def encrypt(self, text: str) -> str:
        """The secret, sealed."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret, read again; when the keys have changed, one that no device knows."""
        return unseal(encrypted_text) or generate_totp_secret()
