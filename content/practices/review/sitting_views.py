"""« Lire à la suite » : what waits, ten at a time, with a choice under each and one button for all."""

import dataclasses
from collections import Counter
from typing import Any

from django import forms
from django.core.paginator import Paginator
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from wagtail.admin import messages

from accounts.requests import MemberRequest
from content.models import ReviewCase
from content.practices.review import sitting
from content.practices.review.actions import CannotError
from content.practices.review.sitting import A_PAGE, Decision, Item
from content.practices.review.views import for_moderators, furniture
from content.publishing.gate import NotReadyError
from content.publishing.one_mail import one_mail_each
from lib.form_fields import PlainText
from lib.http import INVALID, form_view
from lib.text import NBSP

TITLE = "Lire à la suite"
LONGEST = {"sheet": 2000, "line": 500}
NO_WORDS = "Dites pourquoi, en une phrase."
WORDS_WITHOUT_RETURN = f"Pour envoyer ce mot, choisissez «{NBSP}Rendre avec un mot{NBSP}». Sinon, effacez-le."
NOTHING_DONE = "Rien n’a changé : tout est laissé pour plus tard."
NOTHING_YET = "Rien n’est fait encore : regardez ce qui est marqué."


class ItemForm(forms.Form):
    """The choice about one item, with words for who wrote it; `seen` and `title` are those that were shown."""

    decision = forms.ChoiceField(choices=Decision.choices, initial=Decision.LATER, required=False)
    words = PlainText(required=False)
    seen = forms.CharField(required=False, max_length=64, widget=forms.HiddenInput)
    title = forms.CharField(required=False, max_length=300, widget=forms.HiddenInput)

    def __init__(
        self, data: QueryDict | None = None, *, pk: int, kind: str, initial: dict[str, str] | None = None
    ) -> None:
        super().__init__(data, prefix=f"c{pk}", initial=initial)
        longest = LONGEST[kind]
        error = f"Votre mot est trop long{NBSP}: {longest}{NBSP}signes au plus."
        self.fields["words"] = PlainText(
            required=False,
            max_length=longest,
            widget=forms.Textarea(attrs={"rows": 2}),
            error_messages={"max_length": error},
        )

    def clean(self) -> dict[str, Any]:
        """Ask for words when something is given back, and for nothing else to have any: they would be lost."""
        cleaned = super().clean() or {}
        gives_back, words = cleaned.get("decision") == Decision.RETURN, cleaned.get("words", "?")
        if gives_back and not words:
            self.add_error("words", NO_WORDS)
        if words and not gives_back and "words" not in self.errors and "decision" not in self.errors:
            self.add_error("words", WORDS_WITHOUT_RETURN)
        return cleaned

    @property
    def typed_words(self) -> str:
        """Return the words as they were typed."""
        return str(self["words"].value() or "").strip()

    @property
    def shown_title(self) -> str:
        """Return the title that the page showed."""
        return str(self["title"].value() or "Une ligne")[:300]


@dataclasses.dataclass(frozen=True)
class Row:
    """An item on the page, and its choice; `has_changed` since the moderator read it."""

    item: Item
    form: ItemForm
    has_changed: bool = False


@form_view
@for_moderators
def read_in_a_row(request: MemberRequest) -> HttpResponse:
    """Show what waits, then do what the moderator chose of each. Constant number of queries to show it."""
    if request.method != "POST":
        return _page(request)
    typed = _typed(request.POST)
    if not all(form.is_valid() for form in typed.values()):
        return _page_to_mend(request, typed)
    _do(request, typed)
    return redirect(request.get_full_path())


def _typed(data: QueryDict) -> dict[int, ItemForm]:
    """Return the choices that were sent, by case; no more than a page shows."""
    keys = [int(key) for key in data.getlist("cases") if key.isascii() and key.isdigit() and len(key) < 10][:A_PAGE]
    lines = set(ReviewCase.objects.filter(pk__in=keys, tried__isnull=False).values_list("pk", flat=True))
    return {key: ItemForm(data, pk=key, kind="line" if key in lines else "sheet") for key in keys}


def _do(request: MemberRequest, typed: dict[int, ItemForm]) -> None:
    """Answer each case apart; say how many are done, and name those that could not be."""
    done: Counter[str] = Counter()
    with one_mail_each():
        for pk, form in typed.items():
            said = form.cleaned_data
            if said["decision"] in {"", Decision.LATER}:
                continue
            try:
                sitting.answer(pk, request.user, sitting.Answer(said["decision"], said["seen"], said["words"]))
            except CannotError as error:
                messages.warning(request, _not_done(form, str(error)))
            except NotReadyError as error:
                messages.warning(request, _not_done(form, " ".join(error.reasons)))
            else:
                done[said["decision"]] += 1
    if done:
        messages.success(request, _is_done(done))
    elif all(form.cleaned_data["decision"] in {"", Decision.LATER} for form in typed.values()):
        messages.success(request, NOTHING_DONE)


def _not_done(form: ItemForm, why: str) -> str:
    words = f" Votre mot{NBSP}: «{NBSP}{form.typed_words}{NBSP}»." if form.typed_words else ""
    return f"«{NBSP}{form.shown_title}{NBSP}»{NBSP}: pas fait. {why}{words}"


def _is_done(done: Counter[str]) -> str:
    said = {Decision.PUBLISH: ("publiée", "publiées"), Decision.RETURN: ("rendue", "rendues")}
    parts = [f"{done[each]}{NBSP}{words[done[each] > 1]}" for each, words in said.items() if done[each]]
    return f"C’est fait{NBSP}: {', '.join(parts)}."


def _row(item: Item, form: ItemForm | None = None) -> Row:
    """Return the row of an item. What was typed of a text that has changed since keeps its words alone."""
    has_changed = form is not None and form["seen"].value() != item.seen
    if form is None or has_changed:
        kind = "sheet" if item.sheet else "line"
        shown = {"seen": item.seen, "title": item.title[:300], "words": form.typed_words if form else ""}
        form = ItemForm(None, pk=item.case.pk, kind=kind, initial=shown)
    return Row(item, form, has_changed)


def _page(request: MemberRequest) -> HttpResponse:
    page = Paginator(sitting.cases_for(request.user), A_PAGE).get_page(request.GET.get("p"))
    rows = [_row(item) for item in sitting.items_of(list(page), request.user)]
    return _show(request, {"rows": rows, "page_obj": page})


def _page_to_mend(request: MemberRequest, typed: dict[int, ItemForm]) -> HttpResponse:
    """Return the same items with what was typed; what waits no more is named, with its words."""
    items = sitting.items_of(list(sitting.cases_for(request.user).filter(pk__in=typed)), request.user)
    gone = [form for pk, form in typed.items() if pk not in {item.case.pk for item in items}]
    rows = [_row(item, typed[item.case.pk]) for item in items]
    return _show(request, {"rows": rows, "gone": gone, "problem": NOTHING_YET}, status=INVALID)


def _show(request: MemberRequest, found: dict[str, Any], status: int = 200) -> HttpResponse:
    above = {"url": reverse("moderation:queue"), "label": "À relire"}
    return render(request, "content/moderation/sitting.html", {**furniture(TITLE, above), **found}, status=status)
