"""/groupe/: the addresses of those who run a group, and of the coordinator who opens its first account."""

from django.urls import path

from accounts.coordination import seen_views
from accounts.groups import (
    cards_views,
    closings_views,
    departure_views,
    home_views,
    joining_views,
    people_views,
    person_views,
    public_page_views,
    several_cards_views,
    several_views,
)
from accounts.mandates import views as mandate_views
from accounts.places import views as place_views
from accounts.recovery import reset_views
from accounts.sign_in import second_factor_for_power as power

app_name = "groups"
urlpatterns = [
    path("", people_views.index, name="index"),
    path("<slug:slug>/", power.required(home_views.home), name="home"),
    path("<slug:slug>/personnes/", power.required(people_views.people), name="people"),
    path("<slug:slug>/vu-par-les-autres/", power.required(seen_views.seen), name="seen"),
    path("<slug:slug>/journal/", power.required(home_views.journal), name="journal"),
    path("<slug:slug>/page/", power.required(public_page_views.group_page), name="page"),
    path("<slug:slug>/page/apercu/", power.required(public_page_views.group_preview), name="page_preview"),
    path("<slug:slug>/fermetures/", power.required(closings_views.of_group), name="closings"),
    path("<slug:slug>/fermetures/<str:first>/", power.required(closings_views.reopen_group), name="reopen"),
    path("<slug:slug>/mandats/", power.required(mandate_views.index), name="mandates"),
    path("<slug:slug>/mandats/noter/", power.required(mandate_views.record), name="mandate_new"),
    path("<slug:slug>/mandats/<int:pk>/", power.required(mandate_views.correct), name="mandate"),
    path("<slug:slug>/mandats/<int:pk>/fin/", power.required(mandate_views.end), name="mandate_end"),
    path("<slug:slug>/mandats/<int:pk>/retirer/", power.required(mandate_views.take_back), name="mandate_take_back"),
    path("<slug:slug>/places/", power.required(place_views.places), name="places"),
    path("<slug:slug>/places/<str:kind>/<int:pk>/", power.required(place_views.accept_here), name="place_accept"),
    path("<slug:slug>/ouvrir/", power.required(people_views.open_account), name="open_account"),
    path("<slug:slug>/ouvrir/plusieurs/", power.required_at_once(several_views.paste), name="open_several"),
    path("<slug:slug>/ouvrir/plusieurs/<slug:key>/", power.required_at_once(several_views.check), name="open_listed"),
    path("<slug:slug>/cartes/", power.required_at_once(several_cards_views.several_cards), name="cards"),
    path("<slug:slug>/<int:pk>/", power.required(person_views.person), name="person"),
    path("<slug:slug>/<int:pk>/depart/", power.required(departure_views.departure), name="departure"),
    path("<slug:slug>/<int:pk>/depart/annuler/", power.required(departure_views.call_off), name="departure_call_off"),
    path("<slug:slug>/inviter/", power.required(joining_views.invite), name="invite"),
    path("<slug:slug>/<int:pk>/code/", power.required(reset_views.reset), name="reset"),
    path("<slug:slug>/<int:pk>/code/choisir/", power.required(reset_views.choose), name="reset_choose"),
    path("<slug:slug>/<int:pk>/code/annuler/", power.required_if_held(reset_views.cancel), name="reset_cancel"),
    path("<slug:slug>/<int:pk>/carte/", power.required(cards_views.card), name="card"),
    path("<slug:slug>/<int:pk>/pause/", power.required_if_held(cards_views.pause), name="pause"),
    path("<slug:slug>/<int:pk>/reveil/", power.required(cards_views.wake), name="wake"),
]
