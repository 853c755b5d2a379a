from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class CoursesConfig(AppConfig):
    """Paths, modules, lessons, questions, and where each learner is in them."""

    name = "courses"
    label = "courses"
    verbose_name = "Formations"

    def ready(self) -> None:
        from wagtail.signals import post_page_move

        from accounts import awaited, home_blocks, next_step, personal_data, year_figures
        from accounts.models.session import LASTING
        from content.around import neighbours
        from content.finding.things import ABOVE, Kind, register_pages
        from content.glossary import standing
        from content.key_figures import standing as key_figures
        from content.tools import taught_in
        from courses.editing import piles
        from courses.editing.signals import recount_minutes
        from courses.learning import home_blocks as our_blocks
        from courses.learning import screens  # noqa: F401 - registers the screens of the pages
        from courses.learning.keep_progress_views import question_after_sign_in
        from courses.learning.neighbours import TRAININGS
        from courses.learning.progress_store import SESSION_KEY
        from courses.learning.term_lessons import lessons_by_term, titles_by_term
        from courses.learning.tool_lessons import lessons_of
        from courses.learning.year_figures import FIGURES
        from courses.models import LessonPage, ModulePage
        from courses.offices.skill_offers import offer_at_sign_in
        from courses.personal_data import export, export_decisions, export_notes, export_readings, export_remarks
        from courses.subjects import home_block as committee_block
        from courses.subjects import told as subjects_told
        from courses.subjects.awaited_kinds import KINDS

        for model in (LessonPage, ModulePage):
            post_save.connect(recount_minutes, sender=model, dispatch_uid="courses.editing.signals")
        post_delete.connect(recount_minutes, sender=LessonPage, dispatch_uid="courses.editing.signals")
        post_page_move.connect(recount_minutes, dispatch_uid="courses.editing.signals")
        LASTING.add(SESSION_KEY)
        taught_in.register(lessons_of)
        neighbours.register("trainings", TRAININGS)
        register_pages("courses.ModulePage", Kind.MODULE, "modulepage__intro")
        register_pages("courses.LessonPage", Kind.LESSON, ABOVE)
        register_pages("courses.PathPage", Kind.PATH, "pathpage__intro")
        standing.register(lessons_by_term, titles_by_term)
        key_figures.register(LessonPage, "body", "easy_read", "content_note")
        home_blocks.register(our_blocks.blocks)
        home_blocks.register(piles.blocks, home_blocks.Part.WRITER)
        home_blocks.register(committee_block.blocks, waiting=committee_block.waiting)
        for kind in KINDS:
            awaited.register(kind)
        next_step.register(offer_at_sign_in)
        next_step.register(question_after_sign_in)
        for figure in FIGURES:
            year_figures.register(figure)
        personal_data.register("formations", export)
        personal_data.register("mes notes pour moi", export_notes)
        personal_data.register("remarques sur les leçons", export_remarks)
        personal_data.register("lectures dites pour un groupe", export_readings)
        personal_data.register("lectures de groupes décidées en modération", export_decisions)
        personal_data.register("comité des leçons", subjects_told.export)
