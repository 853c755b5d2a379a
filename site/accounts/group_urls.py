"""/groupe/: the addresses of those who run a group, and of the coordinator who opens its first account."""

from django.urls import path

from accounts.groups import cards_views, home_views, joining_views, people_views, person_views, public_page_views
from accounts.mandates import views as mandate_views
from accounts.recovery import reset_views

app_name = "groups"
urlpatterns = [
    path("", people_views.index, name="index"),
    path("<slug:slug>/", home_views.home, name="home"),
    path("<slug:slug>/personnes/", people_views.people, name="people"),
    path("<slug:slug>/journal/", home_views.journal, name="journal"),
    path("<slug:slug>/page/", public_page_views.group_page, name="page"),
    path("<slug:slug>/page/apercu/", public_page_views.group_preview, name="page_preview"),
    path("<slug:slug>/mandats/", mandate_views.index, name="mandates"),
    path("<slug:slug>/mandats/noter/", mandate_views.record, name="mandate_new"),
    path("<slug:slug>/mandats/<int:pk>/", mandate_views.correct, name="mandate"),
    path("<slug:slug>/mandats/<int:pk>/fin/", mandate_views.end, name="mandate_end"),
    path("<slug:slug>/mandats/<int:pk>/retirer/", mandate_views.take_back, name="mandate_take_back"),
    path("<slug:slug>/ouvrir/", people_views.open_account, name="open_account"),
    path("<slug:slug>/<int:pk>/", person_views.person, name="person"),
    path("<slug:slug>/inviter/", joining_views.invite, name="invite"),
    path("<slug:slug>/<int:pk>/code/", reset_views.reset, name="reset"),
    path("<slug:slug>/<int:pk>/code/choisir/", reset_views.choose, name="reset_choose"),
    path("<slug:slug>/<int:pk>/code/annuler/", reset_views.cancel, name="reset_cancel"),
    path("<slug:slug>/<int:pk>/carte/", cards_views.card, name="card"),
    path("<slug:slug>/<int:pk>/pause/", cards_views.pause, name="pause"),
    path("<slug:slug>/<int:pk>/reveil/", cards_views.wake, name="wake"),
]
