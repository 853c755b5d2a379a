"""Sign-in with a password or a mailed code: allauth's views with our forms, status 422 for an invalid one."""

import datetime
from typing import TYPE_CHECKING, Any

from allauth.account import views as account_views
from allauth.account.adapter import get_adapter
from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts import shared_computer
from accounts.models import Turn
from accounts.sign_in import asked_mails, guesses
from accounts.sign_in import forms as our_forms
from accounts.sign_in.asked_mails import Answer, Kind
from accounts.sign_in.email_forms import ConfirmCodeForm, RequestCodeForm
from lib.http import INVALID
from lib.limits import too_many, within_limit

if TYPE_CHECKING:
    from django.views.generic import FormView as _FormView
else:
    _FormView = object


class UnprocessableMixin(_FormView):
    """A view whose invalid form comes back with status 422."""

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Return allauth's response, with the right status."""
        response = super().form_invalid(form)
        if response.status_code == 200:
            response.status_code = INVALID
        return response


class MailMixin(_FormView):
    """A view whose template is told whether this site sends mails."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add `mail_is_sent`: without mails the page offers none."""
        return {"mail_is_sent": settings.MAIL_IS_SENT, **super().get_context_data(**kwargs)}


class LoginView(MailMixin, UnprocessableMixin, account_views.LoginView):
    """Sign-in with a password."""

    form_class = our_forms.LoginForm


class PasswordChangeView(UnprocessableMixin, account_views.PasswordChangeView):
    """The change of a password."""

    form_class = our_forms.ChangePasswordForm


class PasswordResetView(MailMixin, UnprocessableMixin, account_views.PasswordResetView):
    """The request of a link by a person who forgot their password."""

    form_class = our_forms.ResetPasswordForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Ask for the link; without mails, show the page that says whom to ask."""
        if not settings.MAIL_IS_SENT:
            return self.get(request, *args, **kwargs)
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: our_forms.ResetPasswordForm) -> HttpResponse:
        """Send the link, or do the same work for nobody; one too many answers alike for any address."""
        email = form.cleaned_data["email"]
        within = within_limit(self.request, "reset_link", key=f"{email} {guesses.network_of(self.request)}")
        if not within or asked_mails.take(self.request, Kind.RESET_LINK, email) is Answer.REFUSED:
            return too_many(self.request)
        return super().form_valid(form)


class PasswordResetFromKeyView(UnprocessableMixin, account_views.PasswordResetFromKeyView):
    """The page that the link opens: a new password."""

    form_class = our_forms.ResetPasswordKeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add `token_fail`, which allauth sets for a bad link only."""
        return {"token_fail": False, **super().get_context_data(**kwargs)}


class RequestCodeView(UnprocessableMixin, account_views.RequestLoginCodeView):
    """« Recevoir un code par e-mail »: sent to a proved address; any other gets the same answer, and the same work."""

    form_class = RequestCodeForm

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Redirect to the sign-in page where no mail is sent."""
        if not settings.MAIL_IS_SENT:
            return redirect("account_login")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: RequestCodeForm) -> HttpResponse:
        """Lead to the question of the code, sent or not."""
        if form._user is None:
            get_adapter().send_to_nobody()
        return super().form_valid(form)


class ConfirmCodeView(UnprocessableMixin, account_views.ConfirmLoginCodeView):
    """The question of the code received."""

    form_class = ConfirmCodeForm

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Compare at most ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS guesses, even when hundreds come at the same instant.

        allauth counts them in the session, which loses all but one of the writes of an instant.
        """
        state = self.stage.state
        name = f"login-code:{state.get('email')}:{state['at']}"
        valid = datetime.timedelta(seconds=settings.ACCOUNT_LOGIN_BY_CODE_TIMEOUT)
        if not Turn.objects.take(name, settings.ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS, valid):
            return redirect(request.get_full_path())  # with the page to go back to
        return super().post(request, *args, **kwargs)

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Sign in, with a short session on a shared computer."""
        shared_computer.begin(self.request, form.cleaned_data["shared"])
        return super().form_valid(form)


@login_not_required
@require_safe
def how_to_join(request: HttpRequest) -> HttpResponse:
    """Say how a visitor gets an account from their group, and how a new group joins."""
    return render(request, "accounts/how_to_join.html")
