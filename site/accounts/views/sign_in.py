"""Signing in with a password and a second code: allauth's views, our words, 422 when a form is to be mended."""

from typing import Any

from allauth.account import views as account_views
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as mfa_views
from allauth.mfa.base.internal.flows import post_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp_views
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import qr
from accounts.forms import sign_in as our_forms


class UnprocessableMixin:
    """An invalid form comes back with status 422."""

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """What allauth answers, with the right status."""
        response = super().form_invalid(form)
        if response.status_code == 200:
            response.status_code = 422
        return response


class MailMixin:
    """Tells the template whether this site sends mails."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Without mails nobody is offered one."""
        return {"mail_is_sent": settings.MAIL_IS_SENT, **super().get_context_data(**kwargs)}


class LoginView(MailMixin, UnprocessableMixin, account_views.LoginView):
    form_class = our_forms.LoginForm


class PasswordChangeView(UnprocessableMixin, account_views.PasswordChangeView):
    form_class = our_forms.ChangePasswordForm


class PasswordResetView(MailMixin, UnprocessableMixin, account_views.PasswordResetView):
    form_class = our_forms.ResetPasswordForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """A mail to the address; without mails, the page that says whom to ask."""
        if not settings.MAIL_IS_SENT:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)


class PasswordResetFromKeyView(UnprocessableMixin, account_views.PasswordResetFromKeyView):
    form_class = our_forms.ResetPasswordKeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """`token_fail` is always there: the template asks."""
        return {"token_fail": False, **super().get_context_data(**kwargs)}


class ReauthenticateView(UnprocessableMixin, account_views.ReauthenticateView):
    form_class = our_forms.ReauthenticateForm


class SecondFactorView(UnprocessableMixin, mfa_views.AuthenticateView):
    form_class = our_forms.SecondFactorForm


class SecondFactorAgainView(UnprocessableMixin, mfa_views.ReauthenticateView):
    form_class = our_forms.SecondFactorAgainForm


class ActivateTOTPView(UnprocessableMixin, totp_views.ActivateTOTPView):
    form_class = our_forms.ActivateTOTPForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """A picture that says what it is, and the secret in groups of four for those who copy it."""
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return {
            **context,
            "picture": qr.svg(context["totp_url"], "Code QR à scanner avec votre application de codes"),
            "secret_in_groups": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        }

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """The code just given counts as the second factor of this session."""
        response = super().form_valid(form)
        authenticator = Authenticator.objects.get(user=self.request.user, type=Authenticator.Type.TOTP)
        post_authentication(self.request, authenticator, reauthenticated=True)
        return response

    def get_success_url(self) -> str:
        """Where the person was going when the second factor was asked."""
        return get_next_redirect_url(self.request) or super().get_success_url()


class DeactivateTOTPView(UnprocessableMixin, totp_views.DeactivateTOTPView):
    """Give up the second code."""


@login_not_required
@require_safe
def how_to_join(request: HttpRequest) -> HttpResponse:
    """How one gets an account: from one's group; and how a new group joins."""
    return render(request, "accounts/how_to_join.html")
