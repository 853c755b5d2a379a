"""/pratiques/, above Wagtail's catch-all. Words of ours come before `<slug:slug>/`: no sheet may be named like them."""

from django.urls import path

from content.practices import answering, asking, feed, pages, trying

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
    # Add the other screens above this line: below it they would be taken for sheets.
    path("<slug:slug>/", pages.practice, name="practice"),
    path("<slug:slug>/essaye/", trying.tried, name="tried"),
    path("<slug:slug>/essaye/retirer/", trying.take_back, name="take_back"),
]
