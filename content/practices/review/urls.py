"""/admin/relectures/: the desk. Wagtail asks for the right to enter the admin before any of these."""

from django.urls import path, re_path

from content.practices.review import sitting_views, views

app_name = "moderation"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("a-la-suite/", sitting_views.read_in_a_row, name="in_a_row"),
    path("<int:pk>/", views.case, name="case"),
    re_path(rf"^(?P<pk>\d+)/(?P<name>{'|'.join(views.ACTS)})/$", views.act, name="act"),
]
