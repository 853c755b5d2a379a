"""/groupe/<slug>/cartes/: several cards at once, in a PDF that the request makes, sends once and keeps nowhere.

The paper is made first, then the cards are issued, then it is sent: when it cannot be made, no card has changed.
"""

import datetime
from collections import defaultdict

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache

from accounts import names, permissions
from accounts.groups import card_sheets, cards, new_account
from accounts.groups.forms import is_opening_key
from accounts.groups.several_cards_forms import CardsForm, Paper, Printed, papers_of
from accounts.models import LoginCard, User
from accounts.permissions import group_for
from accounts.requests import MemberRequest
from directory.models import PeerGroup
from lib.alphabetical import Alphabetical
from lib.http import form_view, render_form
from lib.pdf.typesetting import TypesettingError
from lib.turns import TooBusyError

MONTH = datetime.timedelta(days=30)


@never_cache
@form_view
def several_cards(request: MemberRequest, slug: str) -> HttpResponse:
    """Say what new cards change; then make those that are ticked, and hand their sheets over. Raises TooBusyError."""
    group = group_for(request.user, slug, permissions.runs)
    listed = _listed(request.user, group)
    sent = request.POST if request.method == "POST" else None
    papers = papers_of(listed)
    form = CardsForm(sent, listed, set() if sent else _ticked(request, group, listed, papers))
    if sent is not None and form.is_valid():
        if made := _print(request, form):
            return made
        listed = _listed(request.user, group)
        form = CardsForm(sent, listed, set())
    context = {"group": group, "listed": listed, "has_marks": names.has_mark(each.called for each in listed)}
    context["maybe_found"] = cards.first_served_lately(each.membership.user for each in listed if each.card)
    return render_form(request, "accounts/several_cards.html", form, papers=papers, **context)


def _listed(user: User, group: PeerGroup) -> list[Printed]:
    """Return the people whose card `user` may print, in four queries."""
    printable = permissions.printable(user, group).select_related("user")
    memberships = list(printable.order_by(Alphabetical("user__display_name"), "user__username"))
    issued: dict[int, list[LoginCard]] = defaultdict(list)
    counted = Q(revoked_at__isnull=True) | Q(issued_at__gt=timezone.now() - MONTH)
    for card in LoginCard.objects.filter(counted, user__in=printable.values("user")):
        issued[card.user_id].append(card)
    called = names.told_apart((membership.user for membership in memberships), [group])
    return [
        Printed(
            membership,
            called[membership.user_id],
            next((card for card in issued[membership.user_id] if card.revoked_at is None), None),
            cards.refusal([card.issued_at for card in issued[membership.user_id]]),
        )
        for membership in memberships
    ]


def _ticked(request: HttpRequest, group: PeerGroup, listed: list[Printed], papers: list[Paper]) -> set[int]:
    """Return whose box is ticked at first: who waits for a card, of the accounts just opened together or of all.

    Of a paper that is printed again, those whose card nobody has used.
    """
    again = next((paper for paper in papers if str(paper.key) == request.GET.get("feuille")), None)
    if again:
        return again.memberships
    without = {each.membership.pk for each in listed if each.waits_for_one}
    key = request.GET.get("liste", "")
    if not is_opening_key(key):
        return without
    return without & set(new_account.opened_with(group, key).values_list("pk", flat=True))


def _print(request: MemberRequest, form: CardsForm) -> HttpResponse | None:
    """Return the sheets of the cards issued; None, and no card changed, when somebody else printed one meanwhile."""
    chosen: list[Printed] = form.cleaned_data["people"]
    drawn = [cards.Drawn.anew() for _ in chosen]
    people = [(each.called, each.membership.user) for each in chosen]
    try:
        content = card_sheets.draw(people, drawn, with_blanks=form.cleaned_data["blanks"])
        asked = [(each.membership, each.replacing, one) for each, one in zip(chosen, drawn, strict=True)]
        cards.print_several(asked, by=request.user, but=request.session)
    except TypesettingError as error:
        raise TooBusyError from error  # the plain 503: what is wrong is in the log
    except (cards.AlreadyPrintedError, cards.TooManyCardsError):
        return None
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'inline; filename="cartes.pdf"'
    return response
