"""The side of the coordination: read the messages, answer them. No page says who wrote: nobody knows."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.permissions import is_coordinator
from accounts.requests import MemberRequest
from content.contact import rules
from content.contact.forms import AnswerForm
from content.models import ContactMessage
from lib.http import INVALID, form_view

A_PAGE = 30
State = ContactMessage.State
FASTER = "Entre-temps, quelqu’un d’autre a répondu ou fermé ce message. Relisez ce qui est noté ici."


@never_cache
@require_safe
def index(request: MemberRequest) -> HttpResponse:
    """List the messages that wait, the oldest first, or the closed ones. Raise Http404 for all but the coordination."""
    if not is_coordinator(request.user):
        raise Http404
    closed = request.GET.get("etat") == "fermes"
    found = (
        ContactMessage.objects.exclude(state=State.RECEIVED)
        if closed
        else ContactMessage.objects.filter(state=State.RECEIVED)
    )
    page = Paginator(found.order_by("-closed_on", "-pk") if closed else found, A_PAGE).get_page(request.GET.get("page"))
    query = "etat=fermes&" if closed else ""
    return render(request, "content/contact/messages.html", {"page_obj": page, "closed": closed, "query": query})


@never_cache
@form_view
def message(request: MemberRequest, pk: int) -> HttpResponse:
    """Show a message, and answer it. Raise Http404 when it is erased, and for anyone but the coordination."""
    if not is_coordinator(request.user):
        raise Http404
    found = get_object_or_404(ContactMessage, pk=pk)
    told = {"state": "" if found.state == State.RECEIVED else found.state, "answer": found.answer}
    form = AnswerForm(request.POST if request.method == "POST" else None, initial=told)
    if form.is_valid():
        given = form.cleaned_data
        if rules.handle(pk, given["seen"], given["state"], given["answer"]):
            messages.success(request, "C’est noté. La personne le lira avec ses quatre mots.")
            return redirect("contact:messages")
        form.add_error(None, FASTER)
    context = {"message": found, "form": form, "seen": rules.seen_of(found)}
    return render(request, "content/contact/message.html", context, status=INVALID if form.errors else 200)
