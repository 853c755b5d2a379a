"""/pratiques/, above Wagtail's catch-all. Words of ours come before `<slug:slug>/`: no sheet may be named like them."""

from django.urls import path, register_converter

from content.practices import answering, asking, feed, mine, pages, steps, trying

register_converter(steps.StepConverter, "step")
app_name = "practices"
urlpatterns = [
    path("", pages.practices, name="index"),
    path("fil/", feed.feed, name="feed"),
    # A question without a name, then what pair-advocates do of it
    path("question/", asking.ask, name="ask"),
    path("question/retrouver/", asking.find, name="find_question"),
    path("questions/", answering.index, name="questions"),
    path("questions/<int:pk>/", answering.detail, name="question"),
    path("questions/<int:pk>/prendre/", answering.take, name="take_question"),
    path("questions/<int:pk>/rendre/", answering.hand_back, name="hand_back_question"),
    path("questions/<int:pk>/ecrire/", answering.write, name="write_answer"),
    path("questions/<int:pk>/relire/", answering.read, name="read_answer"),
    path("questions/<int:pk>/renvoyer/", answering.send_back, name="send_back_answer"),
    path("questions/<int:pk>/fermer/", answering.close, name="close_question"),
    # Writing a sheet, new or changed, and what becomes of it
    path("proposer/", steps.step, name="propose"),
    path("proposer/<step:step>/", steps.step, name="propose_step"),
    path("proposer/effacer/", steps.forget, name="forget_new"),
    path("mes-fiches/", mine.index, name="mine"),
    path("mes-fiches/<int:pk>/", mine.sheet, name="my_sheet"),
    path("mes-fiches/<int:pk>/changer/<step:step>/", steps.step, name="change_step"),
    path("mes-fiches/<int:pk>/changer/effacer/", steps.forget, name="forget_change"),
    path("mes-fiches/<int:pk>/repondre/", mine.answer, name="answer"),
    path("mes-fiches/<int:pk>/retirer/", mine.withdraw, name="withdraw"),
    path("mes-fiches/<int:pk>/effacer/", mine.delete, name="delete"),
    # Add the other screens above this line: below it they would be taken for sheets.
    path("<slug:slug>/", pages.practice, name="practice"),
    path("<slug:slug>/essaye/", trying.tried, name="tried"),
    path("<slug:slug>/essaye/retirer/", trying.take_back, name="take_back"),
]
