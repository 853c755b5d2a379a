"""The form of a module or a lesson in the admin: a draft is kept before it has a title."""

from typing import Any

from content.as_shown import ShownForm

UNTITLED = "Sans titre"
UNTITLED_SLUG = "sans-titre"
TITLE_WANTED = "Donnez un titre, comme une personne le dirait."


class DraftForm(ShownForm):
    """Keeps what is written as soon as something is: the title, like the rest, waits until the page is sent."""

    def defer_required_fields(self) -> None:
        """Ask for nothing, the title included: Wagtail would keep nothing of a page that has none."""
        super().defer_required_fields()
        made_of_the_title = {"slug"} if self.instance.first_published_at is None else set()
        for name in {"title", *made_of_the_title}:
            if name in self.fields and self.fields[name].required:
                self.fields[name].required = False
                self.deferred_required_fields.append(name)

    def clean(self) -> dict[str, Any]:
        """Name a draft that has no title, so that lists show it; its address follows the title given at last."""
        title = self.cleaned_data.get("title", "")
        if self.is_deferred_validation and not title and "title" not in self.errors:
            title = self.cleaned_data["title"] = self.instance.title or UNTITLED
        if title and title != UNTITLED and self._has_address_of_an_untitled_page():
            self.cleaned_data["slug"] = ""  # Wagtail makes it of the title
        if title == UNTITLED and not self.is_deferred_validation:
            self.add_error("title", TITLE_WANTED)
        return super().clean()

    def _has_address_of_an_untitled_page(self) -> bool:
        slug = self.cleaned_data.get("slug", "")
        return self.instance.first_published_at is None and slug.startswith(UNTITLED_SLUG)
