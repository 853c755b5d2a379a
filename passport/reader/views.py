"""The pages of a reader under /p/: a door that says nothing, a code, the passport, a message to its holder.

The door's GET is the same for every address, real or not: no query, no cookie, no count. Link previews and mail
scanners learn nothing. A press on the button is a POST; only then is the share looked for. No session is used:
one cookie per opening, tied to its own path, so that two passports in two tabs do not cross. A browser that keeps no
cookie is told so, and reads in the answer to a press, whose forms carry the same proof.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST

from lib.http import INVALID, TOO_MANY, form_view
from lib.limits import within_limit
from passport.models import Opening, Share
from passport.reader import addresses
from passport.reader.forms import AgainForm, ReaderForm, SpokenCodeForm
from passport.sharing import rules as sharing
from passport.sharing.reader_page import ReplyForm, passport_context

SENT = "envoye"  # in the address after a message, and where it says so: who else reads this opening is told nothing
# Fields of a browser that keeps no cookie: it was told so; what its page carries in place of the cookie.
WITHOUT_COOKIE, PROOF = "sans_cookie", "lecture"
WRONG_CODE = "Ce ne sont pas les bons chiffres."
LAPSED = 403


@login_not_required
def nothing(request: HttpRequest) -> HttpResponse:
    """Lead an address with signs around it to the one without them; answer any other like a share not available."""
    token = addresses.token_within(request.path_info)
    if token and request.method in {"GET", "HEAD"}:
        return redirect("sharing:door", token)
    raise Http404


@login_not_required
@form_view
def door(request: HttpRequest, token: str) -> HttpResponse:
    """GET: the constant page. POST: the passport, or the code it asks for."""
    if request.method != "POST":
        return render(request, "sharing/door.html", {"form": ReaderForm()})
    if not within_limit(request, "share_open"):
        return render(request, "neutral/429.html", status=TOO_MANY)
    form = ReaderForm(request.POST)
    if not form.is_valid():
        return render(request, "sharing/door.html", {"form": form}, status=INVALID)
    share = Share.objects.open().by_token(token).first()
    if share is None or share.is_paused:
        raise Http404
    reader = form.cleaned_data["reader"]
    if share.has_code:
        refused = _ask_code(request, share, reader)
        if refused is not None:
            return refused
    return _let_in(share, reader)


def _ask_code(request: HttpRequest, share: Share, reader: str) -> HttpResponse | None:
    """Return the page that asks the code, or None when the reader just gave the right one."""
    if "code" not in request.POST:
        return render(request, "sharing/code.html", {"form": SpokenCodeForm(initial={"reader": reader})})
    form = SpokenCodeForm(request.POST)
    if form.is_valid() and _code_is_right(share, form, reader):
        return None
    return render(request, "sharing/code.html", {"form": form}, status=INVALID)


def _code_is_right(share: Share, form: Any, reader: str) -> bool:
    """Return whether the code opens the share; if not, the form says so. Raises Http404 when no try is left."""
    answer = sharing.answer_code(share, form.cleaned_data["code"], reader)
    if answer is sharing.CodeAnswer.CLOSED:
        raise Http404
    if answer is sharing.CodeAnswer.WRONG:
        form.add_error("code", WRONG_CODE)
    return answer is sharing.CodeAnswer.RIGHT


def _let_in(share: Share, reader: str) -> HttpResponse:
    """Record the opening and redirect to the passport. Raises Http404."""
    opening = sharing.begin_reading(share, reader)
    if opening is None:
        raise Http404
    return _to_view(opening, sent=False)


def _to_view(opening: Opening, *, sent: bool) -> HttpResponse:
    address = reverse("sharing:view", args=[opening.ref])
    return _with_cookie(HttpResponseRedirect(f"{address}?{SENT}=1#{SENT}" if sent else address, status=303), opening)


def _with_cookie(response: HttpResponse, opening: Opening) -> HttpResponse:
    response.set_cookie(
        sharing.view_cookie(opening),
        sharing.sign_view(opening),
        max_age=sharing.READING_SECONDS,
        path=reverse("sharing:view", args=[opening.ref]),
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


def _open_opening(ref: str) -> Opening:
    """Return an opening whose share is open now. Raises Http404 otherwise."""
    opening = Opening.objects.shown().select_related("share").filter(ref=ref).first()
    if opening is None or not opening.share.is_open:
        raise Http404
    return opening


@login_not_required
@form_view
def view(request: HttpRequest, ref: str) -> HttpResponse:
    """GET: the passport. POST: a message to its holder. Both check again that the share is open."""
    opening = _open_opening(ref)
    allowed = sharing.may_read(opening, request.COOKIES.get(sharing.view_cookie(opening)))
    if request.method == "POST":
        return _reply(request, opening, allowed)
    if not allowed:
        return _ask_again(request, opening, AgainForm(), ReplyForm(), status=200)
    return _with_cookie(_passport(request, opening, ReplyForm(initial={"name": opening.declared_reader})), opening)


def _passport(request: HttpRequest, opening: Opening, form: ReplyForm, status: int = 200, **said: Any) -> HttpResponse:
    context = passport_context(request, opening.share, sharing.shown_entries(opening.share))
    sent = request.method == "GET" and SENT in request.GET
    context |= {"form": form, "opening": opening, "sent": sent, **said}
    return render(request, "sharing/passport.html", context, status=status)


def _read_here(request: HttpRequest, opening: Opening, *, sent: bool) -> HttpResponse:
    """Return the passport in answer to a press, for a browser that keeps no cookie: the page carries the proof."""
    page = _passport(request, opening, ReplyForm(), proof=sharing.sign_view(opening), sent=sent)
    return _with_cookie(page, opening)


def _reply(request: HttpRequest, opening: Opening, by_cookie: bool) -> HttpResponse:
    form = ReplyForm(request.POST)
    by_page = not by_cookie and sharing.may_read(opening, request.POST.get(PROOF))
    if not (by_cookie or by_page):
        return _ask_again(request, opening, AgainForm(), form)
    proof = sharing.sign_view(opening) if by_page else ""
    if not form.is_valid():
        return _passport(request, opening, form, INVALID, proof=proof)
    if not within_limit(request, "share_reply", key=opening.ref):
        return _passport(request, opening, form, TOO_MANY, too_many=True, proof=proof)
    _keep_reply(opening, form)
    return _read_here(request, opening, sent=True) if by_page else _to_view(opening, sent=True)


def _keep_reply(opening: Opening, form: ReplyForm) -> None:
    """Keep the reader's message once, even when the button was pressed twice."""
    said = {name: form.cleaned_data[name] for name in form.Meta.fields}
    with transaction.atomic():
        Opening.objects.select_for_update().get(pk=opening.pk)  # two presses at once wait for each other
        if not opening.replies.filter(**said).exists():
            opening.replies.create(share=opening.share, **said)


def _ask_again(
    request: HttpRequest, opening: Opening, form: AgainForm, reply: ReplyForm, status: int = LAPSED
) -> HttpResponse:
    """Ask to come in again: the hour is over, or the browser keeps no cookie. What was typed stays in the page."""
    sent_none = sharing.is_recent(opening) and sharing.view_cookie(opening) not in request.COOKIES
    context = {"share": opening.share, "opening": opening, "form": form, "reply": reply}
    context |= {"no_cookie": sent_none or WITHOUT_COOKIE in request.POST, "sent": SENT in request.GET}
    return render(request, "sharing/again.html", context, status=status)


@login_not_required
@require_POST
def again(request: HttpRequest, ref: str) -> HttpResponse:
    """Let the reader in again without a cookie, with the code when there is one; keep the message they wrote."""
    opening = _open_opening(ref)
    share = opening.share
    if share.is_paused:
        raise Http404
    if not within_limit(request, "share_open"):
        return render(request, "neutral/429.html", status=TOO_MANY)
    form, reply = AgainForm(request.POST), ReplyForm(request.POST)
    message = reply if reply.was_typed else None
    if message is not None and not message.is_valid():
        return _ask_again(request, opening, form, message, INVALID)
    if share.has_code and not (form.is_valid() and _code_is_right(share, form, opening.declared_reader)):
        return _ask_again(request, opening, form, reply, INVALID)
    if message is not None and not within_limit(request, "share_reply", key=opening.ref):
        return _ask_again(request, opening, form, message, TOO_MANY)
    resumed = sharing.resume_reading(opening)
    if resumed is None:
        raise Http404
    if message is not None:
        _keep_reply(resumed, message)
    if WITHOUT_COOKIE in request.POST:
        return _read_here(request, resumed, sent=message is not None)
    return _to_view(resumed, sent=message is not None)
