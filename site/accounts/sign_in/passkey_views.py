"""« Ce téléphone me reconnaît »: passkeys added, named, removed, used to sign in or to prove who one is."""

from typing import Any

from allauth.account.models import Login
from allauth.account.stages import LoginStageController
from allauth.account.utils import get_next_redirect_url
from allauth.mfa.models import Authenticator
from allauth.mfa.stages import AuthenticateStage
from allauth.mfa.webauthn import views as webauthn_views
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts import open_sessions, reauthentication, shared_computer
from accounts.models import User
from accounts.requests import MemberRequest
from accounts.sign_in import change_notices, passkey_forms, second_factor
from accounts.sign_in import second_factor_for_power as power
from accounts.sign_in.change_notices import Change
from lib.allauth_internals import (
    WebAuthn,
    begin_authentication,
    begin_registration,
    delete_and_cleanup,
    perform_passwordless_login,
    rename_authenticator,
)
from lib.http import INVALID, form_view, render_form
from lib.limits import too_many, within_limit

MOST_DEVICES = 10


def passkeys_of(user: User) -> list[Authenticator]:
    """Return the devices that recognise a person, oldest first."""
    return list(Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).order_by("created_at", "pk"))


def _own_device(request: HttpRequest, pk: int) -> Authenticator:
    """Return a device of the member. Raise Http404 for another person's."""
    return get_object_or_404(Authenticator, pk=pk, user=request.user, type=Authenticator.Type.WEBAUTHN)


@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """List the devices that recognise the member."""
    context = {"devices": passkeys_of(request.user), "may_add": not request.session.get(shared_computer.KEY)}
    return render(request, "accounts/passkeys.html", context)


def _may_add(request: MemberRequest) -> bool:
    if request.session.get(shared_computer.KEY):
        messages.info(request, "Cet ordinateur sert à d’autres : il ne peut pas vous reconnaître, vous seul.")
        return False
    if len(passkeys_of(request.user)) >= MOST_DEVICES:
        messages.info(request, "Dix appareils vous reconnaissent déjà. Retirez-en un pour en ajouter un autre.")
        return False
    return True


@power.required_if_held
@reauthentication.required
@form_view
def add(request: MemberRequest) -> HttpResponse:
    """Add this device to those that recognise the member, unless it is a shared computer."""
    if not _may_add(request):
        return redirect("accounts:passkeys")
    form = passkey_forms.AddPasskeyForm(request.POST if request.method == "POST" else None, user=request.user)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            User.objects.select_for_update().get(pk=request.user.pk)  # ten devices, however many answer at once
            if not _may_add(request):
                return redirect("accounts:passkeys")
            WebAuthn.add(request.user, form.cleaned_data["name"], form.cleaned_data["credential"])
            change_notices.tell(request.user, Change.DEVICE)
        messages.success(request, "C’est fait. Cet appareil vous reconnaît : vous pourrez entrer d’un seul geste.")
        return redirect("accounts:passkeys")
    return render_form(request, "accounts/passkey_add.html", form)


@power.required_if_held
@require_POST
def add_options(request: HttpRequest) -> HttpResponse:
    """Return the question to a device to add, once the member has proved who they are."""
    if not reauthentication.is_fresh(request) or request.session.get(shared_computer.KEY):
        return JsonResponse({}, status=403)
    return JsonResponse(begin_registration(request.user, True))


@form_view
def rename(request: HttpRequest, pk: int) -> HttpResponse:
    """Give a device another name."""
    device = _own_device(request, pk)
    if not reauthentication.is_fresh(request):
        return reauthentication.ask(request)
    data = request.POST if request.method == "POST" else None
    form = passkey_forms.NamePasskeyForm(data, initial={"name": device.wrap().name})
    if request.method == "POST" and form.is_valid():
        rename_authenticator(request, device, form.cleaned_data["name"])
        return redirect("accounts:passkeys")
    return render_form(request, "accounts/passkey_name.html", form, device=device)


@power.required_if_held
@form_view
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Remove a device."""
    device = _own_device(request, pk)
    if not reauthentication.is_fresh(request):
        return reauthentication.ask(request)
    if request.method == "POST":
        delete_and_cleanup(request, device)
        open_sessions.end_all(device.user, but=request.session)  # that of the device is among them
        messages.success(request, "Cet appareil ne vous reconnaît plus. Votre compte est refermé partout ailleurs.")
        return redirect("accounts:passkeys")
    return render(request, "accounts/passkey_remove.html", {"device": device})


@login_not_required
@require_POST
def options(request: HttpRequest) -> HttpResponse:
    """Return the question to a device, to sign in or to prove again who the member is."""
    if not within_limit(request, "passkey"):
        return too_many(request)
    stage = LoginStageController.enter(request, AuthenticateStage.key)
    user = stage.login.user if stage else request.user
    return JsonResponse(begin_authentication(user if user and user.is_authenticated else None))


class EnterWithPasskeyView(webauthn_views.LoginWebAuthnView):
    """Sign in with a device that recognises its owner."""

    form_class = passkey_forms.EnterWithPasskeyForm

    def form_valid(self, form: passkey_forms.EnterWithPasskeyForm) -> HttpResponse:
        """Sign in, and redirect where the person was going."""
        authenticator = form.cleaned_data["credential"]
        shared_computer.begin(self.request, form.is_another_device)
        login = Login(user=authenticator.user, redirect_url=get_next_redirect_url(self.request))
        return perform_passwordless_login(self.request, authenticator, login)


class PasskeyAgainView(webauthn_views.ReauthenticateWebAuthnView):
    """Prove again who one is, with a device."""

    form_class = passkey_forms.PasskeyAgainForm
    template_name = "mfa/webauthn/reauthenticate.html"

    def get_reauthentication_alternatives(self) -> list[dict[str, Any]]:
        """Leave out what would lead back here."""
        return second_factor.only_useful(self.request, super().get_reauthentication_alternatives())

    def form_invalid(self, form: forms.Form) -> HttpResponse:
        """Show the page again, with status 422."""
        return self.render_to_response(self.get_context_data(form=form), status=INVALID)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add to allauth's context what it drops: the form with its errors."""
        return {**super().get_context_data(), **kwargs}


enter = login_not_required(never_cache(EnterWithPasskeyView.as_view()))
again = never_cache(PasskeyAgainView.as_view())
