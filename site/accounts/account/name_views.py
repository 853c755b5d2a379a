"""/compte/nom/: the display name."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.account.forms import NameForm
from accounts.models import User
from accounts.requests import MemberRequest
from lib.http import form_view, render_form


@form_view
def name(request: MemberRequest) -> HttpResponse:
    """Change the display name of the member."""
    person = User.objects.get(pk=request.user.pk)  # the header keeps the old name until it is saved
    form = NameForm(request.POST if request.method == "POST" else None, instance=person)
    if request.method == "POST" and form.is_valid():
        person.save(update_fields=["display_name"])
        messages.success(request, "Votre nom est changé.")
        return redirect("accounts:home")
    return render_form(request, "accounts/name.html", form)
