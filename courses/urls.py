"""/formations/, above Wagtail's catch-all: pages found by their address, and the POSTs of lessons."""

from django.urls import path

from accounts.sign_in import second_factor_for_power as power
from courses.booklet import views as booklet_views
from courses.feedback import views as feedback_views
from courses.group_readings import views as reading_views
from courses.group_remarks import views as remark_views
from courses.learning import finish_views, keep_progress_views, lesson_views, page_views, pair_views, rehearsal_views
from courses.notes import views as note_views
from courses.subjects import committee_views, seat_views
from courses.subjects import views as subject_views

app_name = "courses"
urlpatterns = [
    path("", page_views.modules, name="modules"),
    path("garder-mes-lecons/", keep_progress_views.keep_progress, name="keep_progress"),
    path("entrainement/", rehearsal_views.rehearsal, name="rehearsal"),
    path("mes-notes/", note_views.index, name="notes"),
    path("mes-notes/<uuid:block>/effacer/", note_views.erase, name="erase_note"),
    path("mes-remarques/", remark_views.mine, name="my_remarks"),
    path("mes-remarques/<int:pk>/retirer/", remark_views.take_back, name="take_back_remark"),
    path("sujets/", subject_views.index, name="subjects"),
    path("sujets/proposer/", subject_views.propose, name="propose_subject"),
    path("sujets/<uuid:pk>/retirer/", subject_views.take_back, name="take_back_subject"),
    path("sujets/<uuid:pk>/ecriture/", subject_views.write, name="write_subject"),
    path("comite/", committee_views.index, name="committee"),
    path("comite/ma-place/", seat_views.mine, name="seat"),
    path("comite/places/", seat_views.all_seats, name="seats"),
    path("comite/places/<int:pk>/proposer/", seat_views.name, name="name_seat"),
    path("comite/places/<int:pk>/confirmer/", seat_views.confirm, name="confirm_seat"),
    path("comite/places/<int:pk>/terminer/", seat_views.end, name="end_seat"),
    path("comite/<uuid:pk>/", committee_views.weigh, name="weigh_subject"),
    # Add other screens above this line: below it they would be taken for modules.
    path("<slug:module>/", page_views.module, name="module"),
    path("<slug:module>/livret.pdf", booklet_views.booklet, name="booklet"),
    path("<slug:module>/fini/", finish_views.finished, name="finished"),
    path("<slug:module>/fini/avis/", feedback_views.give, name="feedback"),
    path("<slug:module>/fini/lu-ensemble/", power.required(reading_views.reading), name="group_reading"),
    path("<slug:module>/<slug:lesson>/", page_views.lesson, name="lesson"),
    path("<slug:module>/<slug:lesson>/a-lire-ensemble.pdf", booklet_views.together, name="together"),
    path(
        "<slug:module>/<slug:lesson>/a-lire-ensemble-facile.pdf",
        booklet_views.together,
        {"is_easy": True},
        name="together_easy",
    ),
    path("<slug:module>/<slug:lesson>/chez-nous/", remark_views.send, name="group_remark"),
    path("<slug:module>/<slug:lesson>/fini/", lesson_views.mark, name="mark"),
    path("<slug:module>/<slug:lesson>/reponse/", lesson_views.answer, name="answer"),
    path("<slug:module>/<slug:lesson>/a-deux/", pair_views.pair, name="pair"),
    path("<slug:module>/<slug:lesson>/pour-moi/", note_views.keep, name="keep_note"),
]
