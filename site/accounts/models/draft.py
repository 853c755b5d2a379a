"""The texts a person began: sent after their session had ended, or held between two pages of one form."""

from django.conf import settings
from django.db import models


class Draft(models.Model):
    """The content of one form, kept for its author alone; `sealed` cannot be read without PASSPORT_KEYS.

    `form_key` is the address a form was sent to, or a name (`accounts.kept_texts`); `fingerprint` tells two texts sent
    to one address from one text sent twice.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="drafts", verbose_name="personne"
    )
    form_key = models.CharField("formulaire", max_length=300)
    fingerprint = models.CharField("empreinte du texte", max_length=64, blank=True, default="")
    sealed = models.TextField("ce qui était écrit")
    updated_at = models.DateTimeField("gardé le", auto_now=True)

    class Meta:
        verbose_name = "texte commencé"
        verbose_name_plural = "textes commencés"
        constraints = [
            models.UniqueConstraint(fields=["user", "form_key", "fingerprint"], name="accounts_draft_once_per_form")
        ]

    def __str__(self) -> str:
        return f"texte commencé de {self.user}"
