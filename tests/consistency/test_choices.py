"""The database refuses a value that no choice names, so no code ever reads one."""

import pytest
from django.apps import apps
from django.db import IntegrityError, models, transaction
from wagtail.models import Page

from passport.models import Proposal
from tests.consistency.tree import FLOORS
from tests.passport.factories import make_person, make_proposal


def chosen() -> list[models.Field]:
    """Return our fields that have choices, without those of pages: a draft may lack them."""
    ours = [
        model
        for app in FLOORS
        if apps.is_installed(app)
        for model in apps.get_app_config(app).get_models()
        if not issubclass(model, Page)
    ]
    return [field for model in ours for field in model._meta.local_fields if field.choices and not field.remote_field]


def allowed(field: models.Field) -> list[set[str]]:
    """Return the sets of values that constraints of the model allow for a field."""
    checks = [each for each in field.model._meta.constraints if isinstance(each, models.CheckConstraint)]
    asked = [part for check in checks for part in check.condition.children if isinstance(part, tuple)]
    return [set(values) for lookup, values in asked if lookup == f"{field.name}__in"]


def choices(field: models.Field) -> set[str]:
    """Return the values a field may take."""
    return {value for value, _ in field.flatchoices} | ({""} if field.blank else set())


def test_a_constraint_holds_the_choices_of_every_field():
    assert {str(field): allowed(field) for field in chosen() if allowed(field) != [choices(field)]} == {}


def test_the_database_refuses_a_state_that_no_choice_names(db):
    make_proposal(make_person())
    with pytest.raises(IntegrityError), transaction.atomic():
        Proposal.objects.update(state="perhaps")
