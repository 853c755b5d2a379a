"""Places: peer groups, collectives, organisations. An unknown value stays empty and is not shown."""

import datetime
from collections.abc import Sequence
from typing import Any, Self

from django.contrib.contenttypes.fields import GenericRelation
from django.db import models
from django.urls import reverse
from wagtail.models import Revision, RevisionMixin
from wagtail.search import index

from directory import closings, former_names
from directory.closed_days import Closing
from directory.departments import CHOICES, DEPARTMENTS, region_of
from directory.validators import is_web_site

A_YEAR = datetime.timedelta(days=365)


class PeerGroupQuerySet(models.QuerySet["PeerGroup"]):
    """Queries about peer groups."""

    def listed(self) -> Self:
        """Return the groups shown in the public directory."""
        return self.filter(is_listed=True)

    def signing_as(self, name: str) -> Self:
        """Return the groups whose shares and papers this name heads."""
        return self.filter(models.Q(confirmed_name=name) | models.Q(confirmed_name="", name=name))

    def held(self) -> Self:
        """Hold every group until the end of the transaction; return them as they are from then on.

        Two statements: the rows added while the first one waited are in the second alone.
        """
        list(self.select_for_update().order_by("pk").values_list("pk", flat=True))
        return self.order_by("pk")


class CollectiveQuerySet(models.QuerySet["Collective"]):
    """Queries about collectives."""

    def nearest_first(self, department_code: str, region: str) -> Self:
        """Sort by distance: same département first, then same region, then the rest, by name."""
        return self.annotate(
            distance=models.Case(
                models.When(department_code=department_code, then=0),
                models.When(region=region, then=1),
                default=2,
                output_field=models.IntegerField(),
            )
        ).order_by("distance", "name")

    def near(self, department_code: str, region: str) -> Self:
        """Return the collectives of the same département, then of the same region; an unknown place is near nothing."""
        around = models.Q(department_code=department_code) if department_code else models.Q(pk__in=[])
        if region:
            around |= models.Q(region=region)
        return self.filter(around).nearest_first(department_code, region)


class Place(RevisionMixin, models.Model):
    """The facts every place of the directory gives, with the source where they were read.

    Every version stays to go back to, but for a contact that was changed or taken off.

    The département is chosen from the national list; its name and its region follow at each save. A region may be known
    without it.
    """

    slug = models.SlugField("adresse courte", max_length=80, unique=True)
    name = models.CharField("nom", max_length=160)
    town = models.CharField("ville", max_length=80, blank=True)
    department_code = models.CharField("département", max_length=3, blank=True, choices=CHOICES)
    department = models.CharField("nom du département", max_length=60, blank=True, editable=False)
    region = models.CharField(
        "région", max_length=60, blank=True, help_text="Elle suit le département. À écrire seulement sans lui."
    )
    website = models.URLField("site internet", blank=True, validators=[is_web_site])
    public_contact = models.CharField("contact public", max_length=200, blank=True)
    source_title = models.CharField("source", max_length=250, blank=True)
    source_url = models.URLField("adresse de la source", max_length=500, blank=True)
    checked_on = models.DateField("vérifié le", null=True, blank=True)
    # The first day its own people wrote it: no file of the coordination overwrites it from then on.
    kept_on = models.DateField("tenu par ses propres gens depuis le", null=True, blank=True, editable=False)
    _revisions = GenericRelation(
        "wagtailcore.Revision", content_type_field="base_content_type", object_id_field="object_id"
    )

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=models.Q(department_code__in=["", *DEPARTMENTS]),
                name="directory_%(class)s_department_known",
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the name and the region that follow from the département; a name that changes is kept aside."""
        self.follow_department()
        written = kwargs.get("update_fields")
        if written is not None:
            kwargs["update_fields"] = {*written, "department", "region"}
        if self.pk and (written is None or not {"name", "town"}.isdisjoint(written)):
            former_names.note_change(self)
        super().save(*args, **kwargs)
        forget_former_contacts([self])

    @property
    def waits_for_its_people(self) -> bool:
        """Return whether its own people are asked to read its page: once at first, then each year."""
        if self.kept_on is None or self.checked_on is None:
            return True
        return not closings.still_runs(self, self.checked_on + A_YEAR, self.checked_on)

    @property
    def closings_ahead(self) -> list[Closing]:
        """Return the closings under way or to come."""
        return closings.ahead(self)

    def follow_department(self) -> None:
        """Set the name of the département and the region."""
        known = DEPARTMENTS.get(self.department_code)
        self.department = known.name if known else ""
        self.region = known.region if known else region_of(self.region) or self.region

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Return the place as a revision says it was; whether its own people keep it is no matter of versions."""
        place = super().with_content_json(content)
        place.kept_on = self.kept_on
        return place


def forget_former_contacts(places: Sequence[Place]) -> None:
    """Blank, in every version of places of one kind, each contact but the present one; two statements.

    It may be somebody's own, who took it off: whoever goes back to a version does not bring it back.
    """
    present = {str(place.pk): place.public_contact for place in places}
    if not present:
        return
    kind = places[0].get_base_content_type()
    found = Revision.objects.filter(base_content_type=kind, object_id__in=present).exclude(content__public_contact="")
    former = [each for each in found if each.content.get("public_contact") not in {None, present[each.object_id]}]
    for version in former:
        version.content = {**version.content, "public_contact": ""}
    Revision.objects.bulk_update(former, ["content"])


class PeerGroup(index.Indexed, Place):
    """A *groupe d'entraide mutuelle* (GEM): an association run by its own members."""

    class Kind(models.TextChoices):
        PSYCHIC = "psychic", "Personnes vivant avec un trouble psychique"
        BRAIN_INJURY = "brain_injury", "Personnes cérébrolésées"
        AUTISM = "autism", "Personnes autistes"
        OTHER = "other", "Autre public"

    class Stage(models.TextChoices):
        CREATION = "creation", "En création"
        OPEN = "open", "Ouvert"

    name_is_official = models.BooleanField("nom officiel", default=False)
    # Empty, but while the name that one of its own people gave it waits for a second one.
    confirmed_name = models.CharField(
        "nom confirmé, tant que l’autre attend",
        max_length=160,
        blank=True,
        help_text="Il reste en tête des partages et des attestations. Videz cette case pour confirmer le nouveau nom.",
    )
    kind = models.CharField("public", max_length=12, choices=Kind.choices, blank=True)
    sponsor = models.CharField("parrain", max_length=200, blank=True)
    managing_body = models.CharField("gestionnaire", max_length=200, blank=True)
    opening_hours = models.CharField("horaires", max_length=300, blank=True)
    status_note = models.CharField("ce que l’on en sait", max_length=250, blank=True)
    is_listed = models.BooleanField("visible dans l’annuaire", default=True)
    stage = models.CharField("état", max_length=8, choices=Stage.choices, default=Stage.OPEN)

    objects = PeerGroupQuerySet.as_manager()
    search_fields = [
        index.SearchField("name"),
        index.SearchField("town"),
        index.SearchField("department"),
        index.SearchField("region"),
        index.AutocompleteField("name"),
        index.AutocompleteField("town"),
        index.FilterField("is_listed"),
    ]

    class Meta(Place.Meta):
        verbose_name = "groupe d’entraide mutuelle"
        verbose_name_plural = "groupes d’entraide mutuelle"
        ordering = ["name"]
        constraints = [
            *Place.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(kind__in=["", "psychic", "brain_injury", "autism", "other"]),
                name="directory_peergroup_kind_known",
            ),
            models.CheckConstraint(
                condition=models.Q(stage__in=["creation", "open"]), name="directory_peergroup_stage_known"
            ),
        ]

    def get_absolute_url(self) -> str:
        return reverse("directory:peer_group", args=[self.slug])

    @property
    def signing_name(self) -> str:
        """Return the name that heads shares and what is signed for the association: one that two people stand by."""
        return self.confirmed_name or self.name

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Return the group as a revision says it was; which name is confirmed is no matter of versions."""
        group = super().with_content_json(content)
        group.confirmed_name = self.confirmed_name
        return group

    @property
    def is_in_creation(self) -> bool:
        """Return whether the group has not opened its doors yet."""
        return self.stage == self.Stage.CREATION


class Collective(index.Indexed, Place):
    """A *collectif d'entraide et d'insertion*, such as a Clubhouse."""

    operator = models.CharField("porté par", max_length=160, blank=True)
    opened = models.CharField("ouverture", max_length=80, blank=True)

    objects = CollectiveQuerySet.as_manager()
    search_fields = [
        index.SearchField("name"),
        index.SearchField("town"),
        index.SearchField("department"),
        index.SearchField("region"),
        index.AutocompleteField("name"),
        index.AutocompleteField("town"),
    ]

    class Meta(Place.Meta):
        verbose_name = "collectif d’entraide et d’insertion"
        verbose_name_plural = "collectifs d’entraide et d’insertion"
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        return reverse("directory:collective", args=[self.slug])


class Organisation(index.Indexed, RevisionMixin, models.Model):
    """A network, sponsor, managing body or funder named in the lessons."""

    slug = models.SlugField("adresse courte", max_length=80, unique=True)
    name = models.CharField("nom", max_length=160)
    role = models.CharField("rôle", max_length=250)
    source_title = models.CharField("source", max_length=250, blank=True)
    source_url = models.URLField("adresse de la source", max_length=500, blank=True)
    _revisions = GenericRelation(
        "wagtailcore.Revision", content_type_field="base_content_type", object_id_field="object_id"
    )

    search_fields = [index.SearchField("name"), index.AutocompleteField("name")]

    class Meta:
        verbose_name = "organisation"
        verbose_name_plural = "organisations"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name
