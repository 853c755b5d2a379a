"""« Première entrée »: whoever installs an empty site gives the code of the machine, then sets up a second factor.

The address holds no secret: neither a log, nor the history of a browser, learns the code.
"""

from urllib.parse import urlencode

from allauth.account.models import Login
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import shared_computer
from accounts.models import User
from accounts.sign_in import first_superuser
from accounts.sign_in.first_superuser_forms import FirstSignInForm
from lib.allauth_internals import change_password, perform_login, record_authentication
from lib.http import form_view, render_form
from lib.limits import too_many, within_limit

PAGE = "accounts/first_sign_in.html"
WELCOME = "Votre identifiant est {} : notez-le. Préparez maintenant votre second code."


@login_not_required
@never_cache
@sensitive_post_parameters("code", "password1", "password2")
@form_view
def give_code(request: HttpRequest) -> HttpResponse:
    """Ask for the code and a password while a code waits; otherwise say how one is made, with status 404."""
    if not first_superuser.is_open():
        return render(request, PAGE, {"form": None}, status=404)
    if request.method == "POST" and not within_limit(request, "first_sign_in"):
        return too_many(request)
    form = FirstSignInForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        user = first_superuser.use(form.cleaned_data["code"])
        if user is None:
            return render(request, PAGE, {"form": None}, status=404)
        return _enter(request, user, form.cleaned_data["password1"])
    return render_form(request, PAGE, form)


def _enter(request: HttpRequest, user: User, password: str) -> HttpResponse:
    """Sign in whoever gave the code, on the page of the second factor, which leads to the admin."""
    if request.user.is_authenticated:
        logout(request)
    change_password(user, password)
    shared_computer.begin(request, shared=True)
    record_authentication(request, user, method="password", reauthenticated=True)
    messages.success(request, WELCOME.format(user.username))
    following = urlencode({"next": reverse("wagtailadmin_home")})
    return perform_login(request, Login(user=user, redirect_url=f"{reverse('mfa_activate_totp')}?{following}"))
