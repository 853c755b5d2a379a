"""The place that a group plans to propose to somebody: a note beside a membership, which gives nothing."""

from django.db import models


class PlannedPlace(models.TextChoices):
    """A place to propose once the person has entered; nobody accepts this note."""

    FACILITATOR = "facilitator", "Animer le groupe"
    CHAIR = "chair", "Présidence"
    TREASURER = "treasurer", "Trésorerie"
    SECRETARY = "secretary", "Secrétariat"
    BOARD_MEMBER = "board_member", "Conseil d’administration"


# Of the memberships with a note, those whose person chose their code: the place may be proposed to them.
PLANNED = ~models.Q(place_planned="") & models.Q(user__secret_hash__gt="")
