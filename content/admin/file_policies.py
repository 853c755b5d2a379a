"""Who may change a picture or a document: whoever added it, until a text sent to be reviewed, or published, carries it.

Wagtail lets whoever added a file put another in its place. On a published page nobody would read it first; in review,
somebody has perhaps just read the other. A review that is stopped changes nothing: it begins again on the same text.
Whoever added it adds another, and puts it in the page: that is another text, which is read.
"""

from collections.abc import Iterable
from typing import Any, cast

from django.db.models import Model
from wagtail.permission_policies.collections import CollectionOwnershipPermissionPolicy
from wagtail.permissions import register_permission_policy

from accounts.models import User
from content.models import SiteDocument, SiteImage
from content.shown_files import carrying, is_awaited

CHANGES = {"change", "delete"}


class OwnUntilShown(CollectionOwnershipPermissionPolicy):
    """Wagtail's policy, but what a text carries that is published, or was sent, is changed by who may change any."""

    def user_has_any_permission_for_instance(self, user: User, actions: Iterable[str], instance: Model) -> bool:
        """Return whether `user` may do one of these acts on this file."""
        asked = set(actions)
        policy = cast("Any", super())
        if not policy.user_has_any_permission_for_instance(user, asked, instance):
            return False
        if not asked <= CHANGES or self._may_change_any(user, instance):
            return True
        return not (carrying(instance).exists() or is_awaited(instance))

    def _may_change_any(self, user: User, instance: Model) -> bool:
        policy = cast("Any", self)
        return bool(policy._check_perm(user, {"change"}, collection=cast("Any", instance).collection))


def register() -> None:
    """Ask these policies about our pictures and documents."""
    for model, auth_model in ((SiteImage, "wagtailimages.Image"), (SiteDocument, "wagtaildocs.Document")):
        policy = OwnUntilShown(model, auth_model=auth_model, owner_field_name="uploaded_by_user")
        register_permission_policy(model, policy, exact_class=True)
