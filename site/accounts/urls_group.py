"""/groupe/: for those who run a group, and for the coordinator who opens its first account."""

from django.urls import path

from accounts.views import group, group_home, joining, mandates, person, places, resets

app_name = "groups"
urlpatterns = [
    path("", group.index, name="index"),
    path("<slug:slug>/", group_home.home, name="home"),
    path("<slug:slug>/personnes/", group.people, name="people"),
    path("<slug:slug>/journal/", group_home.journal, name="journal"),
    path("<slug:slug>/page/", places.group_page, name="page"),
    path("<slug:slug>/page/apercu/", places.group_preview, name="page_preview"),
    path("<slug:slug>/mandats/", mandates.index, name="mandates"),
    path("<slug:slug>/mandats/noter/", mandates.record, name="mandate_new"),
    path("<slug:slug>/mandats/<int:pk>/", mandates.correct, name="mandate"),
    path("<slug:slug>/mandats/<int:pk>/fin/", mandates.end, name="mandate_end"),
    path("<slug:slug>/mandats/<int:pk>/retirer/", mandates.take_back, name="mandate_take_back"),
    path("<slug:slug>/ouvrir/", group.open_account, name="open_account"),
    path("<slug:slug>/<int:pk>/", person.person, name="person"),
    path("<slug:slug>/inviter/", joining.invite, name="invite"),
    path("<slug:slug>/<int:pk>/code/", resets.reset, name="reset"),
    path("<slug:slug>/<int:pk>/code/choisir/", resets.choose, name="reset_choose"),
    path("<slug:slug>/<int:pk>/code/annuler/", resets.cancel, name="reset_cancel"),
    path("<slug:slug>/<int:pk>/carte/", group.card, name="card"),
    path("<slug:slug>/<int:pk>/pause/", group.pause, name="pause"),
    path("<slug:slug>/<int:pk>/reveil/", group.wake, name="wake"),
]
