from accounts.models.belonging import CollectiveReferent, Mandate, Membership
from accounts.models.card import LoginCard
from accounts.models.draft import Draft
from accounts.models.user import User, display_name_of

__all__ = ["CollectiveReferent", "Draft", "LoginCard", "Mandate", "Membership", "User", "display_name_of"]
