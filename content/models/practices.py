"""The practice sheets, their list and sources, the drafts of their authors, and the messages about them."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.models import AbstractBaseUser
from django.core.exceptions import ValidationError
from django.db import models
from django.urls import NoReverseMatch, resolve, reverse
from django.utils import timezone
from modelcluster.fields import ParentalKey, ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, InlinePanel, MultiFieldPanel
from wagtail.models import Orderable, Page
from wagtail.search import index

from content.blocks import Tone
from content.models import headings
from content.models.facts import Fact, as_sources
from content.models.panels import PartPanel
from content.publishing import relays
from content.publishing.sheet_form import SheetForm
from content.publishing.sheet_rights import SheetRights
from content.publishing.two_readers import ReadByTwo
from content.serving import FilteredListPage, ServedPage


def _leads_to_a_sheet(slug: str) -> bool:
    """Return whether the address made of `slug` opens a sheet: it is well formed, and no screen has it."""
    try:
        return resolve(reverse("practices:practice", args=[slug])).view_name == "practices:practice"
    except NoReverseMatch:
        return False


class PracticeIndexPage(FilteredListPage):
    """« Échange de pratiques » : the list of sheets, with its filters."""

    intro = models.CharField("en une phrase", max_length=250, blank=True, help_text="Ce que l’on trouve ici.")

    content_panels = [*Page.content_panels, FieldPanel("intro")]
    parent_page_types = ["content.HomePage"]
    subpage_types = ["content.PracticePage"]
    max_count = 1
    page_description = "La liste des fiches de pratique."

    class Meta:
        verbose_name = "liste des fiches de pratique"


class PracticePage(ReadByTwo, ServedPage):
    """A practice sheet: a situation, what was done, what helped, its limits. `owner` is its author."""

    class CreditAs(models.TextChoices):
        NAME = "name", "Par mon nom affiché"
        FUNCTION = "function", "Par ma fonction"
        NONE = "none", "Sans rien dire de moi"

    situation = models.TextField("la situation", max_length=2000)
    what_we_did = models.TextField("ce que nous avons fait", max_length=4000)
    what_helped = models.TextField("ce qui a aidé", max_length=2000)
    limits = models.TextField("les limites", max_length=2000, blank=True)
    audience = models.CharField("pour qui", max_length=12, choices=Tone.choices, default=Tone.EVERYONE)
    about_rights = models.BooleanField(
        "parle de droits ou de démarches",
        default=False,
        help_text="Alors deux personnes la lisent avant sa publication.",
    )
    skills = ParentalManyToManyField("passport.Skill", verbose_name="compétences", blank=True, related_name="practices")
    credit_as = models.CharField("signature", max_length=8, choices=CreditAs.choices, default=CreditAs.NONE)
    credit = models.CharField("signé", max_length=100, blank=True, help_text="Ce que lisent les autres.")
    is_starter = models.BooleanField(
        "proposition de départ", default=False, help_text="Écrite par l’équipe pour commencer, à améliorer ensemble."
    )

    # The answer to an anonymous question: no author tells there what they did.
    is_answer = models.BooleanField("réponse à une question", default=False, editable=False)

    base_form_class = SheetForm
    content_panels = [
        *Page.content_panels,
        *(PartPanel(name) for name in headings.Headings._fields),
        FieldPanel("audience"),
        FieldPanel("about_rights"),
        FieldPanel("skills", widget=forms.CheckboxSelectMultiple),
        InlinePanel("sources", heading="Sources", label="Source"),
        MultiFieldPanel([FieldPanel("credit_as"), FieldPanel("credit"), FieldPanel("is_starter")], heading="Signature"),
    ]
    search_fields = [
        *Page.search_fields,
        index.SearchField("situation"),
        index.SearchField("what_we_did"),
        index.SearchField("what_helped"),
        index.SearchField("limits"),
    ]
    parent_page_types = ["content.PracticeIndexPage"]
    subpage_types: list[str] = []
    page_description = "Une situation, ce que l’on a fait, ce qui a aidé, les limites."

    class Meta:
        verbose_name = "fiche de pratique"
        verbose_name_plural = "fiches de pratique"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(audience__in=Tone.values), name="content_practice_audience_known"
            ),
            models.CheckConstraint(
                condition=models.Q(credit_as__in=["name", "function", "none"]), name="content_practice_credit_known"
            ),
        ]

    def permissions_for_user(self, user: AbstractBaseUser) -> SheetRights:
        """Return the rights of this user on the sheet in the admin."""
        return SheetRights(user, self)

    @property
    def needs_second_reader(self) -> bool:
        """Return whether the sheet speaks of rights: then two people read it before it is published."""
        return self.about_rights or self.audience == Tone.RIGHTS

    @property
    def stands_on_something(self) -> bool:
        """Return whether it cites a source or names a relay: an answer about rights is not published without."""
        said = "\n".join(str(getattr(self, name)) for name in headings.WRITTEN)
        return bool(relays.named(said)) or self.sources.exists()

    def reasons_to_wait(self, text: Page) -> list[str]:
        """Return why this text may not be published yet: the readings it needs, what an answer stands on."""
        reasons = super().reasons_to_wait(text)
        return [*reasons, relays.NO_GROUND] if text.is_answer and not text.stands_on_something else reasons

    @property
    def headings(self) -> headings.Headings:
        """Return the headings of its four parts, the same wherever it is read."""
        if self.is_answer:
            return headings.ANSWERED
        return headings.PROPOSED if self.is_starter else headings.TOLD

    @property
    def address(self) -> str:
        """Return the path of the sheet, without a query; "" for a sheet without a slug (a first preview)."""
        return reverse("practices:practice", args=[self.slug]) if self.slug else ""

    @property
    def signature(self) -> str:
        """Return the name or the function that signs the sheet; "" unless its author chose one."""
        return "" if self.credit_as == self.CreditAs.NONE else self.credit

    @property
    def signatures(self) -> str:
        """Return who signs this text, both when two did; "" when nobody is named. One query at most."""
        second = getattr(self, "second_writer", None)
        return " et ".join(said for said in (self.signature, second.signature_on(self) if second else "") if said)

    def is_written_by(self, user: models.Model) -> bool:
        """Return whether `user` wrote the sheet, alone or as one of two. One query, which `signatures` asks too."""
        second = getattr(self, "second_writer", None)
        return user.pk in (self.owner_id, second.user_id if second else None)

    def clean(self) -> None:
        """Raise ValidationError beside the address when content.urls would not lead to the sheet."""
        super().clean()
        if not _leads_to_a_sheet(self.slug):
            message = (
                "Cette adresse ne peut pas servir. Choisissez d’autres mots, sans accent et séparés par des tirets."
            )
            raise ValidationError({"slug": message})

    def _get_autogenerated_slug(self, base_slug: str) -> str:
        """Return a slug made of the title, which no screen already has."""
        return super()._get_autogenerated_slug(base_slug if _leads_to_a_sheet(base_slug) else f"fiche-{base_slug}")

    def lock(self) -> "PracticePage | None":
        """Return the sheet as it is now, None once erased; until the transaction ends nobody else changes it."""
        Page.objects.select_for_update().filter(pk=self.pk).first()
        return PracticePage.objects.filter(pk=self.pk).first()

    def cited(self) -> list[dict[str, Any]]:
        """Return the sources, each once: title, address, the day it was checked."""
        return as_sources(source.fact for source in self.sources.select_related("fact"))

    def sources_in_words(self) -> list[tuple[Any, ...]]:
        """Return the key of each fact of this text, with what readers see of it, but for the day it was checked."""
        facts = Fact.objects.filter(pk__in=[source.fact_id for source in self.sources.all()])
        return list(facts.order_by("pk").values_list("pk", *Fact.SHOWN_ON_SHEETS))


class PracticeSource(Orderable):
    """A fact that a sheet cites. A cited fact cannot be deleted."""

    practice = ParentalKey(PracticePage, on_delete=models.CASCADE, related_name="sources")
    fact = models.ForeignKey(
        "content.Fact", on_delete=models.PROTECT, related_name="cited_in_practices", verbose_name="fait établi"
    )

    panels = [FieldPanel("fact")]

    class Meta(Orderable.Meta):
        verbose_name = "source"
        constraints = [models.UniqueConstraint(fields=["practice", "fact"], name="content_practicesource_once")]

    def __str__(self) -> str:
        return f"{self.practice} – {self.fact_id}"


class PracticeDraft(models.Model):
    """The draft of a sheet, new (`practice` is null) or being changed: its author's alone until they send it.

    `sealed` is unreadable without PASSPORT_KEYS (lib.secrets).
    """

    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="practice_drafts", verbose_name="personne"
    )
    practice = models.ForeignKey(
        PracticePage, on_delete=models.CASCADE, null=True, blank=True, related_name="drafts", verbose_name="fiche"
    )
    sealed = models.TextField("ce qui est écrit")
    updated_at = models.DateTimeField("gardé le", auto_now=True)

    class Meta:
        verbose_name = "fiche commencée"
        verbose_name_plural = "fiches commencées"
        constraints = [
            models.UniqueConstraint(fields=["author", "practice"], name="content_practicedraft_one_a_sheet"),
            models.UniqueConstraint(
                fields=["author"], condition=models.Q(practice__isnull=True), name="content_practicedraft_one_new"
            ),
        ]

    def __str__(self) -> str:
        return f"fiche commencée de {self.author}"


class PracticeMessage(models.Model):
    """A message between the moderators and the author of a sheet; nobody else reads it."""

    practice = models.ForeignKey(PracticePage, on_delete=models.CASCADE, related_name="messages", verbose_name="fiche")
    sender = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name="de"
    )
    from_author = models.BooleanField("de l’auteur ou de l’autrice")
    text = models.TextField("message", max_length=2000)
    sent_at = models.DateTimeField("envoyé le", default=timezone.now)

    class Meta:
        verbose_name = "message"
        verbose_name_plural = "messages"
        ordering = ["sent_at", "pk"]

    def __str__(self) -> str:
        return f"{self.practice} – {self.sent_at:%d/%m/%Y}"
