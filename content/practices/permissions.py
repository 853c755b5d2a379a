"""Who may do what in the practice exchange. Each predicate's first line says who."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User


def takes_part(user: User | AnonymousUser) -> bool:
    """Everybody signed in, but who only answers for a collective: proposes sheets, says « J’ai essayé »."""
    if not user.is_authenticated:
        return False
    if user.is_superuser or not user.referent_of.exists():
        return True
    return user.memberships.current().exists() or user.groups.exists()
