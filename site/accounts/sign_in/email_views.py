"""/compte/adresse-e-mail/: the member's address, given, proved by a code read in its mailbox, emptied.

Where no mail is sent none is taken: it would serve nothing, and whether it is taken would tell who has an account.
"""

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from accounts import reauthentication
from accounts.models import User
from accounts.requests import MemberRequest
from accounts.secret_code.page import pictures_first
from accounts.sign_in import asked_mails, change_notices, guesses, own_email
from accounts.sign_in.asked_mails import Answer, Kind
from accounts.sign_in.change_notices import Change
from accounts.sign_in.email_forms import NO_MAIL, EmailForm, MailedCodeForm
from lib import typed
from lib.http import form_view, render_form
from lib.limits import too_many, within_limit

NOT_HERE = "Cette adresse ne peut pas être utilisée ici. Choisissez-en une autre."
WRONG = "Ce n’est pas le bon code. Prenez votre temps."
TOO_OLD = "Ce code ne sert plus. Demandez-en un autre."


@sensitive_post_parameters("proof")
@form_view
@pictures_first
def email(request: MemberRequest) -> HttpResponse:
    """Empty the e-mail address; where mails are sent, change it, once a code sent there proves it."""
    user = User.objects.get(pk=request.user.pk)
    if not (settings.MAIL_IS_SENT or user.email):
        messages.info(request, NO_MAIL)
        return redirect("accounts:home")
    data = request.POST if request.method == "POST" else None
    form = EmailForm(data, user=user, proved=reauthentication.is_fresh(request), initial={"email": user.email or ""})
    if request.method == "POST" and form.is_valid():
        if given := form.cleaned_data["email"]:
            return _send(request, given)
        before = own_email.proved_address(user)
        own_email.keep(user, "", proved=False)
        change_notices.tell_at(before, Change.NO_ADDRESS)
        messages.success(request, "Le site n’a plus d’adresse e-mail de vous.")
        return redirect("accounts:home")
    unproved = bool(user.email) and not own_email.is_proved(user)
    return render_form(request, "accounts/email.html", form, mail_is_sent=settings.MAIL_IS_SENT, unproved=unproved)


def _send(request: HttpRequest, email: str) -> HttpResponse:
    by_person = within_limit(request, "own_email", key=f"of:{request.user.pk}")
    if not by_person or not within_limit(request, "own_email", key=guesses.here(request, "to", email)):
        return too_many(request)
    if asked_mails.take(request, Kind.PROOF, typed.address(email)) is Answer.REFUSED:
        return too_many(request)
    own_email.send_code(request, email)
    return redirect("accounts:email_code")


def _keep(request: MemberRequest, email: str) -> bool:
    """Keep an address just proved; return False when another person has it, said to whoever reads its mails alone."""
    user = User.objects.get(pk=request.user.pk)
    before = own_email.proved_address(user)
    try:
        own_email.keep(user, email, proved=True)
    except own_email.AlreadyUsedError:
        return False
    if typed.address(before) != typed.address(email):
        change_notices.tell_at(before, Change.ADDRESS)
    messages.success(request, "Votre adresse est gardée.")
    return True


@never_cache
@form_view
def email_code(request: MemberRequest) -> HttpResponse:
    """Ask the member for the code read in the mailbox, then keep the address."""
    held = own_email.waiting(request)
    if held is None:
        return redirect("accounts:email")
    form = MailedCodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if own_email.attempt(request, form.cleaned_data["code"]):
            if not _keep(request, held["email"]):
                messages.warning(request, NOT_HERE)
                return redirect("accounts:email")
            return redirect("accounts:home")
        if own_email.waiting(request) is None:
            messages.warning(request, TOO_OLD)
            return redirect("accounts:email")
        form.add_error("code", WRONG)
    return render_form(request, "accounts/email_code.html", form, address=held["email"])
