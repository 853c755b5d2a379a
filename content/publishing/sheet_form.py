"""The form of a practice sheet in the editor: the signature is its author's, and a name that they took off stays off.

A form opened before still holds the name. It would come back in a version, then on the site; and nobody could take off
that of an erased account.
"""

from typing import Any

from content.as_shown import ShownForm

NAME, FUNCTION, NONE = "name", "function", "none"  # PracticePage.CreditAs, whose module stands above
THEIRS = (
    "Seule la personne qui a écrit cette fiche choisit sa signature. Elle l’a peut-être changée, ou retirée. "
    "Choisissez « Sans rien dire de moi », ou rouvrez la page."
)
YOURS = "Pour signer par votre nom, écrivez votre nom affiché : « {} »."
OF_NOBODY = "Cette fiche n’a plus d’auteur ni d’autrice : personne ne la signe. Choisissez « Sans rien dire de moi »."
GONE = (
    "La personne qui a écrit cette fiche a effacé son compte depuis que vous avez ouvert cette page. Rien n’est gardé. "
    "Rouvrez-la : il ne reste que le texte du site."
)
REOPEN = "La signature a changé depuis que vous avez ouvert cette page. Rouvrez-la, puis choisissez."


class SheetForm(ShownForm):
    """Takes the signature that the latest version has, or one that its author chooses. Anybody else takes it off."""

    def clean(self) -> dict[str, Any]:
        """Refuse a signature that is not its author's; leave no name in a sheet that nobody signs."""
        cleaned = super().clean()
        if self.instance.pk and self.instance.owner is None and not self.is_still_shown():
            self.add_error(None, GONE)  # a draft too: it would bring back the words of an account that is erased
        signature = cleaned.get("credit_as", ""), cleaned.get("credit", "")
        if signature[0] == NONE:
            cleaned["credit"] = ""
        elif signature[0] and (said := self._refusal(*signature)):
            self.add_error("credit", said)
        return cleaned

    def _refusal(self, how: str, said: str) -> str:
        """Return why this signature cannot be; "" when it can."""
        owner, latest = self.instance.owner, self._latest()
        if (how, said) == latest and not (owner is None and how == NAME):
            return ""
        if owner is None:
            comes_back = how == FUNCTION and latest[0] == NONE and not self.is_still_shown()
            return REOPEN if comes_back else OF_NOBODY
        if owner == self.for_user:
            return "" if how == FUNCTION or said == str(owner) else YOURS.format(owner)
        return THEIRS

    def _latest(self) -> tuple[str, str]:
        """Return the signature of the latest text: when an earlier one is put back, the form is made of that one."""
        page = self.instance
        latest = type(page).objects.get(pk=page.pk).get_latest_revision_as_object() if page.pk else page
        return latest.credit_as, latest.credit
