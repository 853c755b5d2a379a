"""/passeport/: the holder's own. Nothing of it is kept by a browser or a box in between."""

from django.urls import path
from django.views.decorators.cache import cache_control
from wagtail.utils.urlpatterns import decorate_urlpatterns

from passport import converters  # noqa: F401 - registers <share_ref> and <source_ref>
from passport.views import (
    asking,
    confirmations,
    confirming,
    entries,
    holder,
    offering,
    paper,
    proposals,
    seen,
    share_steps,
    shares,
)

app_name = "passport"
_urlpatterns = [
    path("", holder.index, name="index"),
    # Skills: proposed, declared, edited, removed
    path("propositions/", proposals.index, name="proposal_list"),
    path("propositions/<slug:source_kind>/<source_ref:source_ref>/", proposals.event, name="proposals"),
    path("ajouter/", entries.choose, name="add"),
    path("ajouter/mon-titre/", entries.declare, name="add_own"),
    path("ajouter/competence/<slug:slug>/", entries.declare, name="add_skill"),
    path("retirees/", entries.removed, name="removed"),
    path("<int:pk>/", entries.detail, name="entry"),
    path("<int:pk>/modifier/", entries.edit, name="edit"),
    path("<int:pk>/retirer/", entries.remove, name="remove"),
    path("<int:pk>/remettre/", entries.put_back, name="put_back"),
    path("<int:pk>/fois/", entries.add_occasion, name="add_occasion"),
    path("<int:pk>/fois/<int:occasion_pk>/retirer/", entries.remove_occasion, name="remove_occasion"),
    # « Ma feuille de passeport » : on paper, then typed in
    path("feuille/", paper.blank, name="paper"),
    path("feuille/saisir/", paper.type_in, name="paper_type_in"),
    # Confirmations: asked, written, read, kept or not; « Je t’ai vu faire »
    path("<int:pk>/confirmation/", asking.ask, name="ask_confirmation"),
    path("confirmations/", confirmations.index, name="confirmations"),
    path("confirmations/donnees/", confirmations.given, name="confirmations_given"),
    path("confirmations/donnees/<int:pk>/reprendre/", confirmations.withdraw, name="confirmation_withdraw"),
    path("confirmations/appareil/", confirming.here, name="confirm_here"),
    path("confirmations/appareil/rendre/", confirming.device_back, name="device_back"),
    path("confirmations/trouver/<int:pk>/", confirmations.findable, name="findable"),
    path("confirmations/<int:pk>/", confirmations.detail, name="confirmation"),
    path("confirmations/<int:pk>/garder/", confirmations.accept, name="confirmation_accept"),
    path("confirmations/<int:pk>/laisser/", confirmations.set_aside, name="confirmation_set_aside"),
    path("confirmations/<int:pk>/annuler/", confirmations.cancel, name="confirmation_cancel"),
    path("confirmations/<int:pk>/qr/", asking.show_qr, name="confirmation_qr"),
    path("confirmations/<int:pk>/repondre/", confirming.when_asked, name="confirm_asked"),
    path("confirmer/<share_token:token>/", confirming.by_token, name="confirm"),
    path("vu-faire/", seen.choose, name="seen"),
    path("vu-faire/<slug:slug>/", seen.say, name="seen_skill"),
    path("vu-faire/<int:pk>/reprendre/", confirmations.take_back, name="seen_take_back"),
    # « Je t’ai vu faire » to somebody who shows a code for it: a QR, four words, or the device passed
    path("offre/", offering.show, name="offer_show"),
    path("offre/arreter/", offering.stop, name="offer_stop"),
    path("offre/mots/", offering.words, name="offer_words"),
    path("offre/appareil/", offering.choose_here, name="offer_here"),
    path("offre/appareil/<slug:slug>/", offering.say_here, name="offer_here_skill"),
    path("offre/<share_token:token>/", offering.choose, name="offer"),
    path("offre/<share_token:token>/<slug:slug>/", offering.say, name="offer_skill"),
    # Shares: prepared in four steps, shown, stopped
    path("partages/", shares.index, name="shares"),
    path("partages/nouveau/", share_steps.recipient, name="share_new"),
    path("partages/nouveau/<share_ref:ref>/pour-qui/", share_steps.recipient, name="share_recipient"),
    path("partages/nouveau/<share_ref:ref>/quoi/", share_steps.content, name="share_content"),
    path("partages/nouveau/<share_ref:ref>/mots/", share_steps.words, name="share_words"),
    path("partages/nouveau/<share_ref:ref>/comment/", share_steps.way, name="share_way"),
    path("partages/nouveau/<share_ref:ref>/relire/", share_steps.review, name="share_review"),
    path("partages/nouveau/<share_ref:ref>/apercu/", share_steps.preview, name="share_draft_preview"),
    path("partages/<int:pk>/", shares.detail, name="share"),
    path("partages/<int:pk>/apercu/", shares.preview, name="share_preview"),
    path("partages/<int:pk>/feuille/", shares.sheet, name="share_sheet"),
    path("partages/<int:pk>/arreter/", shares.stop, name="share_stop"),
    path("partages/<int:pk>/code/", shares.renew_code, name="share_code"),
    path("reponses/<int:pk>/lue/", shares.read_reply, name="reply_read"),
]
urlpatterns = decorate_urlpatterns(_urlpatterns, cache_control(no_store=True, private=True))
