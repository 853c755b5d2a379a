"""The names of skills under a published sheet about rights: two people have read them with it."""

from django.db.models import Q

from content.blocks import Tone
from content.models import PracticePage
from content.publishing import two_readers
from passport.models import Skill

READ_BY_TWO = (
    "Une fiche sur les droits, publiée, montre cette compétence sous ce nom : deux personnes l’ont lue. "
    "Pour un autre nom, écrivez une nouvelle compétence, puis changez la fiche."
)


def stands_under_rights(skill: Skill) -> bool:
    """Return whether a published sheet about rights shows this skill, but for the seed; one query at most."""
    if two_readers.is_first_content():
        return False
    of_rights = Q(about_rights=True) | Q(audience=Tone.RIGHTS)
    return PracticePage.objects.live().filter(of_rights, skills=skill).exists()
