"""The pages of a reader under /p/: a door that says nothing, a code, the passport, a message to its holder.

The door's GET is the same for every address, real or not: no query, no cookie, no count. Link previews and mail
scanners learn nothing. A press on the button is a POST; only then is the share looked for. No session is used:
one cookie per opening, tied to its own path, so that two passports in two tabs do not cross. A browser that keeps no
cookie is told so, and reads in the answer to a press, whose forms carry the same proof.

A browser is led from each press to a page with an address (`steps`), so that « Back » always finds one.
"""

from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from lib.http import INVALID, TOO_MANY, asks_for_a_page, form_view
from lib.limits import within_limit
from passport.models import Opening, Share
from passport.reader import addresses, steps
from passport.reader.forms import AgainForm, ReaderForm, SpokenCodeForm
from passport.reader.limits import may_read_once_more, may_write
from passport.sharing import rules as sharing
from passport.sharing.reader_page import ReplyForm, passport_context

SENT = "envoye"  # in the address after a message, and where it says so: who else reads this opening is told nothing
# Fields of a browser that keeps no cookie: it was told so; what its page carries in place of the cookie.
WITHOUT_COOKIE, PROOF = "sans_cookie", "lecture"
SLIP = "corriger"  # in the address of a page that shows again what could not be taken
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
        return _door_again(request, token)
    if not within_limit(request, "share_open"):
        return render(request, "neutral/429.html", status=TOO_MANY)
    form = ReaderForm(request.POST)
    if not form.is_valid():
        here = reverse("sharing:door", args=[token])
        led = steps.lead(request, f"{here}?{SLIP}=1#erreurs", here, {"typed": request.POST.get("reader", "")})
        return led or render(request, "sharing/door.html", {"form": form}, status=INVALID)
    share = Share.objects.open().by_token(token).first()
    if share is None or share.is_paused:
        raise Http404
    reader = form.cleaned_data["reader"]
    if share.has_code:
        refused = _ask_code(request, share, token, reader)
        if refused is not None:
            return refused
    response = _let_in(request, share, reader)
    if share.has_code and asks_for_a_page(request):
        steps.note(response, reverse("sharing:door", args=[token]), {"reader": reader})
    return response


def _door_again(request: HttpRequest, token: str) -> HttpResponse:
    """Return the constant page; the name that could not be read is in it again, after a slip."""
    step = steps.of(request, reverse("sharing:door", args=[token])) if SLIP in request.GET else None
    if step is None or "typed" not in step:
        return render(request, "sharing/door.html", {"form": ReaderForm()})
    form = ReaderForm({"reader": step["typed"]})
    return render(request, "sharing/door.html", {"form": form}, status=INVALID if form.errors else 200)


@login_not_required
@require_safe
def code(request: HttpRequest, token: str) -> HttpResponse:
    """The question of the code, as the last press left it; without a cookie, the same page for every address."""
    step = steps.of(request, reverse("sharing:door", args=[token]))
    if step is None:
        return _code_page(request, token, SpokenCodeForm(), nameless=True)
    reader = step.get("reader", "")
    if "code" not in step:
        return _code_page(request, token, SpokenCodeForm(initial={"reader": reader}))
    form = SpokenCodeForm({"reader": reader, "code": step["code"]})
    if form.is_valid():
        form.add_error("code", WRONG_CODE)
    return _code_page(request, token, form)


def _code_page(request: HttpRequest, token: str, form: SpokenCodeForm, *, nameless: bool = False) -> HttpResponse:
    if nameless:
        form.fields["reader"] = ReaderForm().fields["reader"]
    context = {"form": form, "token": token, "nameless": nameless}
    return render(request, "sharing/code.html", context, status=INVALID if form.errors else 200)


def _ask_code(request: HttpRequest, share: Share, token: str, reader: str) -> HttpResponse | None:
    """Return the page that asks the code, or None when the reader just gave the right one."""
    if "code" not in request.POST:
        first = SpokenCodeForm(initial={"reader": reader})
        return _to_code(request, token, {"reader": reader}) or _code_page(request, token, first)
    form = SpokenCodeForm(request.POST)
    if form.is_valid() and _code_is_right(share, form, reader):
        return None
    step = {"reader": reader, "code": request.POST["code"]}
    return _to_code(request, token, step) or _code_page(request, token, form, nameless=WITHOUT_COOKIE in request.POST)


def _to_code(request: HttpRequest, token: str, step: dict[str, Any]) -> HttpResponse | None:
    """Return the way to the page of the code, or None for a browser that was seen to keep no cookie."""
    if WITHOUT_COOKIE in request.POST:
        return None
    hash_ = "#erreurs" if "code" in step else ""
    return steps.lead(
        request, reverse("sharing:code", args=[token]) + hash_, reverse("sharing:door", args=[token]), step
    )


def _code_is_right(share: Share, form: Any, reader: str) -> bool:
    """Return whether the code opens the share; if not, the form says so. Raises Http404 when no try is left."""
    answer = sharing.answer_code(share, form.cleaned_data["code"], reader)
    if answer is sharing.CodeAnswer.CLOSED:
        raise Http404
    if answer is sharing.CodeAnswer.WRONG:
        form.add_error("code", WRONG_CODE)
    return answer is sharing.CodeAnswer.RIGHT


def _let_in(request: HttpRequest, share: Share, reader: str) -> HttpResponse:
    """Record the opening and redirect to the passport; one too many from here that day is not. Raises Http404."""
    if not may_read_once_more(request, share):
        return render(request, "neutral/429.html", status=TOO_MANY)
    opening = sharing.begin_reading(share, reader)
    if opening is None:
        raise Http404
    return _to_view(request, opening, sent=False)


def _to_view(request: HttpRequest, opening: Opening, *, sent: bool) -> HttpResponse:
    address = reverse("sharing:view", args=[opening.ref])
    response = HttpResponseRedirect(f"{address}?{SENT}=1#{SENT}" if sent else address, status=303)
    if sent:
        steps.forget(response, address)
    return _with_cookie(request, response, opening)


def _with_cookie(request: HttpRequest, response: HttpResponse, opening: Opening) -> HttpResponse:
    response.set_cookie(
        sharing.view_cookie(opening),
        sharing.sign_view(opening),
        max_age=sharing.READING_SECONDS,
        path=reverse("sharing:view", args=[opening.ref]),
        secure=settings.SECURE,
        httponly=True,
        samesite="Lax",
    )
    if asks_for_a_page(request):
        steps.mark(response, reverse("sharing:view", args=[opening.ref]))
    return response


def _open_opening(ref: str) -> Opening:
    """Return an opening whose share is open now. Raises Http404 otherwise."""
    opening = Opening.objects.shown().select_related("share").filter(ref=ref, share__member__is_active=True).first()
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
    step = steps.of(request, reverse("sharing:view", args=[ref])) if SLIP in request.GET else None
    if step is not None:
        return _slip_again(request, opening, step, allowed=allowed)
    if not allowed:
        return _ask_again(request, opening, AgainForm(), ReplyForm(), status=200)
    page = _passport(request, opening, ReplyForm(initial={"name": opening.declared_reader}))
    return _with_cookie(request, page, opening)


def _slip_again(request: HttpRequest, opening: Opening, step: dict[str, Any], *, allowed: bool) -> HttpResponse:
    """Return the page that the last press was answered with: what was typed, what is to be corrected."""
    reply, status = ReplyForm(step["reply"]), step["status"]
    if allowed:
        page = _passport(request, opening, reply, status, too_many=status == TOO_MANY)
        return _with_cookie(request, page, opening)
    form = AgainForm({"code": step["code"]} if step["code"] is not None and opening.share.has_code else None)
    message_is_right = not reply.was_typed or reply.is_valid()
    if form.is_valid() and message_is_right:
        form.add_error("code", WRONG_CODE)
    return _ask_again(request, opening, form, reply, status)


def _to_slip(request: HttpRequest, opening: Opening, status: int, *, code: bool = False) -> HttpResponse | None:
    """Return the way to that page; None for a browser that keeps no cookie, or was not seen to keep one."""
    if WITHOUT_COOKIE in request.POST or not steps.are_kept(request):
        return None
    typed = {name: request.POST.get(name, "") for name in ReplyForm.base_fields}
    step = {"reply": typed, "status": status, "code": request.POST.get("code", "") if code else None}
    here = reverse("sharing:view", args=[opening.ref])
    return steps.lead(request, f"{here}?{SLIP}=1#erreurs", here, step)


def _passport(request: HttpRequest, opening: Opening, form: ReplyForm, status: int = 200, **said: Any) -> HttpResponse:
    context = passport_context(request, opening.share, sharing.shown_entries(opening.share))
    sent = request.method == "GET" and SENT in request.GET
    context |= {"form": form, "opening": opening, "sent": sent, **said}
    return render(request, "sharing/passport.html", context, status=status)


def _read_here(request: HttpRequest, opening: Opening, *, sent: bool) -> HttpResponse:
    """Return the passport in answer to a press, for a browser that keeps no cookie: the page carries the proof."""
    page = _passport(request, opening, ReplyForm(), proof=sharing.sign_view(opening), sent=sent)
    return _with_cookie(request, page, opening)


def _reply(request: HttpRequest, opening: Opening, by_cookie: bool) -> HttpResponse:
    form = ReplyForm(request.POST)
    by_page = not by_cookie and sharing.may_read(opening, request.POST.get(PROOF))
    if not (by_cookie or by_page):
        return _to_slip(request, opening, LAPSED) or _ask_again(request, opening, AgainForm(), form)
    proof = sharing.sign_view(opening) if by_page else ""
    if not form.is_valid():
        led = by_cookie and _to_slip(request, opening, INVALID)
        return led or _passport(request, opening, form, INVALID, proof=proof)
    if not may_write(request, opening):
        led = by_cookie and _to_slip(request, opening, TOO_MANY)
        return led or _passport(request, opening, form, TOO_MANY, too_many=True, proof=proof)
    _keep_reply(opening, form)
    return _read_here(request, opening, sent=True) if by_page else _to_view(request, opening, sent=True)


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
    context["too_many"] = status == TOO_MANY
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
    form, reply = AgainForm(request.POST if share.has_code else None), ReplyForm(request.POST)
    message = reply if reply.was_typed else None
    if message is not None and not message.is_valid():
        return _to_slip(request, opening, INVALID, code=True) or _ask_again(request, opening, form, message, INVALID)
    if share.has_code and not (form.is_valid() and _code_is_right(share, form, opening.declared_reader)):
        return _to_slip(request, opening, INVALID, code=True) or _ask_again(request, opening, form, reply, INVALID)
    is_another = not sharing.is_recent(opening)  # a line of the journal, as at the door
    if (message and not may_write(request, opening)) or (is_another and not may_read_once_more(request, share)):
        return _to_slip(request, opening, TOO_MANY) or _ask_again(request, opening, form, reply, TOO_MANY)
    resumed = sharing.resume_reading(opening)
    if resumed is None:
        raise Http404
    if message is not None:
        _keep_reply(resumed, message)
    if WITHOUT_COOKIE in request.POST:
        return _read_here(request, resumed, sent=message is not None)
    return _to_view(request, resumed, sent=message is not None)
