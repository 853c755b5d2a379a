"""The directory in the admin: groups, collectives, organisations."""

import django_filters
from django.forms import ModelForm
from django.http import HttpResponse
from wagtail.admin.filters import WagtailFilterSet
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel, TitleFieldPanel
from wagtail.admin.ui.tables import BooleanColumn
from wagtail.admin.widgets.slug import SlugInput
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import CreateView, EditView, SnippetViewSetGroup

from directory import borne_names
from directory.models import Collective, Organisation, PeerGroup
from lib.snippets import OwnSnippetViewSet

WHERE = MultiFieldPanel(
    [
        FieldPanel("town"),
        FieldRowPanel([FieldPanel("department_code"), FieldPanel("region")]),
    ],
    heading="Où",
)
CONTACT = MultiFieldPanel([FieldPanel("website"), FieldPanel("public_contact")], heading="Prendre contact")
SOURCE = MultiFieldPanel(
    [FieldPanel("source_title"), FieldPanel("source_url"), FieldPanel("checked_on")],
    heading="D’où nous le tenons",
    help_text="Ce qui reste vide n’est pas montré. N’écrivez que ce qu’une source dit.",
)
NAME = TitleFieldPanel("name", targets=["slug"], placeholder="Nom")
SLUG = FieldPanel("slug", widget=SlugInput)


CHANGED = (
    "Cette page a changé depuis que vous l’avez ouverte : ses propres gens l’ont peut-être corrigée. "
    "Rien n’est gardé. Rouvrez-la, puis recommencez."
)


class PlaceCreateView(CreateView):
    """The form of a new place: not of another one of the same name and town."""

    def form_valid(self, form: ModelForm) -> HttpResponse:
        """Add the place, or say that its name is taken there."""
        if borne_names.is_taken_here(form.instance):
            form.add_error("name", borne_names.TAKEN_HERE)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        return super().form_valid(form)


class PlaceEditView(EditView):
    """The form of a place: kept only while the place is as it was when it was opened.

    A contact that its people took off since would come back on the site with the other fields.
    """

    def form_valid(self, form: ModelForm) -> HttpResponse:
        """Keep the page, or say that it changed meanwhile."""
        knows_a_version = bool(self.request.POST.get("loaded_revision_id"))
        if self.is_out_of_date or (self.latest_revision and not knows_a_version):
            form.add_error(None, CHANGED)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        place = form.instance
        before = type(place).objects.values("name", "town", "department_code").get(pk=place.pk)
        if any(getattr(place, name) != said for name, said in before.items()) and borne_names.is_taken_here(place):
            form.add_error("name", borne_names.TAKEN_HERE)
            self.produced_error_message = self.get_error_message()
            return self.form_invalid(form)
        if isinstance(place, PeerGroup) and place.name != before["name"]:
            place.confirmed_name = ""  # written by the coordination
        return super().form_valid(form)


class PeerGroupFilterSet(WagtailFilterSet):
    region = django_filters.AllValuesFilter(label="Région", field_name="region")

    class Meta:
        model = PeerGroup
        fields = ("region", "kind", "is_listed", "name_is_official")


class CollectiveFilterSet(WagtailFilterSet):
    region = django_filters.AllValuesFilter(label="Région", field_name="region")

    class Meta:
        model = Collective
        fields = ("region",)


class PeerGroupViewSet(OwnSnippetViewSet):
    model = PeerGroup
    add_view_class = PlaceCreateView
    edit_view_class = PlaceEditView
    icon = "group"
    menu_label = "Groupes (GEM)"
    base_url_path = "annuaire/groupes"
    list_display = ("name", "town", "department", "kind", BooleanColumn("is_listed", label="Visible"), "checked_on")
    filterset_class = PeerGroupFilterSet
    ordering = "name"
    panels = (
        NAME,
        FieldPanel("name_is_official"),
        FieldPanel("confirmed_name"),
        SLUG,
        FieldRowPanel([FieldPanel("is_listed"), FieldPanel("stage")]),
        FieldPanel("kind"),
        WHERE,
        CONTACT,
        FieldPanel("opening_hours"),
        MultiFieldPanel([FieldPanel("sponsor"), FieldPanel("managing_body")], heading="Autour du groupe"),
        FieldPanel("status_note"),
        SOURCE,
    )


class CollectiveViewSet(OwnSnippetViewSet):
    model = Collective
    add_view_class = PlaceCreateView
    edit_view_class = PlaceEditView
    icon = "site"
    menu_label = "Collectifs"
    base_url_path = "annuaire/collectifs"
    list_display = ("name", "town", "department", "operator", "checked_on")
    filterset_class = CollectiveFilterSet
    ordering = "name"
    panels = (NAME, SLUG, FieldPanel("operator"), FieldPanel("opened"), WHERE, CONTACT, SOURCE)


class OrganisationViewSet(OwnSnippetViewSet):
    model = Organisation
    icon = "globe"
    menu_label = "Organisations"
    base_url_path = "annuaire/organisations"
    list_display = ("name", "role")
    ordering = "name"
    panels = (
        NAME,
        SLUG,
        FieldPanel("role"),
        MultiFieldPanel([FieldPanel("source_title"), FieldPanel("source_url")], heading="D’où nous le tenons"),
    )


class DirectoryGroup(SnippetViewSetGroup):
    items = (PeerGroupViewSet, CollectiveViewSet, OrganisationViewSet)
    menu_label = "Annuaire"
    menu_name = "directory"
    menu_icon = "site"
    menu_order = 500


register_snippet(DirectoryGroup)
