"""« Écrit à deux » : the author's page with the four words, and the page where the second person types them."""

from typing import Any, cast

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from accounts.requests import MemberRequest
from accounts.secret_code import card_words
from content.models import PracticePage, SecondWriter
from content.models.second_writers import OPEN_DAYS, fingerprint_of
from content.practices.permissions import own_sheet, takes_part
from content.practices.sheets import by_two, signatures
from lib.form_fields import PickOne
from lib.http import INVALID, form_view, render_form
from lib.limits import within_limit

ON_THE_SITE = "Cette fiche est sur le site, ou vous êtes déjà deux. On ne peut plus ajouter de nom."
STOPPED = "C’est noté : ces mots ne servent plus."
JOINED = "C’est noté : vous signez à deux « {} »."
FOUR_WORDS = "Écrivez les quatre mots de la fiche."
OPENS_NOTHING = (
    "Ces mots n’ouvrent aucune fiche pour vous. Demandez-les encore à la personne qui a envoyé la fiche. "
    "Il faut être d’un même groupe, et que la fiche ne soit pas encore sur le site."
)
TOO_MANY_TRIES = "Vous avez essayé beaucoup de mots aujourd’hui. Essayez demain."
CHANGED = "Le texte vient de changer. Relisez-le avant de signer."
LEFT = "Votre nom n’est plus sur cette fiche."


class JoinForm(forms.Form):
    """The four words that the author says, and how the second person is named."""

    words = forms.CharField(
        label="Les quatre mots de la fiche",
        help_text="La personne qui a envoyé la fiche vous les dit.",
        max_length=200,
        error_messages={"required": FOUR_WORDS, "max_length": FOUR_WORDS},
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}),
    )
    credit = PickOne(label="Comment signer", choices=[])

    def __init__(self, *args: Any, choices: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("PickOne", self.fields["credit"]).choices = choices

    def clean_words(self) -> list[str]:
        """Return the four words. Raise ValidationError for another number of words."""
        words = card_words.normalise(self.cleaned_data["words"])
        if len(words) != card_words.WORDS_PER_CARD:
            raise forms.ValidationError(FOUR_WORDS)
        return words


@never_cache
@form_view
def invite(request: MemberRequest, pk: int) -> HttpResponse:
    """Show the author the words that wait for the second person; a POST draws or forgets them, or unsigns the sheet."""
    sheet = own_sheet(request, pk)
    if request.method == "POST":
        if "stop" in request.POST:
            if by_two.stop_waiting(sheet):
                messages.success(request, STOPPED)
        elif "leave" in request.POST:
            if by_two.take_author_off(sheet):
                messages.success(request, LEFT)
        elif not by_two.invite(sheet):
            messages.info(request, ON_THE_SITE)
        return redirect("practices:by_two", pk)
    second = SecondWriter.objects.filter(practice=sheet).select_related("user").first()
    waiting = SecondWriter.objects.open().filter(practice=sheet).first()
    latest = sheet.get_latest_revision_as_object()
    context = {
        "sheet": sheet,
        "signature": latest.signature or sheet.signature,
        "second": second if second and second.user else None,
        "has_signed": bool(second and second.has_signed(latest)),
        "waiting": waiting,
        "days": OPEN_DAYS,
    }
    return render(request, "content/practices/by_two.html", context)


@never_cache
@form_view
def join(request: MemberRequest) -> HttpResponse:
    """Ask the second person for the four words and their signature, show them the text, then add their name."""
    if not takes_part(request.user):
        raise PermissionDenied
    choices = signatures.choices(request.user)
    form = JoinForm(request.POST if request.method == "POST" else None, choices=choices)
    if request.method == "POST" and form.is_valid():
        if not within_limit(request, "join_sheet", key=str(request.user.pk)):
            form.add_error("words", TOO_MANY_TRIES)
            return render(request, "content/practices/join_sheet.html", {"form": form}, status=INVALID)
        try:
            return _sign(request, form)
        except by_two.NotOpenError:
            if by_two.has_signed(request.user, request.POST.get("text", "")):  # the button pressed twice
                return redirect("practices:mine")
            form.add_error("words", OPENS_NOTHING)
    return render_form(request, "content/practices/join_sheet.html", form)


def _sign(request: MemberRequest, form: JoinForm) -> HttpResponse:
    """Show the text that these words open, then sign it once it was read. Raises NotOpenError."""
    words, credit = form.cleaned_data["words"], form.cleaned_data["credit"]
    sheet, text = by_two.opened_by(request.user, words), request.POST.get("text", "")
    if text:
        try:
            by_two.join(request.user, words, credit, text)
        except by_two.TextChangedError:
            messages.info(request, CHANGED)
        else:
            messages.success(request, JOINED.format(sheet.draft_title))
            return redirect("practices:mine")
    chosen = {"words": " ".join(words), "credit": credit}
    signed = signatures.credit_of(request.user, credit)[1]
    return _to_read(request, sheet, signed, {"chosen": chosen, "back": "practices:join_sheet"})


@never_cache
@form_view
def read(request: MemberRequest, pk: int) -> HttpResponse:
    """Show the second person the latest text of their sheet; a POST signs it, as they chose at first."""
    second = get_object_or_404(SecondWriter.objects.readable_by(request.user).select_related("practice"), pk=pk)
    if request.method == "POST":
        try:
            by_two.sign_again(request.user, pk, request.POST.get("text", ""))
        except by_two.TextChangedError:
            messages.info(request, CHANGED)
        except SecondWriter.DoesNotExist as error:  # taken off or withdrawn meanwhile
            raise Http404 from error
        else:
            messages.success(request, JOINED.format(second.practice.draft_title))
            return redirect("practices:mine")
    return _to_read(request, second.practice, second.signature, {"second": second, "back": "practices:mine"})


def _to_read(request: MemberRequest, sheet: PracticePage, signature: str, more: dict[str, Any]) -> HttpResponse:
    """Return the text of a sheet, with what its second person signs it by."""
    latest = sheet.get_latest_revision_as_object()
    text = fingerprint_of(latest)
    has_signed = "second" in more and more["second"].has_signed(latest)
    context = {"latest": latest, "text": text, "signature": signature, "has_signed": has_signed, **more}
    return render(request, "content/practices/read_by_two.html", context)


@require_POST
def leave(request: MemberRequest, pk: int) -> HttpResponse:
    """Take one's own name off a sheet written by two; doing it twice changes nothing."""
    if by_two.leave(request.user, pk):
        messages.success(request, LEFT)
    return redirect("practices:mine")
