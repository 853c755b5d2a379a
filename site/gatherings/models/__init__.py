from gatherings.models.attestation import Attestation, AttestationQuerySet
from gatherings.models.group_year import GroupYear, GroupYearQuerySet
from gatherings.models.mediator import Mediator, MediatorQuerySet
from gatherings.models.meeting import Meeting, MeetingQuerySet
from gatherings.models.opinion import Opinion, OpinionQuerySet
from gatherings.models.own_agenda import OwnAgenda, OwnAgendaQuerySet
from gatherings.models.presence import Presence, PresenceQuerySet
from gatherings.models.said_once import SaidOnce, SaidOnceQuerySet
from gatherings.models.sign_up import SignUp, SignUpQuerySet
from gatherings.models.thanks import Thanks, ThanksQuerySet
from gatherings.models.wish import ProposedPair, Side, Wish, WishList, WishListQuerySet
from gatherings.models.workshop import Leader, LeaderQuerySet, Workshop, WorkshopQuerySet
from gatherings.models.workshop_date import WorkshopDate, WorkshopDateQuerySet

__all__ = [
    "Attestation",
    "AttestationQuerySet",
    "GroupYear",
    "GroupYearQuerySet",
    "Leader",
    "LeaderQuerySet",
    "Mediator",
    "MediatorQuerySet",
    "Meeting",
    "MeetingQuerySet",
    "Opinion",
    "OpinionQuerySet",
    "OwnAgenda",
    "OwnAgendaQuerySet",
    "Presence",
    "PresenceQuerySet",
    "ProposedPair",
    "SaidOnce",
    "SaidOnceQuerySet",
    "Side",
    "SignUp",
    "SignUpQuerySet",
    "Thanks",
    "ThanksQuerySet",
    "Wish",
    "WishList",
    "WishListQuerySet",
    "Workshop",
    "WorkshopDate",
    "WorkshopDateQuerySet",
    "WorkshopQuerySet",
]
