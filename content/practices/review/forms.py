"""The forms of the desk of the moderators."""

from typing import Any, cast

from django import forms
from django.core.validators import MaxLengthValidator

from accounts import names
from accounts.models import User
from content.models import ReviewCase
from content.practices.permissions import moderators

TOO_LONG = "Votre texte est trop long\N{NO-BREAK SPACE}: {} signes au plus."


class NoteForm(forms.Form):
    """Words of a moderator for the author, or for another moderator."""

    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, label: str, longest: int = 1000, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.CharField", self.fields["words"])
        field.label = label
        field.max_length = longest
        field.validators.append(MaxLengthValidator(longest, TOO_LONG.format(longest)))
        field.error_messages["required"] = "Écrivez quelques mots."

    def clean_words(self) -> str:
        """Return the words with plain line breaks."""
        return self.cleaned_data["words"].replace("\r\n", "\n").replace("\r", "\n")


class HandOverCaseForm(NoteForm):
    """The moderator who receives the case, and why."""

    to = forms.ModelChoiceField(
        label="À qui",
        queryset=User.objects.none(),
        error_messages={"required": "Choisissez une personne.", "invalid_choice": "Choisissez dans la liste."},
    )
    field_order = ("to", "words")

    def __init__(self, *args: Any, case: ReviewCase, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        to = cast("forms.ModelChoiceField", self.fields["to"])
        left_out = [pk for pk in (user.pk, case.held_by_id) if pk is not None]
        to.queryset = moderators().exclude(pk__in=left_out)
        to.choices = [("", "---------"), *names.told_apart(to.queryset).items()]
