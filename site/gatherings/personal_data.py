"""The part of gatherings in « Tout ce que le site sait de moi », and what becomes of one's places."""

from collections.abc import Callable
from typing import Any

from accounts.models import User
from gatherings.attending.rules import leave_everything
from gatherings.exchange import personal_data as exchange
from gatherings.exchange.wishes import stop_everywhere
from gatherings.models import Leader, OwnAgenda, Presence, SignUp, Thanks, Workshop
from gatherings.presence.rules import forget
from gatherings.thanks.rules import Read, each_once, read, titles_for


def export(user: User) -> dict[str, Any]:
    """Return what a person proposed, leads, signed up for, was at and wishes, and their thanks."""
    proposed = Workshop.objects.filter(proposed_by=user).select_related("prepared_from").order_by("proposed_on", "pk")
    led = Leader.objects.filter(user=user).select_related("workshop").order_by("workshop__title", "pk")
    signed_up = SignUp.objects.of(user).select_related("date__workshop__peer_group").order_by("date__starts_at", "pk")
    there = Presence.objects.of(user).select_related("date__workshop__peer_group").order_by("date__starts_at", "pk")
    title_of = titles_for(user)
    return {
        "ateliers que j’ai proposés": [
            {
                "titre": title_of(each),
                "proposé le": each.proposed_on,
                "où il en est": each.get_state_display() if title_of(each) == each.title else "",
                "préparé à partir de": each.prepared_from.title if each.prepared_from else "",
            }
            for each in proposed
        ],
        "ateliers que j’anime": [
            {
                "titre": title_of(each.workshop),
                "dit oui le": each.accepted_at,
                "changé depuis": each.is_asked_again or each.has_news,
            }
            for each in led
        ],
        "mes inscriptions": [
            {"atelier": title_of(each.date.workshop), "début": each.date.begins, "en attente": each.is_waiting}
            for each in signed_up
        ],
        "mes présences": [
            {"atelier": title_of(each.date.workshop), "jour": each.date.begins.date(), "j’ai dit mon nom": each.is_said}
            for each in there
        ],
        "mon adresse d’agenda, faite le": OwnAgenda.objects.of(user).values_list("made_on", flat=True).first(),
        **_thanks(user, title_of),
        **exchange.export(user),
    }


def _thanks(user: User, title_of: Callable[[Workshop], str]) -> dict[str, Any]:
    about = Thanks.objects.about(user).select_related("workshop").order_by("month", "workshop__title", "pk")
    found = list(about)
    received = read([t for t in found if t.reader_id == user.pk], user)
    return {
        "mercis que j’ai reçus": [_received(each, title_of(each.thanks.workshop)) for each in received],
        "mercis que j’ai signés": [
            {"atelier": title_of(each.workshop), "phrase": each.words}
            for each in each_once([t for t in found if t.writer_id == user.pk])
        ],
    }


def _received(said: Read, title: str) -> dict[str, Any]:
    thanks = said.thanks
    return {"atelier": title, "par": said.by, "phrase": thanks.words, "gardé": thanks.is_kept}


def erase(user: User) -> None:
    """Give the person's places back before their account goes: those who wait have them.

    Where they were, a number stays. Whoever had agreed to a meeting with them reads that it is called off.
    """
    stop_everywhere(user)
    leave_everything(user)
    forget(Presence.objects.of(user))
