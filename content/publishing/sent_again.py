"""A sheet that its author took back, or that the moderators refused, is published only once it is sent again.

The desk acts on open reviews alone. The buttons of Wagtail know no review: they ask here, whatever the door.
"""

from wagtail.models import Page, Revision

from accounts.models import User
from content.models.reviewing import ReviewCase, ReviewStep
from content.publishing import set_hours
from content.publishing.gate import NotReadyError
from lib.text import NBSP

TAKEN_BACK = "La personne qui l’a écrite l’a retirée. Elle seule peut l’envoyer encore."
REFUSED = (
    f"La modération n’a pas publié ce texte. Choisissez d’abord «{NBSP}Soumettre à Relecture{NBSP}»{NBSP}: "
    "la personne qui l’a écrite verra qu’il est relu."
)
OF_NOBODY = (
    f"La modération n’a pas publié ce texte. Choisissez d’abord «{NBSP}Soumettre à Relecture{NBSP}»{NBSP}: "
    "il est relu avant de paraître."
)
WHY = {ReviewStep.Act.WITHDRAWN.value: TAKEN_BACK, ReviewStep.Act.REFUSED.value: REFUSED}


def reasons_to_stay(sheet: Page) -> list[str]:
    """Return why no text of this sheet is put on the site now; none for a sheet in review, or published.

    A sheet of nobody too: its text may be that of somebody whose account is erased.
    """
    ended = ReviewCase.ended_by(sheet)
    if ended == ReviewStep.Act.REFUSED and sheet.owner_id is None:
        return [OF_NOBODY]
    return [WHY[ended]] if ended in WHY else []


def overtaken(sheet: Page, version: Revision) -> list[str]:
    """Return why a version does not come at its hour: something was said of the sheet since somebody chose it."""
    since = set_hours.set_at(version)
    later = ReviewStep.objects.filter(case__practice=sheet.pk, act__in=ReviewStep.OVERTAKES)
    return [set_hours.OVERTAKEN] if since and later.filter(done_at__gt=since).exists() else []


def check(sheet: Page) -> None:
    """Raise NotReadyError for a sheet that must be sent again before it is read or published."""
    reasons = reasons_to_stay(sheet)
    if reasons:
        raise NotReadyError(sheet, reasons)


def check_sender(sheet: Page, sender: User | None) -> None:
    """Raise NotReadyError when somebody else than its author sends a sheet that its author took back."""
    is_author = sender is not None and sender.pk == sheet.owner_id
    if not is_author and TAKEN_BACK in reasons_to_stay(sheet):
        raise NotReadyError(sheet, [TAKEN_BACK])
