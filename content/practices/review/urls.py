"""/admin/relectures/: the desk. Wagtail asks for the right to enter the admin before any of these."""

from django.urls import path, re_path

from content.practices.review import views

app_name = "moderation"
urlpatterns = [
    path("", views.queue, name="queue"),
    path("<int:pk>/", views.case, name="case"),
    re_path(rf"^(?P<pk>\d+)/(?P<name>{'|'.join(views.ACTS)})/$", views.act, name="act"),
]
