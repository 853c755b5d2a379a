"""/reseau/…: what groups do together, beside who they are (accounts.coordination_urls)."""

from django.urls import path

from gatherings.figures import network_views

app_name = "network_life"
urlpatterns = [
    path("chiffres/", network_views.sums, name="figures"),
]
