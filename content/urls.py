"""/pratiques/, above Wagtail's catch-all. The screens come before `<slug:slug>/`: no sheet may have their address."""

from django.urls import path, register_converter

from accounts.sign_in import second_factor_for_power as power
from content.practices.colleagues import answer_views as colleague_answers
from content.practices.colleagues import ask_views as colleagues
from content.practices.questions import answer_views, ask_views
from content.practices.sheets import by_two_views, feed, my_views, page_views, write_views
from content.practices.tried import views

register_converter(write_views.StepConverter, "step")
app_name = "practices"
urlpatterns = [
    path("", page_views.practices, name="index"),
    path("fil/", feed.feed, name="feed"),
    # An anonymous question, then the peer advocates who answer it
    path("question/", ask_views.ask, name="ask"),
    path("question/retrouver/", ask_views.find, name="find_question"),
    path("questions/", power.required(answer_views.index), name="questions"),
    path("questions/<int:pk>/", power.required(answer_views.detail), name="question"),
    path("questions/<int:pk>/prendre/", power.required(answer_views.take), name="take_question"),
    path("questions/<int:pk>/rendre/", answer_views.hand_back, name="hand_back_question"),
    path("questions/<int:pk>/ecrire/", power.required(answer_views.write), name="write_answer"),
    path("questions/<int:pk>/relire/", power.required(answer_views.read), name="read_answer"),
    path("questions/<int:pk>/renvoyer/", power.required(answer_views.send_back), name="send_back_answer"),
    path("questions/<int:pk>/fermer/", power.required(answer_views.close), name="close_question"),
    # A question to other groups, then those who accept to read it
    path("autres-groupes/", colleagues.index, name="colleagues"),
    path("autres-groupes/nouvelles/", colleagues.read_news, name="read_colleague_news"),
    path("autres-groupes/demander/", colleagues.ask, name="ask_colleagues"),
    path("autres-groupes/lire/", colleague_answers.read, name="colleagues_read"),
    path("autres-groupes/accepter/", colleague_answers.accept, name="accept_colleagues"),
    path("autres-groupes/<int:pk>/", colleagues.question, name="colleague_question"),
    path("autres-groupes/<int:pk>/repondre/", colleague_answers.answer, name="answer_colleague"),
    path("autres-groupes/<int:pk>/retirer/", colleagues.withdraw, name="withdraw_colleague_question"),
    path("autres-groupes/<int:pk>/sans-nom/", colleagues.unsign, name="unsign_colleague_question"),
    path("autres-groupes/reponses/<int:pk>/retirer/", colleague_answers.withdraw, name="withdraw_colleague_answer"),
    path("autres-groupes/reponses/<int:pk>/sans-nom/", colleague_answers.unsign, name="unsign_colleague_answer"),
    path("autres-groupes/reponses/<int:pk>/a-aide/", colleague_answers.choose, name="choose_colleague_answer"),
    path("autres-groupes/reponses/<int:pk>/fiche/", colleague_answers.begin_sheet, name="sheet_of_answer"),
    # Writing a sheet, new or changed, then following it
    path("proposer/", write_views.step, name="propose"),
    path("proposer/<step:step>/", write_views.step, name="propose_step"),
    path("proposer/effacer/", write_views.forget, name="forget_new"),
    path("mes-fiches/", my_views.index, name="mine"),
    path("mes-fiches/a-deux/", by_two_views.join, name="join_sheet"),
    path("mes-fiches/a-deux/<int:pk>/", by_two_views.read, name="read_by_two"),
    path("mes-fiches/a-deux/<int:pk>/retirer/", by_two_views.leave, name="leave_sheet"),
    path("mes-fiches/<int:pk>/", my_views.sheet, name="my_sheet"),
    path("mes-fiches/<int:pk>/changer/<step:step>/", write_views.step, name="change_step"),
    path("mes-fiches/<int:pk>/changer/effacer/", write_views.forget, name="forget_change"),
    path("mes-fiches/<int:pk>/voir/", my_views.open_thanked, name="open_thanked"),
    path("mes-fiches/<int:pk>/repondre/", my_views.answer, name="answer"),
    path("mes-fiches/<int:pk>/retirer/", my_views.withdraw, name="withdraw"),
    path("mes-fiches/<int:pk>/a-deux/", by_two_views.invite, name="by_two"),
    path("mes-fiches/<int:pk>/effacer/", my_views.delete, name="delete"),
    # Add other screens above this line: below it they would be taken for sheets.
    path("<slug:slug>/", page_views.practice, name="practice"),
    path("<slug:slug>/essaye/", views.tried, name="tried"),
    path("<slug:slug>/essaye/retirer/", views.take_back, name="take_back"),
]
