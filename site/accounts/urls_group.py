"""/groupe/: for those who run a group, and for the coordinator who opens its first account."""

from django.urls import path

from accounts.views import group, joining, resets

app_name = "groups"
urlpatterns = [
    path("", group.index, name="index"),
    path("<slug:slug>/", group.people, name="people"),
    path("<slug:slug>/ouvrir/", group.open_account, name="open_account"),
    path("<slug:slug>/inviter/", joining.invite, name="invite"),
    path("<slug:slug>/<int:pk>/code/", resets.reset, name="reset"),
    path("<slug:slug>/<int:pk>/code/choisir/", resets.choose, name="reset_choose"),
    path("<slug:slug>/<int:pk>/code/annuler/", resets.cancel, name="reset_cancel"),
    path("<slug:slug>/<int:pk>/carte/", group.card, name="card"),
    path("<slug:slug>/<int:pk>/pause/", group.pause, name="pause"),
    path("<slug:slug>/<int:pk>/reveil/", group.wake, name="wake"),
]
