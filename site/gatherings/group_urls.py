"""/groupe/<slug>/…: what a group does, beside who it is (accounts.group_urls)."""

from django.urls import path

from gatherings.programme import week_views

app_name = "group_life"
urlpatterns = [
    path("<slug:slug>/semaine/", week_views.enter, name="week"),
]
