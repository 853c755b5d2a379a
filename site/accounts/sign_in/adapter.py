"""The adapters of allauth: no open sign-up, plain French, neutral mails, questions after sign-in."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast
from urllib.parse import urlsplit

import structlog
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.mail import get_connection
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from accounts import next_step, reauthentication
from accounts.models import User
from accounts.permissions import nobody
from accounts.requests import MemberRequest
from accounts.sign_in import guesses, mailed_codes, way_back
from lib.allauth_internals import generate_totp_secret
from lib.own_address import leads_here
from lib.secrets import seal, unseal

logger = structlog.get_logger("entrepairs.accounts")
NOT_THE_PAIR = "Ce n’est pas le bon identifiant ou le bon mot de passe. Prenez votre temps."
REST = "Il y a eu plusieurs essais. Faisons une pause : vous pourrez essayer encore dans 15 minutes."
WRONG_CODE = "Ce n’est pas le bon code. Prenez votre temps."
WRONG_SECOND = "Ce n’est pas le bon code. Attendez le code suivant, puis prenez votre temps."
AGAIN = {
    "mfa_reauthenticate": "Plutôt avec mon second code",
    "mfa_reauthenticate:webauthn": "Plutôt avec un appareil qui me reconnaît",
}


@contextmanager
def _mail_server_away_is_logged() -> Iterator[None]:
    try:
        yield
    except OSError as error:  # SMTPException is one
        logger.error("mail not sent", error=type(error).__name__)


class AccountAdapter(DefaultAccountAdapter):
    """Sign-in, mails and reauthentication as this site does them."""

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

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return the address of the visitor; one of IPv4 written as IPv6 is that IPv4 address.

        Cut to their network, all of those would be one: whoever used its limits up would use them up for everybody.
        """
        return guesses.plain_address(super().get_client_ip(request))

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Refuse sign-up: groups open accounts, never a form on the open web."""
        return False

    def is_ajax(self, request: HttpRequest) -> bool:
        """Refuse the JSON form of the sign-in pages."""
        return False

    def is_safe_url(self, url: str) -> bool:
        """Return whether allauth may redirect there: to the pages of this site alone, named from its root."""
        return leads_here(self.request, url)

    def format_email_subject(self, subject: str) -> str:
        """Return the subject alone: the name of the site may disclose (docs/architecture.md#principles)."""
        return subject

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return the person of a right password. Raise ValidationError for one guess too many.

        They are counted in accounts.sign_in.guesses, by what was typed and nothing else: a pause that an identifier and
        an address shared would tell that they are of one person, and that the address has an account.
        """
        tried = f"typed:{credentials.get('email') or credentials.get('username', '')}"
        if not guesses.take_password(request, tried):
            raise self.validation_error("too_many_login_attempts")
        user = super().authenticate(request, **credentials)
        if user:
            guesses.give_back_passwords(request, tried)
        return user

    def send_password_reset_mail(self, user: User, email: str, context: dict[str, Any]) -> None:
        """Send the link to the person the form found: the owner of a proved address, with a password.

        To the address kept, whatever was typed. Log a mail server that does not answer: an error page would say which
        addresses have an account.
        """
        with _mail_server_away_is_logged():
            super().send_password_reset_mail(user, user.email or email, context)

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Return the address of the link, on the origin of the site: the port of the `Host` is the visitor's to say."""
        address: str = super().get_reset_password_from_key_url(key)
        return f"{settings.ORIGIN}{urlsplit(address).path}"

    def send_reset_to_nobody(self) -> None:
        """Do the work of sending that link: an address that resets nothing then answers as slowly as one that does."""
        EmailAddress.objects.filter(user=nobody()).exists()  # as allauth looks whether the owner's is there
        key = f"0-{default_token_generator.make_token(nobody())}"
        context = {"password_reset_url": self.get_reset_password_from_key_url(key), "request": self.request}
        with _mail_server_away_is_logged():
            self._render_for_nobody("account/email/password_reset_key", context)

    def generate_login_code(self) -> str:
        """Return digits, easy to copy from one device to another."""
        return mailed_codes.draw(self.request)

    def send_to_nobody(self) -> None:
        """Do the work of sending a sign-in code, so that an unknown address answers as slowly as a known one."""
        context = {"code": self.generate_login_code(), "request": self.request}
        self._render_for_nobody("account/email/login_code", context)

    def _render_for_nobody(self, template: str, context: dict[str, Any]) -> None:
        message = self.render_mail(template, settings.DEFAULT_FROM_EMAIL, context)
        message.to = []
        get_connection().send_messages([message])

    def get_login_stages(self) -> list[str]:
        """Return allauth's steps, with our own rule on who is asked for a second factor."""
        ours = {"allauth.mfa.stages.AuthenticateStage": "accounts.sign_in.second_factor.SecondFactorStage"}
        return [ours.get(stage, stage) for stage in super().get_login_stages()]

    def get_reauthentication_methods(self, user: User | AnonymousUser) -> list[dict[str, Any]]:
        """Return the ways to prove who one is: password or secret code first, on one page; then the second factors."""
        first = reverse("account_reauthenticate")
        found = [way for way in super().get_reauthentication_methods(user) if way["url"] != first]
        ways = [{**way, "description": AGAIN.get(way["id"], way["description"])} for way in found]
        if user.is_authenticated and reauthentication.can_be_given(user):
            ways.insert(0, {"id": "reauthenticate", "description": "Plutôt avec mon code", "url": first})
        return ways

    def post_login(self, request: MemberRequest, user: User, **kwargs: Any) -> HttpResponse:
        """Redirect where the member was going, by way of the questions asked after sign-in."""
        response = super().post_login(request, user, **kwargs)
        if isinstance(response, HttpResponseRedirect):
            response.headers["Location"] = next_step.first_question(request, response.url)
        return way_back.forget(request, response)


class MFAAdapter(DefaultMFAAdapter):
    """The second factor: its secret is sealed with keys kept outside the database."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_SECOND,
    }

    def encrypt(self, text: str) -> str:
        """Return the secret, sealed."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret; when the keys have changed, a new one that no device knows."""
        return unseal(encrypted_text) or generate_totp_secret()

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        """Return the name of a device that was given none."""
        number = Authenticator.objects.filter(user=user, type=type).count()
        return f"Mon appareil {number + 1}" if number else "Mon appareil"

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Return the site under which a device recognises its owner: the host of ORIGIN, whatever the request says."""
        host = cast("str", urlsplit(settings.ORIGIN).hostname)
        return {"id": host, "name": host}

    def get_public_key_credential_user_entity(self, user: User) -> dict[str, Any]:
        """Return how the device names the account: the neutral username, never the address."""
        entity = super().get_public_key_credential_user_entity(user)
        return {**entity, "name": user.username, "display_name": user.username}
