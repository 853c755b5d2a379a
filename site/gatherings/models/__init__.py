from gatherings.models.attestation import Attestation, AttestationQuerySet
from gatherings.models.opinion import Opinion, OpinionQuerySet
from gatherings.models.presence import Presence, PresenceQuerySet
from gatherings.models.sign_up import SignUp, SignUpQuerySet
from gatherings.models.thanks import Thanks, ThanksQuerySet
from gatherings.models.workshop import Leader, LeaderQuerySet, Workshop, WorkshopQuerySet
from gatherings.models.workshop_date import WorkshopDate, WorkshopDateQuerySet

__all__ = [
    "Attestation",
    "AttestationQuerySet",
    "Leader",
    "LeaderQuerySet",
    "Opinion",
    "OpinionQuerySet",
    "Presence",
    "PresenceQuerySet",
    "SignUp",
    "SignUpQuerySet",
    "Thanks",
    "ThanksQuerySet",
    "Workshop",
    "WorkshopDate",
    "WorkshopDateQuerySet",
    "WorkshopQuerySet",
]
