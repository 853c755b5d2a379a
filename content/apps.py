from django.apps import AppConfig
from django.db.models.signals import post_delete, post_save


class ContentConfig(AppConfig):
    """Home, text pages, facts, shared blocks, images and documents, the page cache."""

    name = "content"
    label = "content"
    verbose_name = "Contenus"

    def ready(self) -> None:
        from wagtail.models import Page, PageViewRestriction
        from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

        from accounts import awaited, home_blocks, personal_data
        from accounts.account import former_name
        from accounts.recovery import emergency_stop
        from content import (
            awaited_kinds,
            home_views,  # noqa: F401 - names the screen of the home page
            open_forms,
        )
        from content import (
            home_blocks as our_blocks,
        )
        from content.admin import (
            account_panels,
            closed_doors,
            file_policies,
            files_as_sent,
            journals,
            recordings,
            review_mails,
            spreadsheets,
        )
        from content.around import neighbours
        from content.figures_in_text import values
        from content.finding import beside_pages, lists, things
        from content.images.renditions import prepare_pictures
        from content.key_figures import standing
        from content.key_figures.found_again import index_again
        from content.models import (
            Fact,
            KeyFigure,
            PracticePage,
            SearchWord,
            SiteRecording,
            SiteSettings,
            Term,
            TextPage,
            ToolPage,
            Tried,
        )
        from content.personal_data import erase, export
        from content.practices.colleagues import rules as colleagues
        from content.practices.review import shown_sheets, signals
        from content.practices.sheets import aliases, by_two, kept_names, screens, signed_names, skill_offers, thanks  # noqa: F401 - names the screens of sheets
        from content.practices.sheets import neighbours as near_sheets
        from content.remembered import bump, bump_if_shown
        from content.tools import neighbours as near_tools
        from content.tools import screens as tool_screens  # noqa: F401 - names the screens of tools
        from directory import closings
        from directory.models import Collective, PeerGroup
        from passport.entries import skill_finder
        from passport.models import Skill, SkillDomain
        from passport.models.skill import keep_name_under

        page_published.connect(prepare_pictures, dispatch_uid="content.images")
        for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
            signal.connect(bump, dispatch_uid="content.remembered")
        shown = (
            *(Fact, KeyFigure, SearchWord, SiteRecording, Term),
            *(PeerGroup, Collective, Skill, SkillDomain, PageViewRestriction),
        )
        for model in (*shown, SiteSettings):
            post_save.connect(bump, sender=model, dispatch_uid="content.remembered")
        for model in shown:
            post_delete.connect(bump, sender=model, dispatch_uid="content.remembered")
        closings.written.connect(bump, dispatch_uid="content.remembered")
        # After `bump`: pages are indexed again with the values of the new generation.
        post_save.connect(index_again, sender=KeyFigure, dispatch_uid="content.key_figures")
        post_save.connect(recordings.index_again, sender=SiteRecording, dispatch_uid="content.recordings")
        things.register_pages(
            "content.ToolPage", things.Kind.TOOL, "toolpage__intro", "modèle exemple document à remplir"
        )
        things.register_pages("content.PracticePage", things.Kind.SHEET, "practicepage__situation")
        things.register_pages("content.TextPage", things.Kind.TEXT)
        things.register("terms", beside_pages.terms)
        things.register("skills", beside_pages.skills)
        things.register("places", beside_pages.places)
        neighbours.register("sheets", near_sheets.SHEETS)
        neighbours.register("tools", near_tools.TOOLS)
        skill_finder.register(lists.skills_found)
        keep_name_under(kept_names.stands_under_rights, kept_names.READ_BY_TWO)
        values.register(KeyFigure.objects.as_values)
        standing.register(ToolPage, "how", "parts", "easy_read")
        standing.register(TextPage, "body")
        for signal, model in ((post_save, Tried), (post_delete, Tried), (post_delete, Page)):
            signal.connect(bump_if_shown, sender=model, dispatch_uid="content.remembered")
        page_published.connect(skill_offers.on_published, sender=PracticePage, dispatch_uid="content.skill_offers")
        signals.connect()
        # After the signals: the step that says who published is written.
        page_published.connect(thanks.on_published, sender=PracticePage, dispatch_uid="content.thanks")
        review_mails.connect()
        shown_sheets.register()
        spreadsheets.protect()
        file_policies.register()
        closed_doors.close()
        account_panels.offer_preferences_alone()
        files_as_sent.refuse()
        journals.forget_deleted_sheets()
        aliases.delete_with_their_sheets()
        open_forms.forget_with_their_pages()
        for kind in awaited_kinds.KINDS:
            awaited.register(kind)
        home_blocks.register(our_blocks.thanked, waiting=thanks.due_to)
        home_blocks.register(our_blocks.colleagues, waiting=colleagues.news_for)
        home_blocks.register(our_blocks.advocate, home_blocks.Part.ADVOCATE)
        home_blocks.register(our_blocks.messages, home_blocks.Part.COORDINATOR)
        personal_data.register("échange de pratiques", export, erase)
        former_name.register("échange de pratiques", signed_names.HOLDER)
        emergency_stop.register("échange de pratiques", by_two.stop_all)
