"""/passeport/: the holder's own pages. No browser and no proxy keeps any of them."""

from django.urls import path
from django.views.decorators.cache import cache_control
from wagtail.utils.urlpatterns import decorate_urlpatterns

from passport.confirmations import ask_views, received_views, write_views
from passport.entries import home_views, proposal_views
from passport.entries import views as entry_views
from passport.paper import views as paper_views
from passport.peer_offers import given_views, in_presence_views
from passport.peer_offers import views as offer_views
from passport.reader import converters  # noqa: F401 - registers <share_ref> and <source_ref>
from passport.sharing import prepare_views
from passport.sharing import views as share_views

app_name = "passport"
_urlpatterns = [
    path("", home_views.index, name="index"),
    # Skills: proposed, declared, edited, removed
    path("propositions/", proposal_views.index, name="proposal_list"),
    path("propositions/<slug:source_kind>/<source_ref:source_ref>/", proposal_views.event, name="proposals"),
    path("ajouter/", entry_views.choose, name="add"),
    path("ajouter/mon-titre/", entry_views.declare, name="add_own"),
    path("ajouter/competence/<slug:slug>/", entry_views.declare, name="add_skill"),
    path("retirees/", entry_views.removed, name="removed"),
    path("<int:pk>/", entry_views.detail, name="entry"),
    path("<int:pk>/modifier/", entry_views.edit, name="edit"),
    path("<int:pk>/retirer/", entry_views.remove, name="remove"),
    path("<int:pk>/remettre/", entry_views.put_back, name="put_back"),
    path("<int:pk>/fois/", entry_views.add_occasion, name="add_occasion"),
    path("<int:pk>/fois/<int:occasion_pk>/retirer/", entry_views.remove_occasion, name="remove_occasion"),
    # « Ma feuille de passeport » : on paper, then typed in
    path("feuille/", paper_views.blank, name="paper"),
    path("feuille/saisir/", paper_views.type_in, name="paper_type_in"),
    # Confirmations: asked, written, read, kept or not; « Je t’ai vu faire »
    path("<int:pk>/confirmation/", ask_views.ask, name="ask_confirmation"),
    path("confirmations/", received_views.index, name="confirmations"),
    path("confirmations/donnees/", given_views.given, name="confirmations_given"),
    path("confirmations/donnees/<int:pk>/reprendre/", given_views.withdraw, name="confirmation_withdraw"),
    path("confirmations/appareil/", write_views.here, name="confirm_here"),
    path("confirmations/appareil/rendre/", write_views.device_back, name="device_back"),
    path("confirmations/trouver/<int:pk>/", received_views.findable, name="findable"),
    path("confirmations/<int:pk>/", received_views.detail, name="confirmation"),
    path("confirmations/<int:pk>/garder/", received_views.accept, name="confirmation_accept"),
    path("confirmations/<int:pk>/laisser/", received_views.set_aside, name="confirmation_set_aside"),
    path("confirmations/<int:pk>/annuler/", received_views.cancel, name="confirmation_cancel"),
    path("confirmations/<int:pk>/qr/", ask_views.show_qr, name="confirmation_qr"),
    path("confirmations/<int:pk>/repondre/", write_views.when_asked, name="confirm_asked"),
    path("confirmer/<share_token:token>/", write_views.by_token, name="confirm"),
    path("vu-faire/", offer_views.choose, name="seen"),
    path("vu-faire/<slug:slug>/", offer_views.say, name="seen_skill"),
    path("vu-faire/<int:pk>/reprendre/", given_views.take_back, name="seen_take_back"),
    # « Je t’ai vu faire » to somebody who shows a code for it: a QR, four words, or the device passed
    path("offre/", in_presence_views.show, name="offer_show"),
    path("offre/arreter/", in_presence_views.stop, name="offer_stop"),
    path("offre/mots/", in_presence_views.words, name="offer_words"),
    path("offre/appareil/", in_presence_views.choose_here, name="offer_here"),
    path("offre/appareil/<slug:slug>/", in_presence_views.say_here, name="offer_here_skill"),
    path("offre/<share_token:token>/", in_presence_views.choose, name="offer"),
    path("offre/<share_token:token>/<slug:slug>/", in_presence_views.say, name="offer_skill"),
    # Shares: prepared in four steps, shown, stopped
    path("partages/", share_views.index, name="shares"),
    path("partages/nouveau/", prepare_views.recipient, name="share_new"),
    path("partages/nouveau/<share_ref:ref>/pour-qui/", prepare_views.recipient, name="share_recipient"),
    path("partages/nouveau/<share_ref:ref>/quoi/", prepare_views.content, name="share_content"),
    path("partages/nouveau/<share_ref:ref>/mots/", prepare_views.words, name="share_words"),
    path("partages/nouveau/<share_ref:ref>/comment/", prepare_views.way, name="share_way"),
    path("partages/nouveau/<share_ref:ref>/relire/", prepare_views.review, name="share_review"),
    path("partages/nouveau/<share_ref:ref>/apercu/", prepare_views.preview, name="share_draft_preview"),
    path("partages/<int:pk>/", share_views.detail, name="share"),
    path("partages/<int:pk>/apercu/", share_views.preview, name="share_preview"),
    path("partages/<int:pk>/feuille/", share_views.printout, name="share_sheet"),
    path("partages/<int:pk>/arreter/", share_views.stop, name="share_stop"),
    path("partages/<int:pk>/code/", share_views.renew_code, name="share_code"),
    path("reponses/<int:pk>/lue/", share_views.read_reply, name="reply_read"),
]
urlpatterns = decorate_urlpatterns(_urlpatterns, cache_control(no_store=True, private=True))
