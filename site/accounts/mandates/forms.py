"""Forms to record a mandate, correct it, end it, take it back. A surprising choice asks for a tick."""

import datetime
from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.text import capfirst

from accounts import names
from accounts.known_names import GONE, KnownNames
from accounts.mandates import continuity, rules
from accounts.models import Mandate, Membership
from accounts.models.belonging import ENDS_BEFORE, MandateQuerySet, MembershipQuerySet
from directory.models import PeerGroup
from lib import typed
from lib.concurrent_edit import MergingMixin
from lib.form_fields import Day, Radios
from lib.french_dates import write_day

WHO_HELP = "Une personne adhérente du groupe, déjà entrée une fois sur son compte."
START_HELP = "Le jour de l’élection, ou un jour à venir."
ENOUGH_NAMES = (
    "Vous avez essayé beaucoup de noms aujourd’hui. Attendez demain, ou demandez à une personne qui s’occupe du groupe "
    "de noter ce mandat."
)
MARK_HELP = "Quatre signes, que la personne lit dans « Mon compte ». Ils disent que c’est bien elle."
UNKNOWN = "Ce nom et ce repère ne désignent personne dans ce groupe. Vérifiez-les avec la personne elle-même."
OFFICE_HELP = (
    "Chaque fonction donne ici les mêmes droits : ouvrir un compte, imprimer une carte, noter un mandat ou un départ. "
    "Une personne élue n’a pas à les avoir ? Ne notez pas son mandat ici. Elle garde sa fonction dans l’association."
)
END_HELP = "Laissez vide si vous ne le savez pas encore."


class WarnedForm(forms.Form):
    """A form that may warn: `warning` says what will happen, and the sender ticks a box to go on."""

    go_on = forms.BooleanField(label="J’ai lu, je continue", required=False)
    warning = ""

    def warn(self, sentence: str) -> None:
        """Set the warning, and ask for the tick unless it was given."""
        self.warning = sentence
        if not self.cleaned_data.get("go_on"):
            self.add_error("go_on", "Lisez ce qui va se passer, puis cochez pour continuer.")


class EnteredSelect(forms.Select):
    """A list of members, in which those who never entered are read and cannot be chosen yet."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Return an option, disabled for a member who never entered."""
        option = super().create_option(name, value, *args, **kwargs)
        member = getattr(value, "instance", None)
        if member is not None and not member.user.has_entered:
            option["attrs"]["disabled"] = True
        return option


class PersonField(forms.ModelChoiceField):
    """A choice among the electable members, by display name."""

    widget = EnteredSelect

    def __init__(self, group: PeerGroup, **kwargs: Any) -> None:
        super().__init__(rules.electable(group), empty_label="Choisir une personne", **kwargs)
        listed = cast("MembershipQuerySet", self.queryset)
        self._called = names.told_apart((membership.user for membership in listed), [group])

    def label_from_instance(self, membership: Membership) -> str:
        """Return the display name, with what tells apart two people whose names look alike."""
        called = self._called.get(membership.user_id, str(membership.user))
        return called if membership.user.has_entered else f"{called} (compte pas encore utilisé)"


class ReplacedField(forms.ModelChoiceField):
    """A choice among the mandates that a new one may replace."""

    def __init__(
        self, mandates: MandateQuerySet, groups: Sequence[PeerGroup], known: KnownNames, **kwargs: Any
    ) -> None:
        super().__init__(mandates, **kwargs)
        people = {mandate.membership.user for mandate in mandates}
        self._called = names.told_apart((person for person in people if person.pk in known.members), groups)

    def label_from_instance(self, mandate: Mandate) -> str:
        """Return the person and their office; who left the group is told by the office and its last day."""
        called = self._called.get(mandate.membership.user_id)
        if called is None and mandate.ends_on:
            return f"{capfirst(GONE)}, {mandate.get_office_display()}, jusqu’au {write_day(mandate.ends_on, 'j F Y')}"
        return f"{called or capfirst(GONE)}, {mandate.get_office_display()}"


class MandateForm(WarnedForm, forms.ModelForm):
    """The office and the days of a mandate."""

    starts_on = Day(label="Depuis le", help_text=START_HELP)
    ends_on = Day(label="Jusqu’au", required=False, help_text=END_HELP)

    class Meta:
        model = Mandate
        fields: tuple[str, ...] = ("office", "starts_on", "ends_on")
        widgets = {"office": Radios}
        help_texts = {"office": OFFICE_HELP}
        error_messages = {"office": {"required": "Choisissez une fonction.", "invalid_choice": "Choisissez une ligne."}}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ChoiceField", self.fields["office"]).choices = Mandate.BoardOffice.choices

    def clean(self) -> dict[str, Any]:
        """Leave the constraints to accounts.mandates.rules, which checks them inside the transaction."""
        return self.cleaned_data

    def _is_possible(self) -> bool:
        """Return whether the other mandates allow this one; if not, the form says why beside the field."""
        try:
            rules.check(self.instance)
        except forms.ValidationError as error:
            self.add_error(None, error)
            return False
        return True


class RecordMandateForm(MandateForm):
    """A new mandate: who, which office, which days, whom they replace.

    A coordinator types the name and the mark of the person (`by_name`): they may not read the list of members, nor go
    through it name by name (`may_try`). A name alone is what its bearer says: another member may take it.
    """

    field_order = ("membership", "name", "mark", "office", "replaces", "starts_on", "ends_on")

    class Meta(MandateForm.Meta):
        fields = ("office", "replaces", "starts_on", "ends_on")

    def __init__(self, *args: Any, group: PeerGroup, by_name: bool, may_try: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.group, self.may_try, self.known = group, may_try, KnownNames.of(group)
        if by_name:
            help_text = "Le nom affiché, tel que le groupe vous l’a donné. La personne a déjà un compte dans ce groupe."
            self.fields["name"] = forms.CharField(label="Qui", max_length=60, help_text=help_text)
            self.fields["mark"] = forms.CharField(label="Son repère", max_length=20, help_text=MARK_HELP)
        else:
            self.fields["membership"] = PersonField(group, label="Qui", help_text=WHO_HELP)
        self.fields["replaces"] = ReplacedField(
            rules.replaceable(group).standing() if by_name else rules.replaceable(group),
            [] if by_name else [group],
            self.known,
            label="Remplace",
            required=False,
            empty_label="Personne",
            help_text="Le mandat de la personne remplacée finit la veille.",
        )
        self.order_fields(self.field_order)

    def clean_mark(self) -> str:
        """Return the mark. Raise ValidationError unless it is that of an electable member of this name."""
        if not self.may_try:
            raise forms.ValidationError(ENOUGH_NAMES)
        if "name" not in self.cleaned_data:
            return str(self.cleaned_data["mark"])
        name, mark = names.alike(self.cleaned_data["name"]), typed.code(self.cleaned_data["mark"]).upper()
        for each in rules.electable(self.group):
            if names.alike(str(each.user)) == name and names.mark_of(each.user) == mark:
                self.instance.membership = _entered(each)
                return mark
        raise forms.ValidationError(UNKNOWN)

    def clean_membership(self) -> Membership:
        """Return the membership, given to the mandate before its dates are checked."""
        self.instance.membership = _entered(self.cleaned_data["membership"])
        return self.instance.membership

    def _post_clean(self) -> None:
        cast("Any", super())._post_clean()
        if self.errors or rules.same_as(self.instance) or not self._is_possible():
            return
        shared = rules.sharing_with(self.group, self.instance)
        if shared:
            holders = ", ".join(self.known.name(each.membership.user) for each in shared)
            self.warn(
                f"{self.instance.get_office_display()}\u00a0: déjà tenue à ce moment-là par {holders}. "
                "On peut être deux. Si l’une prend la suite de l’autre, choisissez plutôt qui est remplacé."
            )


def _entered(membership: Membership) -> Membership:
    if not membership.user.has_entered:
        raise forms.ValidationError(rules.NEVER_ENTERED)
    return membership


class CorrectMandateForm(MergingMixin, MandateForm):
    """The office and the days of a recorded mandate."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ended_on, self.was_held = self.instance.ends_on, self.instance.is_held

    def clean(self) -> dict[str, Any]:
        """Merge: an end recorded by another person while this page was open stays."""
        self.merge()
        return super().clean()

    def _post_clean(self) -> None:
        cast("Any", super())._post_clean()
        if self.errors or not self._is_possible():
            return
        ends_on = self.instance.ends_on
        if self.was_held and not self.instance.is_held:  # whichever day was moved: nothing is held today any more
            warn_of_keys(self, self.instance, timezone.localdate() - datetime.timedelta(days=1))
        elif ends_on and ends_on != self.ended_on:
            warn_of_keys(self, self.instance, ends_on)


class EndMandateForm(WarnedForm):
    """The last day of a mandate."""

    ends_on = Day(label="Dernier jour du mandat")

    def __init__(self, *args: Any, mandate: Mandate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mandate = mandate
        self.fields["ends_on"].initial = max(mandate.starts_on, timezone.localdate())

    def clean_ends_on(self) -> datetime.date:
        """Return the day. Raise ValidationError when it comes before the first one, or is too far."""
        day = self.cleaned_data["ends_on"]
        if day < self.mandate.starts_on:
            raise forms.ValidationError(ENDS_BEFORE)
        if day > timezone.localdate() + datetime.timedelta(days=rules.FARTHEST_END):
            raise forms.ValidationError("Ce jour est trop loin. Choisissez un jour plus proche.")
        return day

    def clean(self) -> dict[str, Any]:
        """Warn when the group would have too few keyholders afterwards."""
        super().clean()
        if not self.errors:
            warn_of_keys(self, self.mandate, self.cleaned_data["ends_on"])
        return self.cleaned_data


class TakeBackForm(WarnedForm):
    """A mandate recorded by mistake, to take back."""

    def __init__(self, *args: Any, mandate: Mandate, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.mandate = mandate

    def clean(self) -> dict[str, Any]:
        """Warn when the group would have too few keyholders afterwards."""
        yesterday = timezone.localdate() - datetime.timedelta(days=1)
        warn_of_keys(self, self.mandate, yesterday)
        return self.cleaned_data


def warn_of_keys(form: WarnedForm, mandate: Mandate, ends_on: datetime.date) -> None:
    """Warn when the end of a mandate would soon leave the group with too few keyholders."""
    if ends_on > timezone.localdate() + datetime.timedelta(days=continuity.DAYS_BEFORE):
        return  # the group's page will say it in time
    lack = continuity.lack_after_mandate(mandate, ends_on)
    if lack:
        form.warn(f"{lack.label} {continuity.ADVICE}")
