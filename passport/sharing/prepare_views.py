"""Preparing a share in four steps: for whom, what, how, read again. Nothing is open before the last press."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import MemberRequest
from lib.http import INVALID, form_view
from lib.stepper import step_context
from passport import host
from passport.models import Entry, Share
from passport.querysets import MOST_SHARES
from passport.sharing import prepared_shares
from passport.sharing import rules as sharing
from passport.sharing.forms import ContentForm, RecipientForm, SensitiveWordsForm, WayForm, collectives_near
from passport.sharing.reader_page import ReplyForm, passport_context
from passport.sharing.rules import ShareRequest, WordedShare, worded

STEPS = {"recipient": "pour qui ?", "content": "quoi ?", "way": "comment ?", "review": "relire"}
ENOUGH_SHARES = (
    f"Vous avez déjà {MOST_SHARES} partages, avec ceux finis depuis moins de trois mois. "
    "Ce que vous avez préparé est gardé : vous pourrez le rouvrir plus tard."
)
CHANGED = "Ce que l’on verrait a changé depuis que vous l’avez lu. Rien n’est ouvert : relisez, puis ouvrez le partage."
View = Callable[..., HttpResponse]


def prepared(view: View) -> View:
    """Give the view the terms kept under `ref`; without them, the share they became, or the first step."""

    @wraps(view)
    def wrapped(request: MemberRequest, ref: str) -> HttpResponse:
        terms = prepared_shares.find(request.user, ref)
        return _no_longer(request, ref) if terms is None else view(request, ref, terms)

    return wrapped


def _no_longer(request: MemberRequest, ref: str) -> HttpResponse:
    """Redirect to the share it became when it is open already; else to the first step, with a message that says why."""
    share = Share.objects.of(request.user).filter(prepared_as=ref).first()
    if share is not None:
        return redirect(share)
    messages.info(request, "Ce partage n’est plus en préparation ici. Vous pouvez en préparer un autre.")
    return redirect("passport:share_new")


def _step(request: HttpRequest, step: str, context: dict[str, Any], within: str = "") -> HttpResponse:
    """Return the page of a step; `within` names the step it belongs to, when it is a part of one."""
    form = context.get("form")
    context |= step_context(list(STEPS.values()), list(STEPS).index(within or step) + 1)
    context["shows_site"] = host.shows_site()
    status = INVALID if form is not None and form.errors else 200
    return render(request, f"passport/share_{step}.html", context, status=status)


@form_view
def recipient(request: MemberRequest, ref: str = "") -> HttpResponse:
    """Step 1. The share begins to be prepared with the first answer, not before."""
    terms = prepared_shares.find(request.user, ref) if ref else None
    if ref and terms is None:
        return _no_longer(request, ref)
    asked_for = request.GET.get("collectif", "")  # from a collective's page: chosen already, and first in sight
    near = collectives_near(request.user, asked_for)
    if request.method == "POST":
        form = RecipientForm(request.POST, collectives=near)
        if form.is_valid():
            terms = terms or ShareRequest()
            form.fill(terms)
            ref = ref or prepared_shares.begin(request.user, terms)
            prepared_shares.keep(request.user, ref, terms)
            return redirect("passport:share_content", ref)
    else:
        initial = RecipientForm.initial_of(terms or ShareRequest())
        if asked_for and near and near[0].slug == asked_for:
            initial = {"recipient": str(near[0].pk)}
        form = RecipientForm(initial=initial, collectives=near)
    return _step(request, "recipient", {"form": form})


@form_view
@prepared
def content(request: MemberRequest, ref: str, terms: ShareRequest) -> HttpResponse:
    """Step 2: the entries, the name, the words."""
    entries = list(Entry.objects.of(request.user).standing().with_skill().prefetch_related("occasions"))
    known: dict[str, Any] = {"member": request.user, "entries": entries}
    if request.method == "POST":
        form = ContentForm(request.POST, **known)
        if form.is_valid():
            form.fill(terms)
            prepared_shares.keep(request.user, ref, terms)
            unasked = worded(request.user, terms).unasked(terms)
            return redirect("passport:share_words" if unasked else "passport:share_way", ref)
    else:
        form = ContentForm(initial=ContentForm.initial_of(terms, request.user), **known)
    return _step(request, "content", {"form": form, "ref": ref, "lines": entries})


@form_view
@prepared
def words(request: MemberRequest, ref: str, terms: ShareRequest) -> HttpResponse:
    """Step 2, when a text may let a reader guess the holder's health: each is left out unless it is ticked."""
    following = "passport:share_review" if terms.way else "passport:share_way"
    remarks = worded(request.user, terms).remarks
    if not remarks:
        return redirect(following if terms.entries(request.user) else "passport:share_content", ref)
    if request.method == "POST":
        form = SensitiveWordsForm(request.POST, remarks=remarks)
        if form.is_valid():
            form.fill(terms)
            if worded(request.user, terms).entries:
                prepared_shares.keep(request.user, ref, terms)
                return redirect(following, ref)
            form.say_nothing_is_left()
    else:
        form = SensitiveWordsForm(initial={"kept": terms.kept}, remarks=remarks)
    return _step(request, "words", {"form": form, "ref": ref}, within="content")


@form_view
@prepared
def way(request: MemberRequest, ref: str, terms: ShareRequest) -> HttpResponse:
    """Step 3: together, by a link or on paper, and until when."""
    if not terms.entries(request.user):
        return redirect("passport:share_content", ref)
    if request.method == "POST":
        form = WayForm(request.POST)
        if form.is_valid():
            form.fill(terms)
            prepared_shares.keep(request.user, ref, terms)
            return redirect("passport:share_review", ref)
    else:
        form = WayForm(initial=WayForm.initial_of(terms))
    return _step(request, "way", {"form": form, "ref": ref})


@form_view
@prepared
def review(request: MemberRequest, ref: str, terms: ShareRequest) -> HttpResponse:
    """Step 4: exactly what will be seen; the press opens the share, once however often it is pressed."""
    now_worded = worded(request.user, terms)
    missing = _missing_step(terms, now_worded)
    if missing:
        return redirect(missing, ref)
    if request.method == "POST" and Share.objects.of(request.user).are_full():
        messages.warning(request, ENOUGH_SHARES)
        return redirect("passport:share_review", ref)
    if request.method == "POST" and request.POST.get("seen") != now_worded.seen(terms):
        messages.warning(request, CHANGED)
        return redirect("passport:share_review", ref)
    if request.method == "POST":
        share = sharing.open_share(request.user, terms, ref, now_worded)
        prepared_shares.forget(request.user, ref)
        messages.success(request, "Le partage est ouvert. Montrez ou envoyez ce carré à scanner.")
        return redirect(share)
    context = _preview_context(request, terms, now_worded) | {"ref": ref, "terms": terms}
    return _step(request, "review", context | {"remarks": now_worded.remarks, "seen": now_worded.seen(terms)})


@require_safe
@prepared
def preview(request: MemberRequest, ref: str, terms: ShareRequest) -> HttpResponse:
    """Show the reader's page as it will be, before anything is open."""
    now_worded = worded(request.user, terms)
    missing = _missing_step(terms, now_worded)
    if missing:
        return redirect(missing, ref)
    context = _preview_context(request, terms, now_worded)
    context |= {"form": ReplyForm(), "sent": False, "back_words": "Revenir à l’étape 4"}
    return render(request, "sharing/passport.html", context)


def _missing_step(terms: ShareRequest, now_worded: WordedShare) -> str:
    if now_worded.unasked(terms) or (now_worded.remarks and not now_worded.entries):
        return "passport:share_words"
    if not now_worded.entries:
        return "passport:share_content"
    return "" if terms.way in Share.Way.values else "passport:share_way"


def _preview_context(request: HttpRequest, terms: ShareRequest, now_worded: WordedShare) -> dict[str, Any]:
    share = terms.as_share(timezone.now(), now_worded.texts, now_worded.heading)
    return passport_context(request, share, sharing.entries_to_show(now_worded, terms))
