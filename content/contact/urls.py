"""/contact/: the visitor writes, finds the answer; the coordination reads and answers."""

from django.urls import path

from accounts.sign_in import second_factor_for_power as power
from content.contact import desk_views, views

app_name = "contact"
urlpatterns = [
    path("", views.contact, name="write"),
    path("retrouver/", views.find, name="find"),
    path("messages/", power.required(desk_views.index), name="messages"),
    path("messages/<int:pk>/", power.required(desk_views.message), name="message"),
]
