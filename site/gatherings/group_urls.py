"""/groupe/<slug>/…: what a group does, beside who it is (accounts.group_urls)."""

from django.urls import path

from gatherings.group_page import home_views, wall_views
from gatherings.programme import week_views

app_name = "group_life"
urlpatterns = [
    path("<slug:slug>/chez-nous/", home_views.home, name="home"),
    path("<slug:slug>/mur/", wall_views.page, name="wall"),
    path("<slug:slug>/mur/semaine.pdf", wall_views.pdf, name="wall_pdf"),
    path("<slug:slug>/semaine/", week_views.enter, name="week"),
]
