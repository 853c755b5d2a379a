"""Template filters that put the passport in plain words: days, shares, openings, entries."""

from django import template
from django.utils import timezone

from lib.days import OF_PARIS, day_words
from lib.french_dates import write_day
from passport.models import Entry, Opening, Share, denies_itself
from passport.sharing.snapshot import SEEN, how_known

register = template.Library()
register.filter(day_words)


@register.filter
def until_words(share: Share) -> str:
    """Return until when a share is open: « jusqu’au 12 mars », or the hour when it lasts a day."""
    today = timezone.localdate()
    if share.way == Share.Way.TOGETHER:
        moment = timezone.localtime(share.closes_at)
        day = {0: "à aujourd’hui", 1: "à demain"}.get((moment.date() - today).days, f"au {write_day(moment, 'j F')}")
        return f"jusqu’{day}, {moment.hour} h {moment.minute:02d} {OF_PARIS}"
    last_day = share.last_day
    return f"jusqu’au {write_day(last_day, 'j F' if last_day.year == today.year else 'j F Y')}"


@register.filter
def opening_words(opening: Opening) -> str:
    """Return an opening in words: « Lu mardi par « Clubhouse » »."""
    said = f"par « {opening.declared_reader} »" if opening.declared_reader else "sans dire de nom"
    if opening.outcome == Opening.Outcome.WRONG_CODE:
        return f"D’autres chiffres ont été essayés {day_words(opening.opened_at)}, {said}"
    return f"Lu {day_words(opening.opened_at)} {said}"


@register.filter
def face_words(entry: Entry) -> str:
    """Return « J’ai montré », « J’ai appris en faisant », « Je l’ai vue en formation »."""
    how = how_known(entry.face, entry.practice, {time.source_kind for time in entry.occasions.all()})
    if how == SEEN:
        return "Je l’ai vue en formation"
    return f"{entry.get_face_display()} en faisant" if how.endswith("en faisant") else entry.get_face_display()


@register.filter
def facts_words(entry: Entry) -> str:
    """Return how often and with or without help, in lower case, each after the dot that parts it from the face."""
    practice = "" if denies_itself(entry.face, entry.practice, entry.frequency) else entry.get_practice_display()
    facts = [entry.get_frequency_display() if entry.frequency else "", practice]
    return "".join(f" · {fact[:1].lower()}{fact[1:]}" for fact in facts if fact)
