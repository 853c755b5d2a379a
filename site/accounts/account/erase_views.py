"""/compte/effacer/: the member erases their account."""

from django.http import HttpResponse
from django.views.decorators.debug import sensitive_post_parameters

from accounts import personal_data, reauthentication
from accounts.account.forms import EraseForm
from accounts.models import User
from accounts.requests import MemberRequest
from accounts.secret_code.page import pictures_first
from accounts.sign_in.sign_out_views import goodbye
from lib.http import form_view, render_form


@sensitive_post_parameters("proof")
@form_view
@pictures_first
def erase(request: MemberRequest) -> HttpResponse:
    """Erase the account and all that is in it, at once."""
    data = request.POST if request.method == "POST" else None
    form = EraseForm(data, user=request.user, proved=reauthentication.is_fresh(request))
    if request.method == "POST" and form.is_valid():
        personal_data.erase(User.objects.get(pk=request.user.pk))
        return goodbye(request, "accounts:erased")
    return render_form(request, "accounts/erase.html", form)
