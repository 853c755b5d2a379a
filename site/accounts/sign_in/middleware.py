"""Five gates: idle session of a shared computer, one act on a device of somebody else, card shown alone, entrance,
second factor of the admin.

A form that meets a closed gate is kept for the person on whose page it stood (`interrupted_forms`).
"""

from collections.abc import Callable
from typing import Any, cast
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.models import AnonymousUser
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import get_callable, reverse

from accounts import card_beside, card_only, one_act, open_sessions, shared_computer
from accounts.models import User
from accounts.permissions import has_admin_rights, may_enter_admin, ways_in
from accounts.sign_in import interrupted_forms, owner_mark, second_factor

GetResponse = Callable[[HttpRequest], HttpResponse]
LAPSED = "Cette page est restée ouverte plus de 30 minutes sans rien faire. Entrez de nouveau pour continuer."
LAPSED_KEPT = f"{LAPSED} Ce que vous avez commencé est gardé."
CARD_ENDED = "Votre carte s’est refermée. Montrez-la de nouveau pour que vos leçons soient notées."
ONE_ACT = "Sur cet appareil, votre compte n’ouvre que cette page."
CLOSED = "Votre compte s’était refermé : rien n’a été changé. Entrez de nouveau, puis recommencez."
CLOSED_KEPT = (
    "Votre compte s’était refermé : rien n’a été changé. Ce que vous avez écrit est gardé pour vous. "
    "Entrez de nouveau pour le retrouver."
)


def _say(request: HttpRequest, words: str, *, kept: bool) -> None:
    messages.info(request, f"{words} {interrupted_forms.FILES}" if kept and request.FILES else words)


def _to_sign_in(page: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('account_login')}?{urlencode({'next': page})}")


class SharedComputerMiddleware:
    """End an idle session of a shared computer, and one whose slip has ended; keep the form sent from an idle one."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if shared_computer.has_lapsed(request):
            if request.user.is_authenticated:
                cast("Any", request).lapsed_user = request.user
            logout(request)
        elif open_sessions.outlives_its_slip(request):
            logout(request)
        response = self.get_response(request)
        if hasattr(request, "sent_again"):
            interrupted_forms.forget_sent_again(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_: Any) -> HttpResponse | None:
        """Keep the form, then redirect to sign in. Runs after the CSRF check, before the gate of the entrance."""
        if request.method == "POST" and request.user.is_authenticated and interrupted_forms.FIELD in request.POST:
            cast("Any", request).sent_again = True
        if getattr(view, "login_required", True) is False:
            return None
        lapsed = getattr(request, "lapsed_user", None)
        if lapsed is None:
            return self._refuse_from_another(request)
        kept = interrupted_forms.keep_sent(request, owner_mark.author_of(request))
        _say(request, LAPSED_KEPT if kept else LAPSED, kept=kept)
        return _to_sign_in(request.get_full_path() if request.method == "GET" else interrupted_forms.page_of(request))

    def _refuse_from_another(self, request: HttpRequest) -> HttpResponse | None:
        """Refuse a form that stood on the page of another person than the one signed in: it would be sent as theirs."""
        if request.method != "POST" or not request.user.is_authenticated or owner_mark.FIELD not in request.POST:
            return None
        owner = owner_mark.owner_of(request)
        if owner is None or owner == request.user:
            return None
        return get_callable(settings.CSRF_FAILURE_VIEW)(request, reason="another person is signed in")


class OneActMiddleware:
    """Keep an account opened on somebody else's device to the act it was opened for."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_: Any) -> HttpResponse | None:
        """Lead to the page of the act, unless the view is part of it; what anybody may read is read as nobody."""
        page = one_act.page_of(request)
        if not page or one_act.has(view) or not request.user.is_authenticated:
            return None
        if getattr(view, "login_required", True) is False:
            request.user = AnonymousUser()
            return None
        messages.info(request, ONE_ACT)
        return HttpResponseRedirect(reverse(page))


class CardOnlyMiddleware:
    """Say whose card is shown alone, to the views for which a card is enough; when it has ended, say so.

    A card shown beside the reader is forgotten once they open the page of another place.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        card_only.read(request)
        response = self.get_response(request)
        card_beside.leave_with(request, response)
        return response

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *_: Any) -> HttpResponse | None:
        """Let the view know the owner of the card. What is sent once the card has ended is noted for nobody."""
        card_only.let_in(request, view)
        if not card_only.has_ended(request):
            return None
        messages.info(request, CARD_ENDED)
        if request.method != "POST" or not getattr(view, "card_is_enough", False):
            return None
        return HttpResponseRedirect(f"{reverse('accounts:card')}?{urlencode({'next': request.path})}")


class EntranceMiddleware(LoginRequiredMiddleware):
    """Lead a visitor to the sign-in page, then back to the page they asked for; for a form, to the page it was on.

    The address that a button posts to shows nothing: to come back to it after sign-in would be a dead end.
    """

    def process_view(self, request: HttpRequest, view: Callable[..., Any], *args: Any) -> HttpResponseBase | None:
        """Redirect visitors to the sign-in page; whoever shows a card alone passes where a card is enough."""
        if card_only.is_on(request) and card_only.person_of(request) is not None:
            return None
        return super().process_view(request, view, *args)

    def handle_no_permission(self, request: HttpRequest, view: Callable[..., Any]) -> HttpResponseRedirect:
        """Redirect to the sign-in page; after a POST, keep what was typed and say that nothing was changed."""
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view)
        kept = interrupted_forms.keep_sent(request, owner_mark.author_of(request))
        _say(request, CLOSED_KEPT if kept else CLOSED, kept=kept)
        return _to_sign_in(interrupted_forms.page_of(request))


class AdminGateMiddleware:
    """Let nobody into /admin/ without admin rights and a second factor given in this session, superusers included.

    A session opened with a card never enters. For people without admin rights the admin does not exist (404). Wagtail
    sends visitors to the sign-in page.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *_: Any) -> HttpResponse | None:
        """Let the request through or redirect to the second factor. Raise Http404 for people without admin rights."""
        home = reverse("wagtailadmin_home", urlconf=settings.ROOT_URLCONF)  # another host may have another site map
        if not request.path.startswith(home) or request.path.startswith(f"{home}login/"):
            return None
        if not request.user.is_authenticated or may_enter_admin(request):
            return None
        if not has_admin_rights(request.user) or "card" in ways_in(request):
            raise Http404
        return self._ask(request, request.user)

    def _ask(self, request: HttpRequest, user: User) -> HttpResponse:
        owns_one = second_factor.is_asked_of(user)
        if not owns_one:
            messages.info(
                request,
                "L’espace de rédaction demande un second code, pour protéger les textes de tous. "
                "Préparez-le une fois ici.",
            )
        target = "mfa_reauthenticate" if owns_one else "mfa_activate_totp"
        following = request.get_full_path() if request.method == "GET" else reverse("wagtailadmin_home")
        return HttpResponseRedirect(f"{reverse(target)}?{urlencode({'next': following})}")
