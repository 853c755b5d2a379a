"""The field where editors choose skills: boxes to tick, gathered by family."""

from typing import Any, cast

from django import forms

from passport.models import SkillDomain


class SkillsByFamily(forms.CheckboxSelectMultiple):
    """One box per skill, under the name of its family, in a list that scrolls (static/css/admin.css)."""

    def __init__(self, attrs: dict[str, Any] | None = None, choices: Any = ()) -> None:
        super().__init__({"class": "skills-by-family", **(attrs or {})}, choices)

    def optgroups(self, name: str, value: list[str], attrs: dict[str, Any] | None = None) -> list[tuple]:
        """Return the choices under their families, in the families' order; two queries however many skills."""
        families: dict[int, tuple[str, list]] = {family.pk: (family.label, []) for family in SkillDomain.objects.all()}
        for choice, label in self.choices:
            families[cast("Any", choice).instance.domain_id][1].append((choice, label))
        flat, self.choices = self.choices, [family for family in families.values() if family[1]]
        groups = super().optgroups(name, value, attrs)
        self.choices = flat  # a form may be drawn more than once
        return groups
