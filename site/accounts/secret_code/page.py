"""Pages on which a person gives or chooses a secret code, in digits or in pictures, with a switch between the two.

    page = GiveCode(request, "erase")
    if page.given is not None:                  # a whole code was sent
        if secret_code.attempt(user, page.given):
            return page.remember(redirect(…))
        page.refuse(tries_left.of_member(user))
    return page.answer("accounts/….html")       # a template that includes accounts/includes/give_code.html

    new = ChooseCode(request, "first-code", shared=True)
    if new.chosen:                              # strong enough, given the same twice
        keep(secret_code.make(new.chosen))      # or secret_code.choose_first, secret_code.change
        return new.remember(redirect(…))        # or new.forget() when the device is somebody else's
    return new.answer("accounts/….html")        # a template that includes accounts/includes/new_code.html

The name given to a page says whose code it is and on which page: a pad begun under another name is empty. The page
does not tell which kind of code a person has: it opens on digits unless its address or the cookie of the device says
pictures. The cookie holds the kind alone, and is never set on a shared computer.
"""

import datetime
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from accounts import reauthentication
from accounts.requests import MemberRequest
from accounts.secret_code import picture_pad, pictures
from accounts.secret_code import rules as secret_code
from accounts.secret_code.forms import GiveDigitsForm, NewCodeForm, PressForm, shared_field
from lib.cookies import host_only
from lib.http import View, render_form

IMAGES, DIGITS = "images", "chiffres"
PARAMETER, COOKIE = "code", "code_kind"
REMEMBERED = datetime.timedelta(days=365)
ANCHOR = "images"
NOT_TWICE = "Les deux fois, les images étaient différentes. Recommençons depuis le début."


def wanted_kind(request: HttpRequest) -> str:
    """Return IMAGES or DIGITS: the kind sent, else the one of the address, else the one this device remembers."""
    if "picture" in request.POST or "undo" in request.POST:
        return IMAGES
    if "code" in request.POST or "proof" in request.POST:
        return DIGITS
    asked = request.GET.get(PARAMETER) or request.COOKIES.get(host_only(COOKIE))
    return IMAGES if asked == IMAGES else DIGITS


class CodePage:
    """The common part of GiveCode and ChooseCode: the kind of code, the pad, the form, the response."""

    digits_form: type[forms.Form] = GiveDigitsForm
    asks_if_shared = False  # whether the page asks who uses this device, with the code

    def __init__(self, request: HttpRequest, name: str, *, shared: bool = False) -> None:
        self.request, self.asks_if_shared = request, shared
        self.in_pictures = wanted_kind(request) == IMAGES
        self.pad = picture_pad.Pad(request, name)
        self.code: str | None = None  # the whole code, once sent
        self.moved = False  # a press that the page shows by itself
        self.form = self._form()
        if request.method == "POST":
            (self._read_press if self.in_pictures else self._read_digits)()

    def _form(self) -> forms.Form:
        data = self.request.POST if self.request.method == "POST" else None
        form_class = PressForm if self.in_pictures else self.digits_form
        form = form_class(data)
        if self.asks_if_shared:
            form.fields["shared"] = shared_field(initial=self.pad.shared)
        return form

    def _read_digits(self) -> None:
        if self.form.is_valid():
            self.code = self.form.cleaned_data["code"]

    def _read_press(self) -> None:
        sent = self.request.POST
        self.form.is_valid()
        self.pad.shared = bool(self.form.cleaned_data.get("shared"))
        if "undo" in sent:
            self.pad.take_back()
            self.moved = True
        elif pictures.is_picture(sent.get("picture", "")):
            self.code = self.pad.press(sent["picture"], sent.get("place", ""))
            self.moved = self.code is None
        else:
            self.form.add_error(None, picture_pad.UNKNOWN)

    @property
    def shared(self) -> bool:
        """Return whether several people use this device."""
        return bool(self.form.cleaned_data.get("shared"))

    @property
    def other_kind(self) -> str:
        """Return the address of the same page with the other kind of code."""
        query = self.request.GET.dict() | {PARAMETER: DIGITS if self.in_pictures else IMAGES}
        return f"?{urlencode(query)}"

    def refuse(self, message: str) -> None:
        """Add to the form why the code sent is refused."""
        self.form.add_error(None if self.in_pictures else "code", message)

    def forget(self) -> None:
        """Forget the pad: the page has served."""
        self.pad.forget()

    def remember(self, response: HttpResponse) -> HttpResponse:
        """Forget the pad, and let this device open the page on the same kind next time unless others use it."""
        self.forget()
        if self.asks_if_shared and self.shared:
            return response
        if self.in_pictures:
            response.set_cookie(
                host_only(COOKIE), IMAGES, max_age=REMEMBERED, secure=settings.SECURE, httponly=True, samesite="Lax"
            )
        elif host_only(COOKIE) in self.request.COOKIES:
            response.delete_cookie(host_only(COOKIE))
        return response

    def answer(self, template: str, **context: Any) -> HttpResponse:
        """Return the page; after a press, a redirect to its pictures."""
        if self.moved and not self.form.errors:
            return HttpResponseRedirect(f"{self.request.get_full_path()}#{ANCHOR}")
        return render_form(self.request, template, self.form, entry=self, **context)


class GiveCode(CodePage):
    """A page that asks a person for their code."""

    @property
    def given(self) -> str | None:
        """Return the whole code, once sent."""
        return self.code


class ChooseCode(CodePage):
    """A page that asks a person to choose a code: digits typed twice on one page, pictures pressed in two turns."""

    digits_form: type[forms.Form] = NewCodeForm

    @property
    def chosen(self) -> str:
        """Return the code once it may be kept, "" before."""
        return "" if self.form.errors else self.code or ""

    def _read_press(self) -> None:
        super()._read_press()
        if self.code is None:
            return
        code, first = self.code, self.pad.first
        self.code = None
        if first:
            self._compare(code, first)
            return
        try:
            secret_code.check_strength(code)
        except ValidationError as error:
            self.form.add_error(None, error)
            return
        self.pad.first = secret_code.make(code)
        self.pad.save()
        self.moved = True

    def _compare(self, code: str, first: str) -> None:
        self.pad.first = ""
        self.pad.save()
        if secret_code.matches(code, first):
            self.code = code
        else:
            self.form.add_error(None, NOT_TWICE)


def pictures_first(view: View) -> View:
    """Ask a member who uses pictures on this device for them, before a page with a « votre code secret » field."""

    @wraps(view)
    def wrapped(request: MemberRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        in_pictures = request.GET.get(PARAMETER, request.COOKIES.get(host_only(COOKIE))) == IMAGES
        asked = in_pictures and request.method in {"GET", "HEAD"} and reauthentication.gives_code(request.user)
        if asked and not reauthentication.is_fresh(request):
            return HttpResponseRedirect(f"{reauthentication.ask(request, request.path).url}&{PARAMETER}={IMAGES}")
        return view(request, *args, **kwargs)

    return wrapped
