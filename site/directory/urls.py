"""/annuaire/"""

from django.urls import path

from directory import views

app_name = "directory"
urlpatterns = [
    path("", views.index, name="index"),
    path("departements/", views.departments, name="departments"),
    path("gem/<slug:slug>/", views.peer_group, name="peer_group"),
    path("collectifs/<slug:slug>/", views.collective, name="collective"),
]
