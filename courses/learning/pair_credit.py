"""What the second person of « À deux » is credited with: the lesson just finished, as with a card shown alone."""

from django.contrib import messages
from django.http import HttpRequest

from accounts import card_beside
from courses.learning.lookup import Reading, lesson_address
from courses.learning.progress_store import Mark, UnreadProgress
from courses.learning.skill_offers import offer_skills

CREDITED = "La leçon est notée aussi pour la deuxième personne. Elle la retrouvera dans son compte."
LAPSED = (
    "La leçon n’est pas notée pour la deuxième personne : sa carte n’était plus là. "
    "Elle peut la montrer de nouveau, puis vous finissez encore une fois la leçon."
)


def credit_second_person(request: HttpRequest, reading: Reading) -> None:
    """Mark the lesson done for whoever showed their card beside the reader, offer the skills, say so; then it is over.

    The words are the same whatever that person did before.
    """
    place = lesson_address(reading.module, reading.lesson)
    person = card_beside.person_at(request, place)
    if person:
        if UnreadProgress(person).mark(reading.module.pk, reading.lesson.pk, Mark.DONE, reading.lesson_ids):
            offer_skills(person, reading.module)
        messages.success(request, CREDITED)
    elif card_beside.has_lapsed(request, place):
        messages.warning(request, LAPSED)
    card_beside.end(request)
