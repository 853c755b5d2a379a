"""Writing a confirmation: by the address of a QR, on a passed device, or when asked at a distance.

A request that is unknown, over or the member's own gets one and the same page. Declining an invitation leaves it open.
"""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from accounts import names, one_act
from accounts.models import User
from accounts.requests import MemberRequest
from accounts.shared_groups import together_with
from accounts.sign_in import second_factor_for_power as power
from accounts.sign_in.sign_out_views import goodbye, once_signed_out
from lib.http import INVALID, form_view
from passport import permissions
from passport.confirmations import rules as confirmations
from passport.confirmations import same_device
from passport.confirmations.forms import WriteForm
from passport.models import Confirmation

GONE = 404
FOR_THE_ASSOCIATION = (Confirmation.Capacity.ASSOCIATION, Confirmation.Capacity.EMPLOYEE)
ALREADY = "Vous avez déjà écrit pour cette ligne. Vos mots sont gardés, vous pouvez les relire ou les reprendre."
CHANGED = "Cette ligne a changé pendant que vous écriviez. Relisez-la. Vos mots sont gardés ici."
WRITTEN = "Merci. C’est écrit. La personne le lira, puis choisira si elle le garde."
DECLINED = "C’est noté. Personne ne saura."


def closed_page(request: HttpRequest) -> HttpResponse:
    """Return the one page of a request that is unknown, over, used or the member's own."""
    return render(request, "passport/confirmation_over.html", status=GONE)


def _write(request: MemberRequest, asked: Confirmation | None, *, is_passed: bool = False) -> tuple[HttpResponse, str]:
    """Return the page to show and "" or, once the person has answered, the sentence that says so.

    Who speaks for an association, or as its employee, gives the second factor first; a peer does not. Nobody prepares
    one on a passed device, which is somebody else's.
    """
    if asked is None or asked.entry.member_id == request.user.pk:
        return closed_page(request), ""
    if request.method == "POST" and "decline" in request.POST:
        asked.decline()
        return HttpResponse(), DECLINED
    form = WriteForm(request.POST if request.method == "POST" else None, asked=asked, person=request.user)
    speaks_for_it = form.is_valid() and form.cleaned_data["capacity"] in FOR_THE_ASSOCIATION
    asked_first = power.asked(request, if_held=is_passed) if speaks_for_it else None
    if asked_first:
        return asked_first, ""
    if form.is_valid():
        try:
            confirmations.write(asked, request.user, form.words())
        except confirmations.NoLongerOpenError:
            return closed_page(request), ""
        except confirmations.AlreadyWrittenError:
            form.add_error(None, ALREADY)
        except confirmations.EntryChangedError:
            form.add_error(None, CHANGED)
            asked.refresh_from_db()
        else:
            return HttpResponse(), WRITTEN
    about = confirmations.shown_to_confirm(asked)
    context = {"form": form, "asked": asked, "entry": asked.entry, "about": about, "mark": _mark(request.user, asked)}
    return render(request, "passport/confirmation_write.html", context, status=INVALID if form.errors else 200), ""


def _mark(reader: User, asked: Confirmation) -> str:
    """Return the mark of who asks, when somebody else whom the reader knows bears their name; "" otherwise."""
    holder = asked.entry.member
    known = User.objects.filter(pk__in=together_with(reader))
    return names.mark_of(holder) if names.has_twin(holder, known) else ""


def _answer(request: MemberRequest, asked: Confirmation | None) -> HttpResponse:
    response, said = _write(request, asked)
    if not said:
        return response
    messages.success(request, said)
    return redirect("passport:confirmations_given" if said == WRITTEN else "passport:confirmations")


@form_view
def by_token(request: MemberRequest, token: str) -> HttpResponse:
    """Let the person write what a QR asks, once signed in. A GET writes nothing."""
    found = Confirmation.objects.by_token(token).select_related("entry__skill", "entry__member", "occasion")
    return _answer(request, _still_asked(request, found.first()))


@form_view
def when_asked(request: MemberRequest, pk: int) -> HttpResponse:
    """Let the person write what a member of their group asks at a distance."""
    return _answer(request, _still_asked(request, permissions.asked_of_me(request, pk)))


def _still_asked(request: HttpRequest, found: Confirmation | None) -> Confirmation | None:
    """Return what may be written now, or what this person has just written: pressed twice, it is one answer."""
    if found is None:
        return None
    just_pressed = request.method == "POST" and found.confirmer_id == request.user.pk
    return found if just_pressed or Confirmation.objects.open().filter(pk=found.pk).exists() else None


@one_act.is_part
@form_view
def here(request: MemberRequest) -> HttpResponse:
    """On a passed device: let the person answer, then sign them out."""
    response, said = _write(request, same_device.request_of(request), is_passed=True)
    return goodbye(request, "passport:device_back") if said else response


@login_not_required
@require_safe
@once_signed_out
def device_back(request: HttpRequest) -> HttpResponse:
    """Thank the person, who gives the device back. The same page whatever they answered."""
    return render(request, "passport/device_back.html")
