"""Erase at once what the worker erases every minute."""

from typing import Any

from django.core.management.base import BaseCommand

from config.operations.purge import purge_everything


class Command(BaseCommand):
    help = "Erase what is over: closed shares, old journals, sessions, cached pages. The worker does it by itself."

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, then print the number of things of each kind."""
        erased = purge_everything()
        for name, count in erased.items():
            self.stdout.write(f"{name}: {count}")
        if not erased:
            self.stdout.write("Nothing to erase.")
