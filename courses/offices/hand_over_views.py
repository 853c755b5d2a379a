"""/compte/passation/<pk>/: what the member who leaves an office hands over, ticked by the one who takes it."""

from dataclasses import dataclass

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render

from accounts.mandates import hand_over
from accounts.models import HandOverTick, Mandate
from accounts.requests import MemberRequest
from courses.offices.guide_lessons import GuideLesson, lessons_of, tool_of
from lib.http import INVALID, form_view

Item = HandOverTick.Item


@dataclass(frozen=True)
class Guide:
    """A sentence of help, and the key in the first content of the lesson that says more."""

    sentence: str
    lesson: str


@dataclass(frozen=True)
class Row:
    """An item of the list; `tick` when it is handed over, `lesson` when it is published."""

    item: HandOverTick.Item
    label: str
    tick: HandOverTick | None
    sentence: str
    lesson: GuideLesson | None


# Written from the first content of the site.
GUIDES = {
    Item.KEYS: Guide(
        "Faites ensemble la liste des clés et des codes du local\u00a0: où ils sont, qui les garde.",
        "page:formations/roles-du-bureau/prendre-la-suite",
    ),
    Item.BANK: Guide(
        "Changez les signatures à la banque. Le compte est au nom de l’association, jamais au nom d’une personne.",
        "page:formations/tresorerie-simple/la-banque-et-la-caisse",
    ),
    Item.PAPERS: Guide(
        "Les comptes et les factures se gardent 10\u00a0ans. Les statuts, toute la vie de l’association.",
        "page:formations/association-loi-1901/garder-les-bons-papiers",
    ),
    Item.DECLARATION: Guide(
        "Un nouveau bureau se déclare dans les 3\u00a0mois au greffe des associations. En Alsace-Moselle, au tribunal.",
        "page:formations/association-loi-1901/declarer-un-changement",
    ),
}


# The list on paper of each office: longer, and with room for notes that the site never sees.
PAPERS = {
    Mandate.BoardOffice.CHAIR: "page:outils/passation-presidence",
    Mandate.BoardOffice.SECRETARY: "page:outils/passation-secretariat",
    Mandate.BoardOffice.TREASURER: "page:outils/passation-tresorerie",
    Mandate.BoardOffice.BOARD_MEMBER: "page:outils/passation-conseil",
}


class HandOverForm(forms.Form):
    """The items that the member who takes the office has received."""

    items = forms.MultipleChoiceField(
        label="Ce qui m’a été remis",
        choices=Item.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": "Choisissez des lignes de la liste.",
            "invalid_list": "Choisissez des lignes.",
        },
    )


@form_view
def page(request: MemberRequest, pk: int) -> HttpResponse:
    """Show the list to the two members concerned; only the one who takes the office may tick."""
    mandate = hand_over.find(request.user, pk)
    if mandate is None:
        raise Http404
    taking = hand_over.is_taking(request.user, mandate)
    ticks = {tick.item: tick for tick in mandate.handed_over.all()}
    form = HandOverForm(request.POST if request.method == "POST" else None, initial={"items": list(ticks)})
    if request.method == "POST":
        if not taking:
            raise PermissionDenied
        if form.is_valid():
            hand_over.tick(mandate, form.cleaned_data["items"], request.user)
            messages.success(request, "C’est gardé. L’autre personne le voit aussi.")
            return redirect("hand_over", pk)
    context = {**_context(mandate, ticks), "form": form, "taking": taking}
    context["known"] = hand_over.known_names(request.user.pk, mandate)
    return render(request, "courses/hand_over.html", context, status=INVALID if form.errors else 200)


def _context(mandate: Mandate, ticks: dict[str, HandOverTick]) -> dict[str, object]:
    lessons = lessons_of({guide.lesson for guide in GUIDES.values()})
    rows = [
        Row(
            item=item,
            label=item.label,
            tick=ticks.get(item),
            sentence=GUIDES[item].sentence,
            lesson=lessons.get(GUIDES[item].lesson),
        )
        for item in Item
    ]
    paper = tool_of(PAPERS[Mandate.BoardOffice(mandate.office)])
    return {"mandate": mandate, "successor": hand_over.successor_of(mandate), "rows": rows, "paper": paper}
