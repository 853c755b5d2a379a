from django.apps import AppConfig


class GatheringsConfig(AppConfig):
    """Workshops: their dates, who signs up, how many came; the page of a group."""

    name = "gatherings"
    label = "gatherings"  # permanent: it names the tables
    verbose_name = "Ateliers"

    def ready(self) -> None:
        from accounts import awaited, home_blocks, personal_data, year_figures
        from courses.learning import after_finishing
        from gatherings.exchange import awaited_kinds as exchange_kinds
        from gatherings.exchange import home_block as meetings_block
        from gatherings.figures.counts import FIGURES
        from gatherings.group_page import awaited_kinds, home_block
        from gatherings.personal_data import erase, export
        from gatherings.presence.awaited_kind import PRESENCES
        from gatherings.ready_session.door import door

        personal_data.register("ateliers", export, erase)
        home_blocks.register(home_block.blocks, home_blocks.Part.MEMBER)
        home_blocks.register(meetings_block.blocks, waiting=meetings_block.waiting)
        for kind in (*awaited_kinds.KINDS, *exchange_kinds.KINDS):
            awaited.register(kind)
        awaited.register(PRESENCES)
        after_finishing.register(door)
        for figure in FIGURES:
            year_figures.register(figure)
