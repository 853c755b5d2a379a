"""Of « Demandes », what the practice exchange knows: a remark that waits for who wrote a sheet, or an answer."""

from django.urls import reverse

from accounts.awaited import Kind, Request
from accounts.models import User
from content.practices.questions import answer_rules
from content.practices.sheets import states

REMARK = "Une remarque vous attend"


def _sheets(user: User, most: int) -> list[Request]:
    waiting = states.waiting_for(user)[:most]
    return [
        Request(f"{REMARK} sur votre fiche « {sheet.draft_title} »", reverse("practices:my_sheet", args=[sheet.pk]))
        for sheet in waiting
    ]


def _answers(user: User, most: int) -> list[Request]:
    return [
        Request(f"{REMARK} sur une réponse de pair-advocate", reverse("practices:question", args=[pk]))
        for pk in answer_rules.came_back_to(user).order_by("asked_on", "pk").values_list("pk", flat=True)[:most]
    ]


SHEETS = Kind(70, "Vos fiches de pratique", "message-circle", lambda user: [states.waiting_for(user)], _sheets)
ANSWERS = Kind(
    80,
    "Vos réponses de pair-advocate",
    "message-circle",
    lambda user: [answer_rules.came_back_to(user)],
    _answers,
)
KINDS = (SHEETS, ANSWERS)
