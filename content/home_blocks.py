"""The blocks of the home that content makes: thanks for a sheet, news of other groups, questions, messages received."""

from django.db.models import Count, Min, Q
from django.urls import reverse

from accounts.home_blocks import Block, Line, Part, Parts, part_of_learning
from accounts.models import User
from accounts.requests import MemberRequest
from accounts.two_people import Advocates
from content.models import ContactMessage, Question
from content.practices.questions import answer_rules
from content.practices.sheets import thanks
from content.tools.shown import CALL_SHEET, shown_at
from lib.days import since_words

State = Question.State
COLLEAGUES = "content/includes/home_colleagues.html"
THANKS = "content/includes/home_thanks.html"
ON_THE_TELEPHONE = "Au téléphone : la fiche d’appel à imprimer. Rien n’est gardé par le site."
BEGUN = "Une réponse que vous avez commencée"


def thanked(request: MemberRequest, parts: Parts) -> list[Block]:
    """Return the thanks for the sheets that came to the site and that their author has not opened; one query."""
    return [Block(part_of_learning(parts), template=THANKS, card=thanks.due_to(request.user), has_button=True)]


def colleagues(request: MemberRequest, parts: Parts) -> list[Block]:
    """Say that there is news of what one asked other groups or answered them, until it is read; no query."""
    return [Block(part_of_learning(parts), template=COLLEAGUES, has_button=True)]


def advocate(request: MemberRequest, parts: Parts) -> list[Block]:
    """Return what waits for a pair-advocate, and a paper: two queries, four more while answers wait to be read."""
    listed = reverse("practices:questions")
    lines = [Line(words, listed) for words in (*_to_read(request.user), *_to_write(request.user))]
    door = Line("Ouvrir les questions", listed)
    sheet = shown_at(CALL_SHEET)
    more = [Line(ON_THE_TELEPHONE, sheet.url)] if sheet else []
    return [Block(Part.ADVOCATE, "Vous êtes pair-advocate", lines=lines, door=door, more=more)]


def _to_write(user: User) -> list[str]:
    is_open = Q(state=State.ASKED, cases__closed_at__isnull=True)
    told = Question.objects.filter(is_open).aggregate(
        free=Count("pk", filter=Q(cases__held_by__isnull=True)),
        oldest=Min("asked_on", filter=Q(cases__held_by__isnull=True)),
        begun=Count("pk", filter=Q(cases__held_by=user)),
    )
    found = [BEGUN] if told["begun"] else []
    if told["free"] == 1:
        found.append(f"Une question attend une réponse, {since_words(told['oldest'])}")
    elif told["free"]:
        found.append(f"{told['free']} questions attendent une réponse, la plus ancienne {since_words(told['oldest'])}")
    return found


def _to_read(user: User) -> list[str]:
    advocates = Advocates()
    drafted = Question.objects.filter(state=State.DRAFTED).select_related("drafted_by")
    days = [each.asked_on for each in drafted if answer_rules.may_read(user, each, advocates)]
    if not days:
        return []
    if len(days) == 1:
        return [f"Une réponse est à relire, pour une question qui attend {since_words(days[0])}"]
    return [f"{len(days)} réponses sont à relire, la plus ancienne question attend {since_words(min(days))}"]


def messages(request: MemberRequest, parts: Parts) -> list[Block]:
    """Return the messages that wait for the coordination, to stand with what waits in the groups: one query."""
    waiting = ContactMessage.objects.filter(state=ContactMessage.State.RECEIVED)
    told = waiting.order_by().aggregate(number=Count("pk"), oldest=Min("received_on"))
    if not told["number"]:
        return []
    since = since_words(told["oldest"])
    said = (
        f"Un message reçu, {since}"
        if told["number"] == 1
        else f"{told['number']} messages reçus, le plus ancien {since}"
    )
    return [Block(Part.COORDINATOR, lines=[Line(said, reverse("contact:messages"))])]
