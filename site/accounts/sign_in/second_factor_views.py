"""The second factor: an application that gives codes, printed codes, a device that recognises its owner."""

from typing import Any, cast
from urllib.parse import urlencode

from allauth.account.utils import get_next_redirect_url
from allauth.mfa.base import views as mfa_views
from allauth.mfa.models import Authenticator
from allauth.mfa.totp import views as totp_views
from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.views.decorators.cache import never_cache

from accounts import reauthentication
from accounts.models import User
from accounts.permissions import has_admin_rights, has_power
from accounts.requests import MemberRequest
from accounts.sign_in import forms as our_forms
from accounts.sign_in import passkey_forms, second_factor
from accounts.sign_in import second_factor_for_power as power
from accounts.sign_in.views import UnprocessableMixin
from lib import printed, qr
from lib.allauth_internals import post_authentication
from lib.http import INVALID, form_view

PRINTOUT = "paper_codes"
Type = Authenticator.Type


class IndexView(mfa_views.IndexView):
    """The page « Second code »: what sign-in asks for, and the printed codes for the day the phone is lost."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add how many printed codes are left, and whether the member needs a second factor to write."""
        user = self.request.user
        more = {
            "paper_left": second_factor.paper_codes_left(user),
            "few": second_factor.FEW_LEFT,
            "writes": has_admin_rights(user),
            "has_power": has_power(user),
            "may_print": _may_print(user),
            "onward": _onward(self.request),
        }
        return {**super().get_context_data(**kwargs), **more}


class SecondFactorView(mfa_views.AuthenticateView):
    """The question during sign-in: the application's code, a printed code, or a device."""

    form_class = our_forms.SecondFactorForm
    webauthn_form_class = passkey_forms.SecondPasskeyForm

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Go on; after a printed code, say how many are left."""
        response = super().form_valid(form)
        used = getattr(form, "authenticator", None)
        if used and used.type == Type.RECOVERY_CODES:
            _say_what_is_left(self.request, second_factor.paper_codes_left(used.user))
        return response

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Show the page again with its errors, with status 422."""
        if form is self.webauthn_form:
            messages.error(self.request, passkey_forms.NOT_RECOGNISED)
        response = super().form_invalid(form)
        response.status_code = INVALID
        return response

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add what this person may answer with."""
        held = set(Authenticator.objects.filter(user=self.stage.login.user).values_list("type", flat=True))
        return {
            **super().get_context_data(**kwargs),
            "has_passkey": Type.WEBAUTHN in held,
            "has_code": bool(held - {Type.WEBAUTHN}),
            "codes": second_factor.codes_of(self.stage.login.user),
        }


def _say_what_is_left(request: HttpRequest, left: int) -> None:
    if left > second_factor.FEW_LEFT:
        messages.info(request, f"Ce code de votre feuille ne servira plus. Il en reste {left}.")
    else:
        number = {0: "aucun", 1: "un seul"}.get(left, str(left))
        messages.warning(
            request, f"Il reste {number} code sur votre feuille. Imprimez-en une autre dans « Second code »."
        )


class SecondFactorAgainView(UnprocessableMixin, mfa_views.ReauthenticateView):
    """The proof, with a second code, of who the member is."""

    form_class = our_forms.SecondFactorAgainForm

    def _check_reauthentication_method_available(self, request: HttpRequest) -> HttpResponse | None:
        """Lead who has neither application nor sheet to their device, never to the code that asks the same again."""
        user = cast("User", request.user)
        if second_factor.is_owed(request) and not second_factor.codes_of(user) and second_factor.is_held_by(user):
            return redirect(self.passthrough_next_url(reverse("mfa_reauthenticate_webauthn")))
        answer: HttpResponse | None = super()._check_reauthentication_method_available(request)
        return answer

    def get_reauthentication_alternatives(self) -> list[dict[str, Any]]:
        """Leave out what would lead back here."""
        return second_factor.only_useful(self.request, super().get_reauthentication_alternatives())

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add which codes this person has."""
        return {**super().get_context_data(**kwargs), "codes": second_factor.codes_of(cast("User", self.request.user))}


@method_decorator([power.required_if_held, reauthentication.required], name="dispatch")
class ActivateTOTPView(UnprocessableMixin, totp_views.ActivateTOTPView):
    """The page that sets up the application."""

    form_class = our_forms.ActivateTOTPForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add a picture that says what it is, and the secret in groups of four for people who copy it."""
        context = super().get_context_data(**kwargs)
        secret = context["form"].secret
        return {
            **context,
            "picture": qr.svg(context["totp_url"], "Carré à scanner avec votre application de codes"),
            "secret_in_groups": " ".join(secret[start : start + 4] for start in range(0, len(secret), 4)),
        }

    def form_valid(self, form: forms.Form) -> HttpResponse:
        """Set it up once, however often the button is pressed; count the code as the second factor of this session."""
        with transaction.atomic():
            _lock(cast("User", self.request.user))
            held = Authenticator.objects.filter(user=self.request.user, type=Type.TOTP)
            response = redirect(self.get_success_url()) if held.exists() else super().form_valid(form)
            authenticator = held.get()
        post_authentication(self.request, authenticator, reauthenticated=True)
        return response

    def get_success_url(self) -> str:
        """Return where the member was going when the second factor was asked; else the page of the codes to print."""
        return get_next_redirect_url(self.request) or reverse("accounts:paper_codes")


@method_decorator([power.required_if_held, reauthentication.required], name="dispatch")
class DeactivateTOTPView(UnprocessableMixin, totp_views.DeactivateTOTPView):
    """Give up the second code, after the code or password: a paper code alone does not put an end to the others."""


def _lock(user: User) -> None:
    """Let nobody else set up a second factor of this person before this transaction ends."""
    User.objects.select_for_update().get(pk=user.pk)


def _onward(request: HttpRequest) -> str:
    """Return the query that leads on to the page one was going to when the second factor was asked; "" for none."""
    going_to = get_next_redirect_url(request)
    return f"?{urlencode({'next': going_to})}" if going_to else ""


def _may_print(user: User) -> bool:
    """Return whether codes on paper would serve: at sign-in, or before an act for other people."""
    return second_factor.is_asked_of(user) or has_power(user)


@power.required_if_held
@reauthentication.required
@form_view
def paper_codes(request: MemberRequest) -> HttpResponse:
    """Say how many printed codes are left; make others, which replace them."""
    onward = _onward(request)
    if not _may_print(request.user):
        return redirect("mfa_index")
    if request.method == "POST":
        if not printed.is_just_made(request, PRINTOUT):
            with transaction.atomic():
                _lock(request.user)
                printed.keep(request, PRINTOUT, second_factor.print_paper_codes(request))
        return redirect(f"{reverse('accounts:paper_sheet')}{onward}")
    left = second_factor.paper_codes_left(request.user)
    context = {"left": left, "few": second_factor.FEW_LEFT, "onward": onward}
    return render(request, "accounts/paper_codes.html", context)


@never_cache
@form_view
def paper_codes_printout(request: HttpRequest) -> HttpResponse:
    """Show the codes to print, for ten minutes, to the member who made them; POST: for ten more."""
    if request.method == "POST":
        printed.renew(request, PRINTOUT)
        return redirect(f"{reverse('accounts:paper_sheet')}{_onward(request)}")
    context = {"codes": printed.shown(request, PRINTOUT), "onward": _onward(request)}
    context["leads_to"] = get_next_redirect_url(request) or reverse("mfa_index")
    return render(request, "accounts/paper_sheet.html", context)
