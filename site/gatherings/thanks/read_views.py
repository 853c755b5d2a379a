"""/ateliers/mercis/: the sentences that one received, for them alone, and those that one signed."""

import uuid

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import MemberRequest
from content.contact import rules as contact
from content.models import ContactMessage
from gatherings.models import Thanks
from gatherings.thanks import rules
from gatherings.thanks.forms import ReportForm
from lib.http import CREATED, INVALID, TOO_MANY, form_view
from lib.text import NBSP

A_PAGE = 20
KEPT = "C’est gardé, aussi longtemps que vous voulez."
NOT_KEPT = "C’est noté. Cette phrase s’effacera avec le temps."
ERASED = "La phrase est effacée."
TAKEN_BACK = "Votre merci est repris, et effacé."
REPORTED = f"Une phrase de merci, reçue après un atelier, est signalée{NBSP}:"


@never_cache
@require_safe
def mine(request: MemberRequest) -> HttpResponse:
    """Show what one received, and what one signed. No order tells which came first. Constant number of queries."""
    received = Thanks.objects.to(request.user).select_related("workshop")
    page = Paginator(received.order_by("-month", "workshop__title", "pk"), A_PAGE).get_page(request.GET.get("page"))
    title_of = rules.titles_for(request.user)
    context = {
        "page_obj": page,
        "rows": [(said, title_of(said.thanks.workshop)) for said in rules.read(list(page), request.user)],
        "signed": [(thanks, title_of(thanks.workshop)) for thanks in rules.signed_once(request.user)],
    }
    return render(request, "gatherings/thanks.html", context)


@require_POST
def keep(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Keep a sentence past its time, or no more."""
    is_kept = "no_more" not in request.POST
    rules.keep(_received(request, pk), is_kept=is_kept)
    messages.success(request, KEPT if is_kept else NOT_KEPT)
    return redirect("gatherings:thanks")


@require_POST
def erase(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Erase a sentence that one received; doing it twice changes nothing."""
    if Thanks.objects.to(request.user).filter(pk=pk).delete()[0]:
        messages.success(request, ERASED)
    return redirect("gatherings:thanks")


@require_POST
def take_back(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Take back a sentence that one signed: it disappears for all those it went to. Twice, it changes nothing."""
    signed = Thanks.objects.signed_by(request.user).filter(pk=pk).first()
    if signed:
        rules.take_back(signed)
        messages.success(request, TAKEN_BACK)
    return redirect("gatherings:thanks")


@never_cache
@form_view
def report(request: MemberRequest, pk: uuid.UUID) -> HttpResponse:
    """Send a sentence to those who run the site, as a message without a name; show the words of its answer."""
    thanks = _received(request, pk)
    form = ReportForm(request.POST if request.method == "POST" else None)
    context = {"thanks": thanks, "form": form}
    if not form.is_valid():
        return render(request, "gatherings/thanks_report.html", context, status=INVALID if form.is_bound else 200)
    if not contact.may_write(request):
        return render(request, "gatherings/thanks_report.html", context | {"too_many": True}, status=TOO_MANY)
    quoted = f"«{NBSP}{thanks.words}{NBSP}»"
    text = "\n\n".join(part for part in (REPORTED, quoted, form.cleaned_data["more"].strip()) if part)
    words = contact.keep(form.cleaned_data["key"], about=ContactMessage.About.OTHER.value, text=text)
    return render(request, "content/contact/sent.html", {"words": " ".join(words)}, status=CREATED)


def _received(request: MemberRequest, pk: uuid.UUID) -> Thanks:
    """Return a sentence that the person received. Raise Http404 for anybody else's."""
    return get_object_or_404(Thanks.objects.to(request.user).select_related("workshop"), pk=pk)
