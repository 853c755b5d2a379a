"""/compte/nom/: the display name, and where a former one is still read."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect

from accounts.account import former_name
from accounts.account.forms import NameForm
from accounts.models import User
from accounts.requests import MemberRequest
from lib.http import form_view, render_form
from lib.limits import within_limit

MANY_TODAY = "Vous avez changé de nom plusieurs fois aujourd’hui. Celui-ci pourra être gardé demain."
FORMER = "former_names"  # in the session, from the change until the present one replaces them
REPLACED = "Votre nouveau nom remplace l’ancien. Sur une fiche publiée, il se lit après une relecture."


@form_view
def name(request: MemberRequest) -> HttpResponse:
    """Change the display name of the member, then ask about the places where the former one is still read."""
    formers = request.session.get(FORMER, [])
    if "replace" in request.POST:
        return _replace(request, formers)
    person = User.objects.get(pk=request.user.pk)  # the header keeps the old name until it is saved
    form = NameForm(request.POST if request.method == "POST" else None, instance=person)
    if request.method == "POST" and form.is_valid() and _may_change(request, form):
        person.save(update_fields=["display_name"])
        messages.success(request, "Votre nom est changé.")
        return _changed(request, person, [*formers, request.user.display_name])
    places = former_name.places(request.user, formers)
    warnings = former_name.warnings(request.user) if places else []
    return render_form(request, "accounts/name.html", form, places=places, warnings=warnings)


def _may_change(request: MemberRequest, form: NameForm) -> bool:
    """Return whether the member changes their name a reasonable number of times; say so beside it when not."""
    if "display_name" in form.changed_data and not within_limit(request, "name", key=str(request.user.pk)):
        form.add_error("display_name", MANY_TODAY)
    return not form.errors


def _changed(request: MemberRequest, person: User, formers: list[str]) -> HttpResponse:
    """Lead to the places where a former name is still read, if any."""
    if not former_name.places(person, formers):
        request.session.pop(FORMER, None)
        return redirect("accounts:home")
    request.session[FORMER] = list(dict.fromkeys(formers))
    return redirect("accounts:name")


def _replace(request: MemberRequest, formers: list[str]) -> HttpResponse:
    """Put the present name wherever a former one is read; pressed twice, it changes nothing more."""
    if former_name.places(request.user, formers):
        former_name.replace(request.user, formers)
        messages.success(
            request, "Votre nouveau nom remplace l’ancien. Sur une fiche publiée, il se lit après une relecture."
        )
    request.session.pop(FORMER, None)
    return redirect("accounts:home")
