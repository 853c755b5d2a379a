"""/ateliers/: the workshops of one's groups, the training days of the network."""

from django.urls import path

from gatherings.attending import views as attending
from gatherings.attestation import check_views
from gatherings.attestation import views as attestation
from gatherings.exchange import meeting_views
from gatherings.opinions import views as opinions
from gatherings.own_agenda import views as own_agenda
from gatherings.presence import here_views, list_views, mine_views
from gatherings.programme import date_views, leader_views, propose_views
from gatherings.ready_session import views as ready_session
from gatherings.thanks import read_views as thanks_read
from gatherings.thanks import write_views as thanks_write

app_name = "gatherings"
urlpatterns = [
    path("", attending.index, name="index"),
    path("proposer/", propose_views.propose, name="propose"),
    path("montrer/<slug:module>/", ready_session.session, name="ready_session"),
    path("atelier/<int:pk>/", propose_views.workshop, name="workshop"),
    path("atelier/<int:pk>/montrer/", propose_views.show, name="show"),
    path("atelier/<int:pk>/laisser/", propose_views.set_aside, name="set_aside"),
    path("atelier/<int:pk>/changer/", propose_views.change, name="change"),
    path("atelier/<int:pk>/demander/", leader_views.ask_leader, name="ask_leader"),
    path("atelier/<int:pk>/ne-plus-demander/", leader_views.take_back, name="ask_no_more"),
    path("atelier/<int:pk>/animer/", leader_views.lead, name="lead"),
    path("atelier/<int:pk>/avis/", opinions.told, name="opinions"),
    path("mon-agenda/", own_agenda.own_agenda, name="own_agenda"),
    path("attestation/", check_views.check, name="attestation"),
    path("ici/<slug:token>/", here_views.here, name="here"),
    path("mercis/", thanks_read.mine, name="thanks"),
    path("mercis/<uuid:pk>/garder/", thanks_read.keep, name="thanks_keep"),
    path("mercis/<uuid:pk>/effacer/", thanks_read.erase, name="thanks_erase"),
    path("mercis/<uuid:pk>/reprendre/", thanks_read.take_back, name="thanks_take_back"),
    path("mercis/<uuid:pk>/signaler/", thanks_read.report, name="thanks_report"),
    path("rencontre/<uuid:pk>/", meeting_views.meeting, name="meeting"),
    path("<int:pk>/", attending.date, name="date"),
    path("<int:pk>/inscription/", attending.sign_up, name="sign_up"),
    path("<int:pk>/desinscription/", attending.leave, name="leave"),
    path("<int:pk>/agenda.ics", attending.agenda, name="agenda"),
    path("<int:pk>/deplacer/", date_views.move, name="move"),
    path("<int:pk>/annuler/", date_views.cancel, name="cancel"),
    path("<int:pk>/nombre/", date_views.count, name="count"),
    path("<int:pk>/presences/", list_views.presences, name="presences"),
    path("<int:pk>/presences/ajouter/", list_views.add, name="presence_add"),
    path("<int:pk>/presences/carre/", list_views.code, name="presence_code"),
    path("<int:pk>/attestation/", attestation.attest, name="attest"),
    path("<int:pk>/ma-presence/", mine_views.mine, name="my_presence"),
    path("<int:pk>/avis/", opinions.give, name="opinion"),
    path("<int:pk>/merci/", thanks_write.write, name="thanks_write"),
]
