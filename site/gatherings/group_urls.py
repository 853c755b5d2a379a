"""/groupe/<slug>/…: what a group does, beside who it is (accounts.group_urls)."""

from django.urls import path

from gatherings.exchange import mediator_views, pair_views, wish_views
from gatherings.figures import views as figures
from gatherings.group_page import home_views, wall_views
from gatherings.programme import week_views

app_name = "group_life"
urlpatterns = [
    path("<slug:slug>/chez-nous/", home_views.home, name="home"),
    path("<slug:slug>/mur/", wall_views.page, name="wall"),
    path("<slug:slug>/mur/semaine.pdf", wall_views.pdf, name="wall_pdf"),
    path("<slug:slug>/semaine/", week_views.enter, name="week"),
    path("<slug:slug>/souhaits/", wish_views.wish, name="wishes"),
    path("<slug:slug>/souhaits/effacer/", wish_views.remove, name="wish_remove"),
    path("<slug:slug>/souhaits/continuer/", wish_views.renew, name="wishes_renew"),
    path("<slug:slug>/souhaits/arreter/", wish_views.stop, name="wishes_stop"),
    path("<slug:slug>/mise-en-relation/", pair_views.pair, name="pairs"),
    path("<slug:slug>/mise-en-relation/moi/", mediator_views.mine, name="mediating"),
    path("<slug:slug>/mise-en-relation/personnes/", mediator_views.people, name="mediators"),
    path("<slug:slug>/mise-en-relation/<uuid:pk>/confirmer/", mediator_views.confirm, name="mediator_confirm"),
    path("<slug:slug>/mise-en-relation/<uuid:pk>/terminer/", mediator_views.end, name="mediator_end"),
    path("<slug:slug>/chiffres/", figures.index, name="figures"),
    path("<slug:slug>/chiffres/<int:year>/", figures.year, name="figures_year"),
    path("<slug:slug>/chiffres/<int:year>/signer/", figures.sign, name="figures_sign"),
    path("<slug:slug>/chiffres/<int:year>/chiffres.xlsx", figures.workbook, name="figures_file"),
]
