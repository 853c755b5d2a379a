"""The texts a person had begun when the session of a shared computer ended."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """The content of one form, kept for its author alone; `sealed` cannot be read without PASSPORT_KEYS."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts", verbose_name="personne"
    )
    form_key = models.CharField("formulaire", max_length=300)
    sealed = models.TextField("ce qui était écrit")
    updated_at = models.DateTimeField("gardé le", auto_now=True)

    class Meta:
        verbose_name = "texte commencé"
        verbose_name_plural = "textes commencés"
        constraints = [models.UniqueConstraint(fields=["user", "form_key"], name="accounts_draft_one_per_form")]

    def __str__(self) -> str:
        return f"texte commencé de {self.user}"
