"""« Entre groupes » on the desk: what a moderator reads before it shows. Nothing that shows is there."""

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, re_path, reverse
from django.views.decorators.http import require_safe
from wagtail.admin import messages

from accounts.requests import MemberRequest
from content.models.colleagues import LONGEST_REASON
from content.practices.colleagues import desk
from content.practices.colleagues.forms import REFUSE, DecideForm
from content.practices.privacy_hints import dates, remarks
from content.practices.review.views import for_moderators, furniture
from lib.http import INVALID, form_view

TITLE = "Entre groupes"
A_PAGE = 50
REFUSED = "Ce n’est pas publié. La personne lit pourquoi."
FASTER = "Rien n’est fait : entre-temps, ce texte a changé, ou quelqu’un d’autre a décidé. Relisez ce qui attend."


@require_safe
@for_moderators
def index(request: MemberRequest) -> HttpResponse:
    """List the questions to other groups, then the answers, that wait. Constant number of queries."""
    lists = [
        (kind, label, Paginator(desk.waiting(kind, request.user), A_PAGE).get_page(request.GET.get("p")))
        for kind, label in (("question", "Questions"), ("reponse", "Réponses"))
    ]
    above = {"url": reverse("moderation:queue"), "label": "À relire"}
    context = {**furniture(TITLE, above), "lists": lists, "longest": max((found for *_, found in lists), key=_pages)}
    return render(request, "content/moderation/colleagues.html", context)


def _pages(found: object) -> int:
    return found.paginator.num_pages  # type: ignore[attr-defined]


@form_view
@for_moderators
def text(request: MemberRequest, kind: str, pk: int) -> HttpResponse:
    """Show a text that waits, then publish it or refuse it. Raise Http404 for one's own, and once it is decided.

    What was typed about a text that is decided or withdrawn meanwhile is said again.
    """
    form = DecideForm(request.POST if request.method == "POST" else None)
    found = desk.waiting(kind, request.user).filter(pk=pk).first()
    if found is None and form.is_bound:
        words = str(form["reason"].value() or "").strip()[:LONGEST_REASON]
        messages.warning(request, f"{FASTER} Votre mot : « {words} »." if words else FASTER)
        return redirect("colleagues_desk")
    if found is None:
        raise Http404
    if form.is_valid():
        said = form.cleaned_data
        if desk.decide(kind, pk, request.user, said["seen"], reason=said["reason"].strip()):
            is_refused = said["decision"] == REFUSE
            messages.success(request, REFUSED if is_refused else "C’est publié.")
            return redirect("colleagues_desk")
        form.add_error(None, FASTER)
    above = {"url": reverse("colleagues_desk"), "label": TITLE}
    context = {
        **furniture("Une question" if kind == "question" else "Une réponse", above),
        "text": found,
        "kind": kind,
        "form": form,
        "seen": desk.seen_of(found),
        "remarks": [*remarks(found.text, None), *dates(found.text)],
    }
    return render(request, "content/moderation/colleague_text.html", context, status=INVALID if form.errors else 200)


def colleagues_urls() -> list[URLPattern]:
    """Return the addresses under /admin/relectures/entre-groupes/."""
    kinds = "|".join(desk.KINDS)
    return [
        path("relectures/entre-groupes/", index, name="colleagues_desk"),
        re_path(rf"^relectures/entre-groupes/(?P<kind>{kinds})/(?P<pk>\d+)/$", text, name="colleagues_desk_text"),
    ]
