"""Hooks of the admin: what its list of people does to several at once."""

from wagtail import hooks

from accounts.admin_people.bulk import AssignRole, Erase, SetActiveState

for action in (AssignRole, Erase, SetActiveState):
    hooks.register("register_bulk_action", action, order=1)  # after Wagtail's own, whose place each takes
