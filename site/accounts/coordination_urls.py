"""/reseau/: the addresses of the coordination, for every group of the directory."""

from django.urls import path

from accounts.coordination import file_views, new_group_views, overview_views
from accounts.sign_in import second_factor_for_power as power

app_name = "coordination"
urlpatterns = [
    path("", power.required(overview_views.index), name="groups"),
    path("ajouter/", power.required(new_group_views.add), name="add"),
    path("groupes/<slug:slug>/etat/", power.required(overview_views.stage), name="stage"),
    path("fichier/", power.required(file_views.send), name="file"),
    path("fichier/relire/", power.required(file_views.preview), name="file_preview"),
    path("fichier/groupes.<slug:kind>", power.required(file_views.take_away), name="export"),
    path("fichier/modele.<slug:kind>", power.required(file_views.model), name="model"),
]
