from accounts.models.belonging import Mandate, Membership
from accounts.models.card import LoginCard
from accounts.models.draft import Draft
from accounts.models.group import GroupAct, GroupInvitation, SecretReset
from accounts.models.hand_over import HandOverTick
from accounts.models.referent import CollectiveReferent
from accounts.models.session import Session
from accounts.models.slip import SecondSlip
from accounts.models.turn import Turn
from accounts.models.user import User, display_name_of

__all__ = [
    "CollectiveReferent",
    "Draft",
    "GroupAct",
    "GroupInvitation",
    "HandOverTick",
    "LoginCard",
    "Mandate",
    "Membership",
    "SecondSlip",
    "SecretReset",
    "Session",
    "Turn",
    "User",
    "display_name_of",
]
